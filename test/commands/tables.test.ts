import { parseArgs } from "node:util";
import { describe, expect, it } from "vitest";
import { type Command, ENDINGS, EXIT, USUAL_ENDINGS } from "../../source/commands/command.ts";
import { GLOBAL_OPTIONS } from "../../source/commands/global-options.ts";
import { commandHelp, generalHelp } from "../../source/commands/help.ts";
import { OUTPUTS } from "../../source/commands/outputs.ts";
import { COMMAND_GROUPS, COMMANDS } from "../../source/commands/registry.ts";

const commands = await Promise.all(
  Object.entries(COMMANDS).map(
    async ([name, load]): Promise<[string, Command]> => [name, (await load()).command],
  ),
);

/** The words of a line as a shell would cut it, `>` and what follows left out. */
function shellWords(line: string): string[] {
  const words = (line.split(/ >{1,2} /)[0] ?? "").match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/, "$2"));
}

describe.each(commands)("%s", (name, command) => {
  it("has examples of itself that the parser takes", () => {
    expect(command.examples?.length).toBeGreaterThan(0);
    for (const { line, does } of command.examples ?? []) {
      const [first, ...args] = shellWords(line);
      expect(first).toBe(name);
      const options = { ...GLOBAL_OPTIONS, ...command.options };
      const { positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
      expect(positionals.length).toBeLessThanOrEqual(command.maxWords);
      if (command.words !== undefined) expect(command.words).toContain(positionals[0]);
      expect(does).toMatch(/\w/);
    }
  });

  it("tells in its help every flag, every example, how it can end, and the form of what it prints", () => {
    const help = commandHelp(name, command);
    for (const long of Object.keys(command.options ?? {})) expect(help).toContain(`--${long}`);
    for (const { line } of command.examples ?? []) expect(help).toContain(`orc-tui ${line}`);
    for (const ending of command.endings ?? USUAL_ENDINGS)
      expect(help).toMatch(new RegExp(`^Exit codes: .*${EXIT[ending]} ${ENDINGS[ending]}(?:,|$)`, "m"));
    for (const output of command.output ?? []) expect(help).toContain(`#/$defs/${output}`);
  });

  it("stands in one group of the general help", () => {
    const groups = Object.values(COMMAND_GROUPS).filter((names) => names.includes(name));
    expect(groups).toHaveLength(1);
  });
});

describe("the general help", () => {
  it("shows every command once, and no group without commands", async () => {
    const lines = (await generalHelp(COMMANDS)).split("\n");
    for (const [name, { summary }] of commands)
      expect(lines.filter((line) => line.startsWith(`  ${name} `) && line.endsWith(summary))).toHaveLength(1);
    for (const name of Object.values(COMMAND_GROUPS).flat()) expect(Object.keys(COMMANDS)).toContain(name);
    expect(lines).not.toContain("Others:");
  });

  it("leaves no command out that is in no group", async () => {
    const stray = {
      stray: async () => ({ command: { usage: "", summary: "a stray", maxWords: 0 } as Command }),
    };
    expect(await generalHelp(stray)).toMatch(/Others:\n {2}stray {2}a stray/);
  });
});

describe("the outputs", () => {
  it("are all some command's, but for errors, which are everybody's", () => {
    const printed = new Set(commands.flatMap(([, { output = [] }]) => output));
    expect(Object.keys(OUTPUTS).filter((name) => !printed.has(name as keyof typeof OUTPUTS))).toEqual([
      "error",
    ]);
  });
});
