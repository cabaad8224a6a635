import type { FailureCause } from "../events.ts";
import type { ExitExplanation } from "./provider.ts";
import { causeOfStatus } from "./service-failure.ts";

/** What the Gemini CLI's exit codes mean, where no event says why it ended. */
export function explainGeminiExit(exitCode: number, stderr: string): ExitExplanation | null {
  if (exitCode === 42 && /session/i.test(stderr))
    return { reason: lineAbout(/session/i, stderr), cause: "session" };
  if (exitCode === 1 && stderr.includes("Unknown argument"))
    return { reason: "it does not know an option that orc-tui gives it: update it", cause: "setup" };
  const known = EXITS[exitCode];
  if (known !== undefined) return { reason: known[0], cause: known[1] };
  return exitCode > LAST_OF_ITS_OWN ? explainStatus(exitCode) : null;
}

const EXITS: Readonly<Record<number, readonly [string, FailureCause]>> = {
  41: ["it is not logged in", "login"],
  42: ["it had nothing to do: its prompt was not accepted", "prompt"],
  44: ["its sandbox could not be used", "setup"],
  52: ["its settings are not valid", "setup"],
  53: ["it reached the turns that its settings allow", "turns"],
  54: ["one of its tools failed for good", "setup"],
  55: ["it does not trust the worktree", "setup"],
  130: ["it was cancelled", "aborted"],
};

const LAST_OF_ITS_OWN = 143;

/** It ends with the HTTP status of its service, of which an exit code holds eight bits: 400 becomes 144. */
function explainStatus(exitCode: number): ExitExplanation | null {
  const status = exitCode + 256;
  const cause = causeOfStatus(status);
  return cause === null ? null : { reason: `its service answered with HTTP status ${status}`, cause };
}

function lineAbout(what: RegExp, stderr: string): string {
  return stderr.split("\n").find((line) => what.test(line)) ?? "";
}
