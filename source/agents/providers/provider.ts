import type { AgentConfig, ProviderName } from "../config.ts";
import type { AgentEvent } from "../events.ts";

/** What a provider can do beyond running to its end. */
export interface Capabilities {
  /** A run can go on with an earlier run's session. */
  readonly resume: boolean;
  /** Tokens are reported. */
  readonly usage: boolean;
  /** Cost is reported. */
  readonly cost: boolean;
  /** Tool calls are told apart from text. */
  readonly tools: boolean;
}

/** Why an agent cannot be started, and what to do; `null` when nothing stands in the way. */
export type Availability = { readonly problem: string; readonly remedy: string } | null;

/** What a provider knows of the run it builds a command for. */
interface CommandContext {
  /** Absolute; the agent's working folder. */
  readonly worktree: string;
  /** The complete prompt. */
  readonly prompt: string;
  /** The session to go on with, where there is one. */
  readonly sessionId: string | null;
  /** The built-in demo agent's program. */
  readonly demoEntry: string;
}

/** A program to run without a shell. The prompt goes to its standard input, never into `args`. */
interface AgentCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** On top of the inherited environment and the configured one. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/**
 * One kind of agent: how to start it and how to read what it prints. A provider is a file with a constant
 * of this type and a line in `registry.ts`; it starts nothing and keeps no state.
 */
export interface Provider {
  readonly name: ProviderName;
  readonly capabilities: Capabilities;
  /** Exit code 0 means success only together with an `end` event that says so. */
  readonly requiresEndEvent: boolean;
  /**
   * Every line that carries a session, usage, cost, error or end event contains one of these. Other lines are
   * read only when they are shown, which keeps supervising and judging a run of any size cheap.
   */
  readonly markers: readonly string[];
  /** Asked before anything is started; looks at the machine, changes nothing. */
  availability(config: AgentConfig): Availability;
  /** @throws AgentUnavailableError when the program is not in this worktree */
  command(config: AgentConfig, context: CommandContext): AgentCommand;
  /**
   * The events of one line of standard output, without its newline. Never throws: noise is text, unknown
   * kinds of events are none. The events' texts are untrusted and raw.
   */
  readLine(line: string): readonly AgentEvent[];
}
