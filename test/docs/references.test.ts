import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { GLOBAL_OPTIONS } from "../../source/commands/global-options.ts";
import { COMMANDS } from "../../source/commands/registry.ts";
import { codeSpansOf, documents, documentText, ROOT } from "./documents.ts";

describe.each(documents)("%s", (document) => {
  it("names only commands, flags and scripts that there are", async () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    for (const span of codeSpansOf(document)) {
      const [program, ...words] = span.split(" ");
      if (program === "npm" && words[0] === "run") expect(scripts, span).toHaveProperty([words[1] ?? ""]);
      if (program === "orc-tui") await expectKnown(words, span);
    }
  });

  it("names only files that there are", () => {
    const paths = codeSpansOf(document).filter((span) =>
      /^(?:source|test|docs|scripts|bench|schemas)\/[^<*…]+$/.test(span),
    );
    for (const path of paths) expect(existsSync(join(ROOT, path)), path).toBe(true);
  });

  it("links only to what there is", () => {
    const links = [...documentText(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)];
    for (const [, target = ""] of links)
      expect(existsSync(join(ROOT, dirname(document), target)), target).toBe(true);
  });
});

/** What the README's table of commands has in its first cells: `clean <issue>… [--force]`. */
const usages = [
  ...(documentText("README.md").match(/^\| command \|[\s\S]*?\n\n/m)?.[0] ?? "").matchAll(
    /^\| (.+?) \| [^|]+ \|$/gm,
  ),
].flatMap(([, cell = ""]) => [...cell.matchAll(/`([a-z]+)((?: [^`]*)?)`/g)]);

it("the README has a row for every command, and for no other", () => {
  expect(new Set(usages.map(([, name]) => name))).toEqual(new Set(Object.keys(COMMANDS)));
});

it.each(Object.entries(COMMANDS))("the README has every flag of %s", async (name, load) => {
  const { options = {} } = (await load()).command;
  const named = usages
    .filter(([, its]) => its === name)
    .flatMap(([, , rest = ""]) => [...rest.matchAll(/(?<=[ [])--?([a-z-]+)/g)])
    .map(([, flag = ""]) => Object.keys(options).find((long) => options[long]?.short === flag) ?? flag);
  expect(named.sort()).toEqual(Object.keys(options).sort());
});

async function expectKnown(words: readonly string[], span: string): Promise<void> {
  const name = words.find((word) => /^[a-z]+$/.test(word));
  if (name !== undefined && name !== "help") expect(Object.keys(COMMANDS), span).toContain(name);
  const { options = {} } = (await COMMANDS[name ?? ""]?.())?.command ?? {};
  const known = new Set(Object.keys({ ...GLOBAL_OPTIONS, ...options }));
  for (const [, flag = ""] of span.matchAll(/(?<=[ [])--([a-z-]+)/g)) expect(known, span).toContain(flag);
}
