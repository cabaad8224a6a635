import { screenLine } from "../text/screen.ts";
import type { RunOutcome } from "../workflow/state.ts";
import type { FailureCause } from "./events.ts";
import type { Provider } from "./providers/provider.ts";
import { remedyFor } from "./remedies.ts";
import type { RunStatus } from "./run-status.ts";
import type { RunSummary } from "./summary.ts";

/** How a run ended, as far as the agent tells: whether its documents are there is another question. */
export interface Verdict {
  readonly outcome: RunOutcome;
  /** A sentence or two; `null` when it went well and there is nothing to add. */
  readonly reason: string | null;
  /** What can be done about this very failure; `null` where nothing is known but its outcome. */
  readonly remedy: string | null;
}

type Judge = Pick<Provider, "requiresEndEvent" | "explainExit" | "loginRemedy">;
type Ending = Pick<RunStatus, "cause" | "exitCode" | "signal" | "message">;

const LONGEST_REASON = 500;

/**
 * Judges an ended run from its status and its events together, never from one of them alone: some agents report an
 * error and exit with 0, some are interrupted and exit with 0, some say success and fail after it (spec section 5).
 */
export function verdict(status: Ending, summary: RunSummary, provider: Judge): Verdict {
  switch (status.cause) {
    case "stopped":
      return plain("stopped", status.message);
    case "timeout":
      return plain("timed_out", status.message);
    case "stall":
      return plain("stalled", status.message);
    case "linger":
      return summary.end?.outcome === "success"
        ? succeeded(status.message, summary)
        : failed(whatItSaid(summary) ?? status.message, summary.end?.cause, provider);
    case "exit":
      return verdictOfExit(status, summary, provider);
    case "spawn_failed":
    case null:
      return failed(status.message, undefined, provider);
  }
}

function verdictOfExit({ exitCode, signal, message }: Ending, summary: RunSummary, provider: Judge): Verdict {
  const said = whatItSaid(summary);
  if (signal !== null) return failed(join(`The agent was ended by ${signal}`, said), "aborted", provider);
  const explained = exitCode === null ? null : provider.explainExit(exitCode, summary.stderrTail);
  if (summary.end?.outcome === "failure")
    return failed(said ?? "The agent reported failure", summary.end.cause ?? explained?.cause, provider);
  if (exitCode !== null && exitCode !== 0) {
    // Without an event that tells of this end, its exit code and its last words on stderr are what is left.
    const words = said ?? explained?.reason ?? summary.lastStderrLine;
    return failed(join(`The agent ended with exit code ${exitCode}`, words), explained?.cause, provider);
  }
  if (provider.requiresEndEvent && summary.end === null)
    return failed(join("The agent ended without its final event", said), "aborted", provider);
  return succeeded(message, summary);
}

function whatItSaid(summary: RunSummary): string | null {
  const reason = summary.end?.outcome === "failure" ? summary.end.reason : null;
  return reason ?? summary.lastError;
}

/** Denied tools are no failure: whether the work was done is told by its documents. But a person should know. */
function succeeded(message: string | null, { denials }: RunSummary): Verdict {
  const remark =
    denials === 0
      ? null
      : `${denials} ${denials === 1 ? "use of a tool was" : "uses of tools were"} denied; the log shows which.`;
  const reason = [message, remark].filter((each) => each !== null).join(" ");
  return plain("succeeded", reason === "" ? null : reason);
}

function join(fact: string, words: string | null): string {
  return words === null ? fact : `${fact}: ${words}`;
}

function plain(outcome: RunOutcome, reason: string | null): Verdict {
  return { outcome, reason, remedy: null };
}

function failed(reason: string | null, cause: FailureCause | undefined, provider: Judge): Verdict {
  const line = screenLine(reason ?? "The agent failed");
  return {
    outcome: "failed",
    reason: line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}…` : line,
    remedy: cause === undefined ? null : remedyFor(cause, provider),
  };
}
