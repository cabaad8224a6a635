import type { FailureCause } from "../events.ts";

/** What an HTTP status of a model's service means for a person; `null` where it is no failure. */
export function causeOfStatus(status: number): FailureCause | null {
  if (status === 401) return "login";
  if (status === 413) return "prompt";
  if (status === 429) return "rate_limit";
  if (status >= 500) return "service";
  return status >= 400 ? "refused" : null;
}

/**
 * What a person can read of a failure: some programs pass a service's answer on as it came, as JSON or JSON within a
 * sentence.
 */
export function saidIn(message: string): string {
  const words = /\{.*"message":\s*"((?:[^"\\]|\\.)*)"/s.exec(message)?.[1];
  return words === undefined ? message : words.replace(/\\n/g, " ").replace(/\\(.)/g, "$1");
}
