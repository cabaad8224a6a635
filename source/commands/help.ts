import packageFile from "../../package.json" with { type: "json" };
import {
  type Command,
  ENDINGS,
  type Ending,
  EXIT,
  type Option,
  type Options,
  USUAL_ENDINGS,
} from "./command.ts";
import { GLOBAL_OPTIONS } from "./global-options.ts";
import { COMMAND_GROUPS } from "./registry.ts";

export function versionLine(): string {
  return `orc-tui ${packageFile.version}`;
}

/** The help of all commands, made from what the commands say of themselves. */
export async function generalHelp(
  commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>>,
): Promise<string> {
  const rows = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => [name, (await load()).command.summary] as const),
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    "orc-tui takes a feature from a sentence to an approved specification.",
    "",
    "  orc-tui                      the dashboard",
    '  orc-tui new "<description>"  start a workflow',
    "  orc-tui help <command>       how a command is used",
    "",
    ...inGroups(rows).flatMap(([head, group]) => [`${head}:`, ...columns(group, width), ""]),
    "Everywhere:",
    ...flagColumns(GLOBAL_OPTIONS),
    "",
    "<issue> may be left out where only one workflow fits.",
    endingsLine(Object.keys(EXIT) as Ending[]),
  ].join("\n");
}

type Row = readonly [string, string];

/** What is in no group stands last, so that nothing is ever left out. */
function inGroups(rows: readonly Row[]): [string, Row[]][] {
  const groups = Object.entries(COMMAND_GROUPS).map(([head, names]): [string, Row[]] => [
    head,
    rows.filter(([name]) => names.includes(name)),
  ]);
  const named = new Set(Object.values(COMMAND_GROUPS).flat());
  const others = rows.filter(([name]) => !named.has(name));
  return others.length > 0 ? [...groups, ["Others", others]] : groups;
}

/** The help of one command. */
export function commandHelp(
  name: string,
  { usage, summary, options = {}, examples = [], output = [], endings = USUAL_ENDINGS }: Command,
): string {
  const flags = Object.entries(options).map(([long, option]) => inUsage(long, option));
  const line = ["orc-tui", name, usage, ...flags].filter((part) => part !== "").join(" ");
  return [
    `Usage: ${line}`,
    "",
    `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    "",
    ...(flags.length > 0 ? ["Options:", ...flagColumns(options), ""] : []),
    "Everywhere:",
    ...flagColumns(GLOBAL_OPTIONS),
    ...(examples.length > 0
      ? ["", "Examples:", ...columns(examples.map(({ line, does }) => [`orc-tui ${line}`, does]))]
      : []),
    "",
    endingsLine(endings),
    ...(output.length > 0 ? [`--json: ${output.map(schemaOf).join(", ")}`] : []),
  ].join("\n");
}

/** `Exit codes: 0 done, 1 failed, 2 wrong usage` */
function endingsLine(declared: readonly Ending[]): string {
  // Ctrl-C ends whatever only looks at once.
  const endings = new Set<Ending>([...declared, "interrupted"]);
  return `Exit codes: ${[...endings].map((ending) => `${EXIT[ending]} ${ENDINGS[ending]}`).join(", ")}`;
}

/** Where the form of an output is told, in the installed package. */
function schemaOf(output: string): string {
  return `schemas/output.schema.json#/$defs/${output}`;
}

/** `[--label <label>]…`, `-m <reason>` */
function inUsage(long: string, { short, value, multiple, required }: Option): string {
  const flag = [short === undefined ? `--${long}` : `-${short}`, value].filter(Boolean).join(" ");
  return `${required ? flag : `[${flag}]`}${multiple ? "…" : ""}`;
}

function flagColumns(options: Options): string[] {
  return columns(
    Object.entries(options).map(([long, { short, value, help }]) => [
      [short && `-${short},`, `--${long}`, value].filter(Boolean).join(" "),
      help,
    ]),
  );
}

function columns(rows: readonly Row[], width = Math.max(...rows.map(([first]) => first.length))): string[] {
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}
