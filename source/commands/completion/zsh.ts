import type { CommandRow, CompletionTable, FlagRow } from "./table.ts";

/** A file `_orc-tui` in a folder of `$fpath`, or `eval "$(orc-tui completion zsh)"` after `compinit`. */
export function zshCompletion({ commands, everywhere }: CompletionTable): string {
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
  local -a commands
  local context state state_descr line
  typeset -A opt_args
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  _arguments -C \\
${everywhere
  .flatMap(specsOf)
  .map((spec) => `    ${spec} \\`)
  .join("\n")}
    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command) _describe 'command' commands ;;
    rest)
      case $words[1] in
${commands.map(caseOf).join("\n")}
      esac ;;
  esac
}
if [ "$funcstack[1]" = "_orc_tui" ] || [ "$funcstack[1]" = "_orc-tui" ]; then _orc_tui "$@"; else compdef _orc_tui orc-tui; fi`;
}

function caseOf({ name, flags, takesIssue, words }: CommandRow): string {
  const rest = takesIssue
    ? ["'*:issue:_orc_tui_issues'"]
    : words.length > 0
      ? [`'1:word:(${words.join(" ")})'`]
      : [];
  return `        ${name}) _arguments ${[...flags.flatMap(specsOf), ...rest].join(" ")} ;;`;
}

function specsOf({ long, short, help, takesValue, choices, takesFolder }: FlagRow): string[] {
  const text = help.replace(/[[\]:]/g, "\\$&");
  const action = takesFolder ? "_files -/" : choices.length > 0 ? `(${choices.join(" ")})` : "";
  const value = takesValue ? `:value:${action}` : "";
  const names = [`--${long}`, ...(short === null ? [] : [`-${short}`])];
  return names.map((name) => quoted(`${name}[${text}]${value}`));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
