import { expect, it } from "vitest";
import { colouredLines } from "../../source/ui/highlight/coloured-lines.ts";
import { highlighted, loadLanguage } from "../../source/ui/highlight/highlighter.ts";
import { languageOfFile, languages } from "../../source/ui/highlight/languages.ts";

const read = (lines: ReturnType<typeof highlighted>) =>
  lines?.map((line) => line.map(({ text, tone }) => `${tone ?? "-"}:${text}`));
const textOf = (lines: ReturnType<typeof highlighted>) =>
  lines?.map((line) => line.map(({ text }) => text).join("")).join("\n");

it("colours words by what they are, over the ends of lines, once the language is there", async () => {
  const code = "/* two\nlines */\nconst a = `x < 1`;";
  expect(highlighted(code, "typescript")).toBeNull();
  await loadLanguage("typescript");
  expect(read(highlighted(code, "typescript"))).toEqual([
    ["muted:/* two"],
    ["muted:lines */"],
    ["accent:const", "-: a = ", "running:`x < 1`", "-:;"],
  ]);
});

it("changes no character of the text, in any language", async () => {
  const code = `# <b>&amp; "it's"</b> \\u{1F600}\n\n\t/* -- {{ x }} $y 日本 👩‍👩‍👧 */ <?php '''`;
  for (const language of Object.keys(languages) as (keyof typeof languages)[]) {
    await loadLanguage(language);
    expect(textOf(highlighted(code, language)), language).toBe(code);
  }
});

it("gives up what would be felt: much code, and lines made by machines", async () => {
  await loadLanguage("json");
  expect(highlighted("1\n".repeat(10_000), "json")).toBeNull();
  expect(highlighted(`[${"1,".repeat(600)}1]`, "json")).toBeNull();
  expect(highlighted("[1]", "json")).not.toBeNull();
});

it("knows files by their names", () => {
  const known = [
    "a/b.TS",
    "Dockerfile",
    "x/Makefile",
    ".editorconfig",
    "README.md",
    "no-extension",
    "a.unknown",
  ];
  expect(known.map(languageOfFile)).toEqual([
    "typescript",
    "dockerfile",
    "makefile",
    "ini",
    "markdown",
    null,
    null,
  ]);
});

it("takes markup that it does not know for plain text", () => {
  expect(colouredLines('<span class="hljs-unheard">a <span>b</span></span> &lt;c')).toEqual([
    [
      { text: "a ", tone: undefined, bold: undefined },
      { text: "b", tone: undefined, bold: undefined },
      { text: " <c", tone: undefined, bold: undefined },
    ],
  ]);
});
