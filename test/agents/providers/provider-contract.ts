import type { AgentConfig } from "../../../source/agents/config.ts";
import type { RunOutcome, Usage } from "../../../source/workflow/state.ts";

/**
 * What the contract test expects of one provider, beside what it asks of all of them. Each has a file
 * `expectations/<name>.ts` that exports such an object as `expectations`; a provider without one fails.
 */
export interface Expectations {
  /** What its program is called on the PATH; left out where it has none of its own. */
  readonly program?: string;
  /** Settings that every run of it needs here. */
  readonly config?: Partial<AgentConfig>;
  /** Settings to try, where those that the contract has at hand mean nothing to this provider. */
  readonly sample?: Partial<AgentConfig>;
  /** What its real program printed, by what happened. Further names are welcome. */
  readonly recordings: {
    /** The agent says something. */
    readonly text: Recording;
    /** It uses a tool. A provider that does not tell tools apart shows it as text. */
    readonly tool: Recording;
    /** Its service refuses the request. */
    readonly error: Recording;
    readonly [name: string]: Recording;
  };
}

/** What a program printed, how it ended, and what is to be made of it. */
export interface Recording {
  /** In `test/fixtures/agents`. */
  readonly file: string;
  readonly exitCode: number;
  /** What it said on standard error. */
  readonly stderr?: string;
  /** The log as it is shown: "text: Hello", "tool: Bash ls", each entry whole; what only lay ahead is not in it. */
  readonly log: readonly string[];
  readonly outcome: RunOutcome;
  readonly reason: string | null;
  /** A part of the remedy; `null` where there is none. */
  readonly remedy: string | null;
  readonly sessionId: string | null;
  readonly usage: Usage;
}
