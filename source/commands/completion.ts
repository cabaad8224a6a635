import { screenLine } from "../text/screen.ts";
import { type Command, type CommandCall, EXIT, UsageError } from "./command.ts";

export const command: Command = {
  usage: "bash | zsh | fish",
  summary: "print what makes a shell complete commands, flags and issues",
  examples: [
    { line: "completion bash >> ~/.bashrc", does: "for bash, in every new shell" },
    { line: 'completion zsh > "$fpath[1]/_orc-tui"', does: "for zsh" },
    { line: "completion fish > ~/.config/fish/completions/orc-tui.fish", does: "for fish" },
  ],
  words: ["bash", "zsh", "fish"],
  endings: ["done", "usage"],
  maxWords: 1,
  changes: false,
  async run(call) {
    const [shell] = call.words;
    if (shell === "issues") await printIssues(call);
    else call.print.result(await scriptFor(shell));
    return EXIT.done;
  },
};

async function scriptFor(shell: string | undefined): Promise<string> {
  const { COMMANDS } = await import("./registry.ts");
  const { completionTable } = await import("./completion/table.ts");
  const table = () => completionTable(COMMANDS);
  switch (shell) {
    case "bash":
      return (await import("./completion/bash.ts")).bashCompletion(await table());
    case "zsh":
      return (await import("./completion/zsh.ts")).zshCompletion(await table());
    case "fish":
      return (await import("./completion/fish.ts")).fishCompletion(await table());
    default:
      throw new UsageError("completion takes bash, zsh or fish", "completion");
  }
}

/** What the scripts ask while somebody types: an issue and its title a line, and never an error in between. */
async function printIssues({ cwd, print }: CommandCall): Promise<void> {
  const { knownIssues } = await import("../orchestrator/known-issues.ts");
  for (const { issueNumber, title } of await knownIssues(cwd))
    print.result(`${issueNumber}\t${screenLine(title)}`);
}
