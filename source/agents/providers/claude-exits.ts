import type { FailureCause } from "../events.ts";
import type { ExitExplanation } from "./provider.ts";

/** What Claude Code says on stderr where it does not get as far as its first event, and what it comes from. */
const WORDS: readonly (readonly [RegExp, FailureCause])[] = [
  [/session id .* already in use|no conversation found/i, "session"],
  [/not logged in|\/login\b|invalid api key/i, "login"],
  [/root\/sudo/i, "setup"],
  [/invalid mcp config/i, "setup"],
  [/unknown option|option .* is invalid/i, "setup"],
  [/exceeds \d+ ?mb|prompt is too long/i, "prompt"],
];

const FIRST_SIGNAL_EXIT = 129;

/** What an exit without a final event means. */
export function explainClaudeExit(exitCode: number, stderr: string): ExitExplanation | null {
  for (const [words, cause] of WORDS) {
    const said = stderr.split("\n").find((line) => words.test(line));
    if (said !== undefined) return { reason: advise(said.trim()), cause };
  }
  if (exitCode < FIRST_SIGNAL_EXIT) return null;
  return { reason: "it was interrupted", cause: "aborted" };
}

function advise(said: string): string {
  return /unknown option/i.test(said) ? `${said} (this Claude Code is too old: claude update)` : said;
}
