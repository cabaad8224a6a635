import { type CommandRow, type CompletionTable, type FlagRow, namesOf, valuedFlags } from "./table.ts";

/** `eval "$(orc-tui completion bash)"` */
export function bashCompletion(table: CompletionTable): string {
  const { commands, everywhere } = table;
  const valued = valuedFlags(table);
  const names = commands.map(({ name }) => name).join(" ");
  return `# orc-tui completion for bash
_orc_tui() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" name="" words=0 skip="" word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [ -n "$skip" ]; then skip=""; continue; fi
    case "$word" in
      ${namesOf(valued).join("|")}) skip=1 ;;
      -*) ;;
      *) if [ -z "$name" ]; then name="$word"; else words=$((words + 1)); fi ;;
    esac
  done
  if [ -n "$skip" ]; then
    case "$prev" in
${valued.map(valueCase).join("\n")}
    esac
  fi
  case "$cur" in
    -*)
      case "$name" in
${commands.map(flagCase).join("\n")}
      esac
      COMPREPLY+=($(compgen -W "${namesOf(everywhere).join(" ")}" -- "$cur"))
      return ;;
  esac
  case "$name" in
    "") COMPREPLY=($(compgen -W "${names} help" -- "$cur")) ;;
    help) [ "$words" -eq 0 ] && COMPREPLY=($(compgen -W "${names}" -- "$cur")) ;;
${commands.flatMap(wordCase).join("\n")}
  esac
}
complete -F _orc_tui orc-tui`;
}

/** After a flag that takes a value there is nothing to complete but that. */
function valueCase(flag: FlagRow): string {
  const offers = flag.takesFolder ? "-d" : `-W "${flag.choices.join(" ")}"`;
  return `      ${namesOf([flag]).join("|")}) COMPREPLY=($(compgen ${offers} -- "$cur")); return ;;`;
}

function flagCase({ name, flags }: CommandRow): string {
  return `        ${name}) COMPREPLY=($(compgen -W "${namesOf(flags).join(" ")}" -- "$cur")) ;;`;
}

function wordCase({ name, issues, words }: CommandRow): string[] {
  const offered = issues > 0 ? "$(orc-tui completion issues 2>/dev/null | cut -f1)" : words.join(" ");
  if (offered === "") return [];
  return [
    `    ${name}) [ "$words" -lt ${issues || 1} ] && COMPREPLY=($(compgen -W "${offered}" -- "$cur")) ;;`,
  ];
}
