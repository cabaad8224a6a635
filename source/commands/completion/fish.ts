import type { CommandRow, CompletionTable, FlagRow } from "./table.ts";

/** `orc-tui completion fish | source` */
export function fishCompletion({ commands, everywhere }: CompletionTable): string {
  return [
    "# orc-tui completion for fish",
    "complete -c orc-tui -f",
    ...everywhere.map((flag) => `complete -c orc-tui ${flagOf(flag)}`),
    ...commands.flatMap(linesOf),
  ].join("\n");
}

function linesOf({ name, summary, flags, takesIssue, words }: CommandRow): string[] {
  const seen = `-n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c orc-tui -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...flags.map((flag) => `complete -c orc-tui ${seen} ${flagOf(flag)}`),
    ...(takesIssue ? [`complete -c orc-tui ${seen} -a '(orc-tui completion issues 2>/dev/null)'`] : []),
    ...(words.length > 0 ? [`complete -c orc-tui ${seen} -a ${quoted(words.join(" "))}`] : []),
  ];
}

function flagOf({ long, short, help, takesValue, choices, takesFolder }: FlagRow): string {
  const parts = [`-l ${long}`];
  if (short !== null) parts.push(`-s ${short}`);
  if (takesValue) parts.push("-r");
  if (choices.length > 0) parts.push(`-a ${quoted(choices.join(" "))}`);
  if (takesFolder) parts.push("-a '(__fish_complete_directories)'");
  return [...parts, `-d ${quoted(help)}`].join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
