import type { Session } from "../orchestrator/session.ts";
import { OrcError } from "../workflow/errors.ts";
import type { LiveLine } from "./live-line.ts";
import type { OutputName } from "./outputs.ts";

/** How a command ended, for scripts (spec section 11). */
export const EXIT = { done: 0, failed: 1, usage: 2, impossible: 3, waiting: 4, interrupted: 130 } as const;
export type Ending = keyof typeof EXIT;
export type ExitCode = (typeof EXIT)[Ending];

/** What a person is told of them. */
export const ENDINGS: Readonly<Record<Ending, string>> = {
  done: "done",
  failed: "failed",
  usage: "wrong usage",
  impossible: "not possible in this state",
  waiting: "waiting for a human",
  interrupted: "interrupted",
};

/** How most commands can end. */
export const USUAL_ENDINGS: readonly Ending[] = ["done", "failed", "usage"];

/** One command of the command line: a file of its own, a few lines over the orchestrator. */
export interface Command {
  /** The words behind the name: `<issue>`. The flags are told by `options`. */
  readonly usage: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  readonly options?: Options;
  /** How it is called, and what for. */
  readonly examples?: readonly Example[];
  /** What it prints with `--json`, by the names in `outputs.ts`; left out, nothing. */
  readonly output?: readonly OutputName[];
  /** How it can end; left out, as most do. The help tells it, and a test brings each about. */
  readonly endings?: readonly Ending[];
  /** What its first word may be, where that is not open. */
  readonly words?: readonly string[];
  /** The most words it takes; too many are a usage error. */
  readonly maxWords: number;
  /** It changes something, so an agent that runs it from inside a workflow is refused. */
  readonly changes: boolean | ((words: readonly string[], flags: Flags) => boolean);
  run(call: CommandCall): Promise<ExitCode>;
}

export interface Example {
  /** Behind `orc-tui`, as in a shell. */
  readonly line: string;
  readonly does: string;
}

/** A flag: what `parseArgs` has to know of it, and what the help says of it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands in the help for the text it takes: `<reason>`, `gate|done`. */
  readonly value?: string;
  /** The command makes no sense without it. */
  readonly required?: boolean;
  readonly help: string;
}

/** Flags by their long names. */
export type Options = Readonly<Record<string, Option>>;

/** What was given, by long names. */
export type Flags = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What a command is called with. */
export interface CommandCall {
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly json: boolean;
  readonly print: Printer;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that the command is called for. */
  readonly cwd: string;
  readonly isTerminal: boolean;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** @param engine perform effects where no other process does */
  openSession(
    engine: boolean,
    options?: { readonly cwd?: string; readonly surface?: "cli" | "keyboard" },
  ): Promise<Session>;
}

/** Results go to standard output, everything else to standard error (spec section 11). */
export interface Printer {
  result(text: string): void;
  json(value: unknown): void;
  note(text: string): void;
  /** How far it is with what takes its time, for whoever looks on. */
  readonly live: LiveLine;
}

/** The words of the command line make no sense. */
export class UsageError extends OrcError {
  constructor(message: string, command?: string) {
    super(
      "USAGE",
      message,
      `orc-tui ${command === undefined ? "" : `${command} `}--help shows how it is used.`,
    );
  }
}

/** A flag's text, if it was given. */
export function textFlag(call: CommandCall, name: string): string | undefined {
  const value = call.flags[name];
  return typeof value === "string" ? value : undefined;
}

/** Whether the dashboard can be drawn where the call comes from. */
export function hasScreen({ isTerminal, env }: Pick<CommandCall, "isTerminal" | "env">): boolean {
  return isTerminal && env.TERM !== "dumb";
}
