import type { ProviderName } from "../../workflow/provider-names.ts";
import type { AgentConfig, AgentOption } from "../config.ts";
import type { AgentEvent, FailureCause } from "../events.ts";

/** What a provider can do beyond running to its end. */
export interface Capabilities {
  /** A run can go on with an earlier run's session. */
  readonly resume: boolean;
  /** A person can take an earlier run's session over, in the terminal. */
  readonly takeOver: boolean;
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
export interface CommandContext {
  /** Absolute; the agent's working folder. */
  readonly worktree: string;
  /** Absolute; where a command's `files` will lie. */
  readonly runFolder: string;
  /** The run's own id, a UUID: for providers that let the caller name the session. */
  readonly runId: string;
  /** The complete prompt. */
  readonly prompt: string;
  /** The session to go on with, where there is one. */
  readonly sessionId: string | null;
  /** The built-in demo agent's program. */
  readonly demoEntry: string;
}

/** A program to run without a shell. The prompt goes to its standard input, never into `args`. */
export interface AgentCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** On top of the inherited environment; what the agent's settings say wins over it. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** Files that the program is told to read, by their names in the run folder. Only their owner may read them. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A program that a person talks to in the terminal. */
export type InteractiveCommand = Omit<AgentCommand, "stdin" | "files">;

/** What a person needs to know of an end that no event explains. */
export interface ExitExplanation {
  readonly reason: string;
  readonly cause: FailureCause;
}

/** How the lines look that are pieces of what is being said: by their first bytes, or by their last. */
export interface FragmentLines {
  /** The whole text follows, which makes its pieces a preview. */
  readonly areRepeated?: boolean;
  readonly prefixes?: readonly string[];
  readonly suffixes?: readonly string[];
}

/**
 * One kind of agent: how to start it and how to read what it prints. A provider is a file with a constant
 * of this type and a line in `registry.ts`; it starts nothing but short questions to its own program, and
 * keeps no state.
 */
export interface Provider {
  readonly name: ProviderName;
  /** As people know it: "Claude Code". */
  readonly title: string;
  readonly capabilities: Capabilities;
  /** What of an agent's settings it can honour, beside what every provider does. Anything else is refused. */
  readonly options: readonly AgentOption[];
  /** The permission modes it knows, the default first; empty where it has none. */
  readonly permissionModes: readonly string[];
  /** Exit code 0 means success only together with an `end` event that says so; only events show that it lives. */
  readonly requiresEndEvent: boolean;
  /**
   * Every line that carries a session, usage, cost, denied, waiting, background, error or end event contains one
   * of these. Other lines are read only when they are shown, which keeps supervising and judging a run of any size
   * cheap.
   */
  readonly markers: readonly string[];
  /** Neighbouring lines that look so are read together, as one. */
  readonly fragments: FragmentLines;
  /** What to do where its login is missing or not accepted. */
  readonly loginRemedy: string;
  /** Is its program there? Looks at the machine, starts nothing: cheap enough for every start of a dashboard. */
  installed(config: AgentConfig): Availability;
  /** Can it reach its model's service, as far as it can tell without asking that service? May ask its program. */
  loggedIn(config: AgentConfig): Promise<Availability>;
  /** What its program says of its version, in one line; `null` where it cannot be asked. */
  version(config: AgentConfig): Promise<string | null>;
  /**
   * What of its own keeps the agent's commands in its worktree with these settings, in words; `null` where nothing
   * does. Left out by providers that have no sandbox.
   */
  confinement?(config: AgentConfig): string | null;
  /** @throws AgentUnavailableError when the program, or something else that is to be used, is not there */
  command(config: AgentConfig, context: CommandContext): AgentCommand;
  /** How a person goes on with a session. Called only where `capabilities.takeOver`. */
  takeOver(
    config: AgentConfig,
    context: Pick<CommandContext, "worktree"> & { readonly sessionId: string },
  ): InteractiveCommand;
  /**
   * The events of one line of standard output, without its newline. Never throws: noise is text, unknown
   * kinds of events are none. The events' texts are untrusted and raw.
   */
  readLine(line: string): readonly AgentEvent[];
  /**
   * What an exit without a word in the events means; `null` where it says nothing special.
   * @param stderr the last lines of standard error
   */
  explainExit(exitCode: number, stderr: string): ExitExplanation | null;
}
