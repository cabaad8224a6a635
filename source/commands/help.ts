import packageFile from "../../package.json" with { type: "json" };
import type { Command } from "./command.ts";
import { GLOBAL_OPTION_HELP } from "./global-options.ts";

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
  return [
    "orc-tui takes a feature from a sentence to an approved specification.",
    "",
    "  orc-tui                    the dashboard",
    '  orc-tui new "<description>"  start a workflow',
    "",
    "Commands:",
    ...columns(rows),
    "",
    "Everywhere:",
    ...columns(GLOBAL_OPTION_HELP),
    "",
    "<issue> may be left out where only one workflow fits. Exit codes: 0 done, 1 failed, 2 wrong usage,",
    "3 not possible in this state, 4 waiting for a human, 130 interrupted.",
  ].join("\n");
}

export function commandHelp(name: string, { usage, summary }: Command): string {
  const line = `orc-tui ${name} ${usage}`.trim();
  return [
    `Usage: ${line}`,
    "",
    `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    "",
    "Everywhere:",
    ...columns(GLOBAL_OPTION_HELP),
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}
