import type { Command, Option, Options } from "../command.ts";
import { GLOBAL_OPTIONS } from "../global-options.ts";

/** A flag, as a shell completes it. */
export interface FlagRow {
  readonly long: string;
  readonly short: string | null;
  readonly help: string;
  readonly takesValue: boolean;
  /** What its value may be; empty where that is open. */
  readonly choices: readonly string[];
  readonly takesFolder: boolean;
}

/** A command, as a shell completes it. */
export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagRow[];
  /** How many of its words may name an issue; the first ones. */
  readonly issues: number;
  /** What its first word may be; empty where that is open. */
  readonly words: readonly string[];
}

export interface CompletionTable {
  readonly commands: readonly CommandRow[];
  readonly everywhere: readonly FlagRow[];
}

type Loaders = Readonly<Record<string, () => Promise<{ readonly command: Command }>>>;

/** What can be completed, from the same tables as the parser and the help. */
export async function completionTable(commands: Loaders): Promise<CompletionTable> {
  const rows = Object.entries(commands).map(async ([name, load]) => rowOf(name, (await load()).command));
  return { commands: await Promise.all(rows), everywhere: flagRows(GLOBAL_OPTIONS) };
}

function rowOf(name: string, { summary, usage, options = {}, words = [], maxWords }: Command): CommandRow {
  return { name, summary, flags: flagRows(options), issues: issuesIn(usage, maxWords), words };
}

/** `<issue>` is one, `<issue>…` may be as many as there are words. */
function issuesIn(usage: string, maxWords: number): number {
  if (!usage.startsWith("<issue>")) return 0;
  return usage.startsWith("<issue>…") ? maxWords : 1;
}

/** The flags, of whichever command, after which a word is their value. */
export function valuedFlags({ commands, everywhere }: CompletionTable): FlagRow[] {
  const flags = [...everywhere, ...commands.flatMap((command) => command.flags)];
  const valued = flags.filter(({ takesValue }) => takesValue);
  return [...new Map(valued.map((flag) => [flag.long, flag])).values()];
}

/** `--message -m` */
export function namesOf(flags: readonly FlagRow[]): string[] {
  return flags.flatMap(({ long, short }) => [`--${long}`, ...(short === null ? [] : [`-${short}`])]);
}

function flagRows(options: Options): FlagRow[] {
  return Object.entries(options).map(([long, option]) => flagRow(long, option));
}

function flagRow(long: string, { short, type, value = "", help }: Option): FlagRow {
  return {
    long,
    short: short ?? null,
    help,
    takesValue: type === "string",
    choices: value.includes("|") ? value.split("|") : [],
    takesFolder: value === "<folder>",
  };
}
