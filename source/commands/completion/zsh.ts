import { type CommandRow, type CompletionTable, type FlagRow, namesOf } from "./table.ts";

/** A file `_orc-tui` in a folder of `$fpath`, or `eval "$(orc-tui completion zsh)"` after `compinit`. */
export function zshCompletion({ commands, everywhere }: CompletionTable): string {
  const described = commands.map(({ name, summary }) => quoted(`${name}:${summary}`));
  return `#compdef orc-tui
# orc-tui completion for zsh
_orc_tui_issues() {
  local -a issues
  issues=("\${(@f)$(orc-tui completion issues 2>/dev/null)}")
  issues=("\${(@)issues//:/ }")
  issues=("\${(@)issues/$'\\t'/:}")
  _describe 'issue' issues
}
_orc_tui() {
  local -a commands everywhere
  local context state state_descr line
  typeset -A opt_args
  commands=(
${described.map((row) => `    ${row}`).join("\n")}
  )
  everywhere=(
${everywhere
  .flatMap(specsOf)
  .map((spec) => `    ${spec}`)
  .join("\n")}
  )
  _arguments -C $everywhere '1: :->command' '*:: :->rest'
  case $state in
    command)
      commands+=('help:how a command is used')
      _describe 'command' commands ;;
    rest)
      case $words[1] in
        help) (( CURRENT == 2 )) && _describe 'command' commands ;;
${commands.map(caseOf).join("\n")}
      esac ;;
  esac
}
if [ "$funcstack[1]" = "_orc_tui" ] || [ "$funcstack[1]" = "_orc-tui" ]; then _orc_tui "$@"; else compdef _orc_tui orc-tui; fi`;
}

function caseOf({ name, flags, issues, words }: CommandRow): string {
  const specs = ["$everywhere", ...flags.flatMap(specsOf)];
  if (issues > 0) specs.push(quoted(`${issues > 1 ? "*" : "1"}:issue:_orc_tui_issues`));
  if (words.length > 0) specs.push(quoted(`1:word:(${words.join(" ")})`));
  return `        ${name}) _arguments ${specs.join(" ")} ;;`;
}

function specsOf(flag: FlagRow): string[] {
  const text = flag.help.replace(/[[\]:]/g, "\\$&");
  const action = flag.takesFolder
    ? "_files -/"
    : flag.choices.length > 0
      ? `(${flag.choices.join(" ")})`
      : "";
  const value = flag.takesValue ? `:value:${action}` : "";
  return namesOf([flag]).map((name) => quoted(`${name}[${text}]${value}`));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
