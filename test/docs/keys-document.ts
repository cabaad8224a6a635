import type { Command, Scope } from "../../source/ui/keymap/command.ts";
import { scopes } from "../../source/ui/keymap/scopes.ts";

const INTRODUCTION = `# Keys

\`?\` shows the keys of the moment, \`:\` finds a command by a few letters of its name and says what the settings call it.
What a key cannot do now it says, with the reason.

Every key but \`ctrl+c\` and \`ctrl+z\` can be another one. In your own settings (\`orc-tui config path\`):

\`\`\`json
{ "keys": { "workflow.approve": ["ctrl+a"], "list.down": ["j", "down", "n"], "workflow.new": ["N"] } }
\`\`\`

The list replaces the keys that a command has; an empty one leaves it to the palette. A key that you ask for is taken
from whatever had it in the same place, and the dashboard says so. A key is a character as it is typed (\`A\`, \`?\`), one of
\`enter\`, \`esc\`, \`space\`, \`tab\`, \`shift+tab\`, \`backspace\`, \`delete\`, \`up\`, \`down\`, \`left\`, \`right\`, \`home\`, \`end\`,
\`pageup\`, \`pagedown\`, or one with \`ctrl+\` or \`alt+\` before it. A project's settings cannot change your keys.

This list is made from the table that handles the keys (\`npm run docs:keys\`).
`;

/** The keys as a document: where each counts, its keys and what it does. */
export function keysDocument(commands: readonly Command[]): string {
  const sections = Object.entries(scopes).map(([scope, { title }]) => {
    const rows = commands
      .filter((command) => command.scope === (scope as Scope))
      .map(
        ({ id, keys, description }) =>
          `| \`${id}\` | ${keys.map((key) => code(key)).join(" ")} | ${description.replaceAll("|", "\\|")} |`,
      );
    return [`## ${title}`, "", "| command | keys | |", "|---|---|---|", ...rows, ""].join("\n");
  });
  return [INTRODUCTION, ...sections].join("\n");
}

function code(key: string): string {
  return key === "`" ? "`` ` ``" : `\`${key.replaceAll("|", "\\|")}\``;
}
