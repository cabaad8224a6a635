import { type CommandRow, type CompletionTable, type FlagRow, namesOf, valuedFlags } from "./table.ts";

/** `orc-tui completion fish | source` */
export function fishCompletion(table: CompletionTable): string {
  const { commands, everywhere } = table;
  const names = commands.map(({ name }) => name);
  return [
    `# orc-tui completion for fish
function __orc_tui_words -d 'the command and its words, without flags and their values'
  set -l skip
  for word in (commandline -opc)[2..-1]
    if test -n "$skip"
      set skip
      continue
    end
    switch $word
      case ${namesOf(valuedFlags(table)).join(" ")}
        set skip yes
      case '-*'
      case '*'
        echo $word
    end
  end
end
function __orc_tui_in -d 'is it this command, with fewer words than that?'
  set -l words (__orc_tui_words)
  test "$words[1]" = $argv[1]; and test (count $words) -le $argv[2]
end
complete -c orc-tui -f`,
    ...everywhere.map((flag) => `complete -c orc-tui ${flagOf(flag)}`),
    `complete -c orc-tui -n 'test (count (__orc_tui_words)) -eq 0' -a help -d 'how a command is used'`,
    `complete -c orc-tui -n '__orc_tui_in help 1' -a ${quoted(names.join(" "))}`,
    ...commands.flatMap(linesOf),
  ].join("\n");
}

function linesOf({ name, summary, flags, issues, words }: CommandRow): string[] {
  const within = (count: number) => `complete -c orc-tui -n '__orc_tui_in ${name} ${count}'`;
  return [
    `complete -c orc-tui -n 'test (count (__orc_tui_words)) -eq 0' -a ${name} -d ${quoted(summary)}`,
    ...flags.map((flag) => `${within(ANY)} ${flagOf(flag)}`),
    ...(issues > 0 ? [`${within(issues)} -a '(orc-tui completion issues 2>/dev/null)'`] : []),
    ...(words.length > 0 ? [`${within(1)} -a ${quoted(words.join(" "))}`] : []),
  ];
}

/** More words than there are. */
const ANY = 9999;

/** A value is never a file of the folder that one happens to be in. */
function flagOf({ long, short, help, takesValue, choices, takesFolder }: FlagRow): string {
  const parts = [`-l ${long}`];
  if (short !== null) parts.push(`-s ${short}`);
  if (takesValue) parts.push("-x");
  if (choices.length > 0) parts.push(`-a ${quoted(choices.join(" "))}`);
  if (takesFolder) parts.push("-a '(__fish_complete_directories)'");
  return [...parts, `-d ${quoted(help)}`].join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
