import { screenLine } from "../text/screen.ts";
import type { RunOutcome } from "../workflow/state.ts";
import type { RunStatus } from "./run-status.ts";
import type { RunSummary } from "./summary.ts";

/** How a run ended, as far as the agent tells: whether its documents are there is another question. */
export interface Verdict {
  readonly outcome: RunOutcome;
  /** A sentence or two; `null` when it went well and there is nothing to add. */
  readonly reason: string | null;
}

const LONGEST_REASON = 500;

/**
 * Judges an ended run from its status and its events, never from the exit code alone where the provider
 * says more (spec section 5).
 */
export function verdict(
  status: Pick<RunStatus, "cause" | "exitCode" | "signal" | "message">,
  summary: RunSummary,
  requiresEndEvent: boolean,
): Verdict {
  switch (status.cause) {
    case "stopped":
      return { outcome: "stopped", reason: status.message };
    case "timeout":
      return { outcome: "timed_out", reason: status.message };
    case "stall":
      return { outcome: "stalled", reason: status.message };
    case "linger":
      return summary.end?.outcome === "success"
        ? { outcome: "succeeded", reason: status.message }
        : failed(whatItSaid(summary) ?? status.message);
    case "exit":
      return verdictOfExit(status, summary, requiresEndEvent);
    case "spawn_failed":
    case null:
      return failed(status.message);
  }
}

function verdictOfExit(
  { exitCode, signal, message }: Pick<RunStatus, "exitCode" | "signal" | "message">,
  summary: RunSummary,
  requiresEndEvent: boolean,
): Verdict {
  const said = whatItSaid(summary);
  if (signal !== null) return failed(join(`The agent was ended by ${signal}`, said));
  if (exitCode !== 0)
    return failed(join(`The agent ended with exit code ${exitCode}`, said ?? summary.lastStderrLine));
  if (summary.end?.outcome === "failure") return failed(said ?? "The agent reported failure");
  if (requiresEndEvent && summary.end === null)
    return failed(join("The agent ended without its final event", said));
  return { outcome: "succeeded", reason: message };
}

function whatItSaid(summary: RunSummary): string | null {
  const reason = summary.end?.outcome === "failure" ? summary.end.reason : null;
  return reason ?? summary.lastError;
}

function join(fact: string, words: string | null): string {
  return words === null ? fact : `${fact}: ${words}`;
}

function failed(reason: string | null): Verdict {
  const line = screenLine(reason ?? "The agent failed");
  return {
    outcome: "failed",
    reason: line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}…` : line,
  };
}
