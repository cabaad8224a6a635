import type { CommandRow, CompletionTable, FlagRow } from "./table.ts";

/** `eval "$(orc-tui completion bash)"` */
export function bashCompletion({ commands, everywhere }: CompletionTable): string {
  const flags = [...everywhere, ...commands.flatMap((command) => command.flags)];
  const valued = namesOf(flags.filter(({ takesValue }) => takesValue));
  return `# orc-tui completion for bash
_orc_tui() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" name="" words=0 skip="" word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [ -n "$skip" ]; then skip=""; continue; fi
    case "$word" in
      ${valued.join("|")}) skip=1 ;;
      -*) ;;
      *) if [ -z "$name" ]; then name="$word"; else words=$((words + 1)); fi ;;
    esac
  done
  case "$prev" in
${valueCases(flags).join("\n")}
  esac
  case "$cur" in
    -*)
      case "$name" in
${commands.map(flagCase).join("\n")}
      esac
      COMPREPLY+=($(compgen -W "${namesOf(everywhere).join(" ")}" -- "$cur"))
      return ;;
  esac
  case "$name" in
    "") COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")} help" -- "$cur")) ;;
${commands.flatMap(wordCase).join("\n")}
  esac
}
complete -F _orc_tui orc-tui`;
}

function namesOf(flags: readonly FlagRow[]): string[] {
  const names = flags.flatMap(({ long, short }) => [`--${long}`, ...(short === null ? [] : [`-${short}`])]);
  return [...new Set(names)];
}

/** After a flag that takes a value there is nothing to complete but that. */
function valueCases(flags: readonly FlagRow[]): string[] {
  const valued = new Map(flags.filter(({ takesValue }) => takesValue).map((flag) => [flag.long, flag]));
  return [...valued.values()].map((flag) => {
    const pattern = namesOf([flag]).join("|");
    if (flag.takesFolder) return `    ${pattern}) COMPREPLY=($(compgen -d -- "$cur")); return ;;`;
    return `    ${pattern}) COMPREPLY=($(compgen -W "${flag.choices.join(" ")}" -- "$cur")); return ;;`;
  });
}

function flagCase({ name, flags }: CommandRow): string {
  return `        ${name}) COMPREPLY=($(compgen -W "${namesOf(flags).join(" ")}" -- "$cur")) ;;`;
}

function wordCase({ name, takesIssue, words }: CommandRow): string[] {
  if (takesIssue)
    return [
      `    ${name}) COMPREPLY=($(compgen -W "$(orc-tui completion issues 2>/dev/null | cut -f1)" -- "$cur")) ;;`,
    ];
  if (words.length === 0) return [];
  return [`    ${name}) [ "$words" -eq 0 ] && COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$cur")) ;;`];
}
