import { describe, expect, it } from "vitest";
import { type Ending, EXIT, USUAL_ENDINGS } from "../../source/commands/command.ts";
import { OUTPUTS } from "../../source/commands/outputs.ts";
import { COMMANDS } from "../../source/commands/registry.ts";
import { codeSpansOf, documentText } from "./documents.ts";

const page = documentText("docs/scripting.md");

/** The rows of the table of exit codes: the code, and the commands that are named for it. */
const rows = [...page.matchAll(/^\| (\d+) \| [^|]+ \| ([^|]*) ?\|$/gm)].map(
  ([, code, commands = ""]) =>
    [Number(code), [...commands.matchAll(/`([a-z]+)`/g)].map(([, name = ""]) => name)] as const,
);

const commands = await Promise.all(
  Object.entries(COMMANDS).map(async ([name, load]) => ({ name, ...(await load()).command })),
);

const eventTypes = OUTPUTS.event.options.map(({ shape }) => shape.type.value);

/** Who can end so; nobody is named for what most commands can. */
function namedFor(ending: Ending): string[] {
  if (USUAL_ENDINGS.includes(ending)) return [];
  return commands.filter(({ endings }) => endings?.includes(ending)).map(({ name }) => name);
}

describe("docs/scripting.md", () => {
  it("has every exit code, with the commands that can end with it", () => {
    const endings = Object.entries(EXIT) as [Ending, number][];
    expect(rows.map(([code, names]) => [code, [...names].sort()])).toEqual(
      endings.map(([ending, code]) => [code, namedFor(ending).sort()]),
    );
  });

  it("names only kinds of events that there are", () => {
    const named = page.match(/as things happen: ([\s\S]*?) and others, and at the end each (`\w+`)/);
    const kinds = [...(named?.[0] ?? "").matchAll(/`(\w+)`/g)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(5);
    expect(eventTypes).toEqual(expect.arrayContaining(kinds));
  });

  it("says which commands print nothing as JSON", () => {
    const without = commands.filter(({ output }) => output === undefined).map(({ name }) => name);
    expect(without).toEqual(["completion"]);
    expect(codeSpansOf("docs/scripting.md")).toContain("completion");
  });
});
