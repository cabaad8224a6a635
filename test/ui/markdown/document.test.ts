import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { screenText } from "../../../source/text/screen.ts";
import { highlighted, loadLanguage } from "../../../source/ui/highlight/highlighter.ts";
import { readMarkdown, readPlain } from "../../../source/ui/markdown/document.ts";
import type { MarkdownRow } from "../../../source/ui/markdown/rows.ts";
import { fitLine, lineWidth } from "../../../source/ui/text/segment.ts";
import { computedMs } from "../../support/computing-time.ts";

const PLAIN = () => null;

function rowsOf(text: string, width = 40): MarkdownRow[] {
  const document = readMarkdown(screenText(text));
  return document.starts.flatMap((_, block) => document.rowsOf(block, width, PLAIN));
}

function textOf({ line }: MarkdownRow): string {
  return line
    .map(({ text }) => text)
    .join("")
    .trimEnd();
}

function textsOf(text: string, width = 40): string[] {
  return rowsOf(text, width).map(textOf);
}

describe("a Markdown document", () => {
  it("tells the levels of its headings apart without colour", () => {
    expect(textsOf("# One\n\n## Two\n\n### Three\n\n###### Six", 12)).toEqual([
      "One",
      "━".repeat(12),
      "Two",
      "───",
      "### Three",
      "###### Six",
    ]);
  });

  it("wraps paragraphs anew, whatever lines they were written in, and keeps hard line breaks", () => {
    expect(textsOf("one two\nthree\nfour five six  \nseven", 14)).toEqual([
      "one two three",
      "four five six",
      "seven",
    ]);
  });

  it("shows emphasis, code, links with their addresses, images and HTML as text", () => {
    const [row] = rowsOf("a **b** *c* `d*e` [f](http://g) <http://h> ![i](j) ~~k~~ <b>l</b> &amp; \\*", 200);
    expect(row && textOf(row)).toBe("a b c `d*e` f (http://g) http://h [image: i] (j) ~~k~~ <b>l</b> & *");
    expect(row?.line.find(({ text }) => text === "b")?.bold).toBe(true);
    expect(row?.line.find(({ text }) => text === "c")?.italic).toBe(true);
    expect(textsOf("<div>\n<p>x</p>\n</div>")).toEqual(["<div>", "<p>x</p>", "</div>"]);
  });

  it("indents lists in lists, numbers ordered ones and shows what is done of a task list", () => {
    expect(
      textsOf(
        "- one\n  - two\n    - three\n- a long item that is wrapped\n\n9. nine\n10. ten\n\n- [x] did\n- [ ] do",
        20,
      ),
    ).toEqual([
      "• one",
      "  – two",
      "    · three",
      "• a long item that",
      "  is wrapped",
      " 9. nine",
      "10. ten",
      "[✓] did",
      "[ ] do",
    ]);
  });

  it("fits tables: as they are, with wrapped cells, and as a list where there is no room for columns", () => {
    const table =
      "| Name | What it is for |\n|:--|--:|\n| a | first |\n| b | the second one, which is long |";
    const long = "─".repeat(29);
    expect(textsOf(table, 60)).toEqual([
      "Name │                What it is for",
      `─────┼─${long}`,
      "a    │                         first",
      "b    │ the second one, which is long",
    ]);
    expect(textsOf(table, 24)).toEqual([
      "Name │    What it is for",
      "─────┼──────────────────",
      "a    │             first",
      "─────┼──────────────────",
      "b    │   the second one,",
      "     │     which is long",
    ]);
    expect(textsOf(table, 12)).toEqual([
      "• Name: a",
      "  What it is",
      "  for: first",
      "",
      "• Name: b",
      "  What it is",
      "  for: the",
      "  second",
      "  one, which",
      "  is long",
    ]);
  });

  it("keeps the lines of code, names its language and marks what is broken", () => {
    expect(textsOf('```ts\nconst  a = "b  c";\n\n  x();\n```\n\n    indented', 14)).toEqual([
      "│ ts",
      '│ const  a = "',
      '│ ↳ b  c";',
      "│",
      "│   x();",
      "│ indented",
    ]);
  });

  it("colours the code of a known language, also where a line is broken, and that of no other", async () => {
    await loadLanguage("typescript");
    const { starts, rowsOf: rows } = readMarkdown('```ts\nconst a = "b c";\n```\n\n```klingon\nconst a\n```');
    const drawn = starts.flatMap((_, block) => rows(block, 14, highlighted));
    const looks = drawn.map(({ line }) => line.map(({ text, tone }) => (tone ? `${tone}:${text}` : text)));
    expect(looks).toEqual([
      ["faint:│ ", "muted:ts"],
      ["faint:│ ", "accent:const", " a = ", 'running:"b'],
      ["faint:│ ", "muted:↳ ", 'running: c"', ";"],
      ["faint:│ ", "muted:klingon"],
      ["faint:│ ", "const a"],
    ]);
  });

  it("sets quotes and rules apart", () => {
    expect(textsOf("> said\n> - so\n\n---", 12)).toEqual(["┃ said", "┃ • so", "────────────"]);
  });

  it("knows the line of the document that each row begins with", () => {
    const text =
      "# T\n\npara one two\nthree four\n\n- a\n- b\n\n  c\n> q\n> r\n\n| x | y |\n|-|-|\n| 1 | 2 |\n\n```\ncode\nmore\n```\n[r]: http://x";
    expect(rowsOf(text, 11).map((row) => [row.source, textOf(row)])).toEqual([
      [1, "T"],
      [1, "━━━━━━━━━━━"],
      [3, "para one"],
      [3, "two three"],
      [4, "four"],
      [6, "• a"],
      [7, ""],
      [7, "• b"],
      [9, ""],
      [9, "  c"],
      [10, "┃ q r"],
      [13, "x │ y"],
      [14, "──┼──"],
      [15, "1 │ 2"],
      [18, "│ code"],
      [19, "│ more"],
      [21, "[r]: http:/"],
      [21, "↳ /x"],
    ]);
  });

  it("lets nothing come alive by an entity", () => {
    const [row] = rowsOf("a &#27;[2J &#x202e; &#0; &lt;b&gt; &unknown; &#99999999;");
    expect(row && textOf(row)).toBe("a [2J  \ufffd <b> &unknown; &#99999999;");
  });

  it("is shown as it is where it is nested deeper than anybody reads, and takes no time for it", () => {
    const started = computedMs();
    for (const hostile of [">".repeat(100_000), "> ".repeat(50_000), "- ".repeat(50_000)])
      rowsOf(hostile, 80);
    rowsOf(Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth * 2)}- x`).join("\n"), 80);
    for (const sign of ["[", "*", "_a_", "`a", "![", "<", "|a", "a@b."]) rowsOf(sign.repeat(20_000), 80);
    expect(computedMs() - started).toBeLessThan(5_000);
    expect(textsOf(`${">".repeat(20)} deep`)).toEqual([`${">".repeat(20)} deep`]);
  });
});

describe("a plain document", () => {
  it("keeps its lines and their numbers", () => {
    const document = readPlain(
      `${Array.from({ length: 120 }, (_, line) => `line ${line + 1}`).join("\n")}\n`,
    );
    const rows = document.starts.flatMap((_, block) => document.rowsOf(block, 20, PLAIN));
    expect(rows.map((row) => [row.source, textOf(row)])).toEqual(
      Array.from({ length: 120 }, (_, line) => [line + 1, `line ${line + 1}`]),
    );
  });
});

const word = fc.constantFrom(
  "word",
  "日本語",
  "👩‍👩‍👧",
  "🇨🇭",
  "e\u0301",
  "עברית",
  "مرحبا",
  "ไทย",
  "**bold**",
  "*it*",
  "`code`",
  "[text](http://example.org/日本)",
  "![alt](x)",
  "<b>",
  "&amp;",
  "&#27;",
  "\t",
  "\u001b[31m",
  "\u202e",
  "verylongword".repeat(9),
  "日".repeat(40),
  "|",
  "~~no~~",
  "\\*",
);
const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((all) => all.join(" "));
const block = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 6 }), words).map(([depth, text]) => `${"#".repeat(depth)} ${text}`),
  fc.array(words, { minLength: 1, maxLength: 4 }).map((lines) => lines.join("\n")),
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom("- ", "1. ", "- [x] ", "* "), words), {
      minLength: 1,
      maxLength: 6,
    })
    .map((items) => items.map(([depth, sign, text]) => `${"  ".repeat(depth)}${sign}${text}`).join("\n")),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((lines) => lines.map((line) => `> ${line}`).join("\n")),
  fc.array(words, { minLength: 0, maxLength: 4 }).map((lines) => ["```ts", ...lines, "```"].join("\n")),
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.array(words, { minLength: 1, maxLength: 4 }))
    .map(([columns, cells]) => {
      const row = (text: string) =>
        `|${Array.from({ length: columns }, () => ` ${text.replaceAll("|", "")} `).join("|")}|`;
      return [row("h"), `|${"---|".repeat(columns)}`, ...cells.map(row)].join("\n");
    }),
  fc.constantFrom("---", "<div>\n<p>text</p>\n</div>", "[ref]: http://example.org", "Setext\n==="),
);
const documents = fc.array(block, { minLength: 1, maxLength: 8 }).map((blocks) => blocks.join("\n\n"));

describe("any document", () => {
  it("has no row that is wider than its place, and rows in the order of its lines", () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 4, max: 120 }), (text, width) => {
        const clean = screenText(text);
        const count = clean.split("\n").length;
        let before = 0;
        for (const { line, source } of rowsOf(text, width)) {
          // What does not fit would be cut with … when it is drawn.
          expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(lineWidth(fitLine(line, width))).toBe(lineWidth(line));
          expect(source).toBeGreaterThanOrEqual(Math.max(1, before));
          expect(source).toBeLessThanOrEqual(count);
          before = source;
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it("says of each row the line of its first word", () => {
    const templates = fc.array(
      fc.constantFrom(
        "W W\nW W W\nW",
        "# W W",
        "- W W\n- W\n  W\n  - W\n  - W W",
        "1. W\n\n2. W\n\n   W",
        "> W W\n> W",
        "```\nW\nW W\n```",
        "| W | W |\n|--|--|\n| W | W |\n| W | W |",
        "> - W\n>   W\n>\n> W",
        "W\n===",
        "- [ ] W\n- [x] W W\n\n  W",
      ),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(templates, fc.integer({ min: 16, max: 60 }), (blocks, width) => {
        let count = 0;
        // Never the same list twice in a row: those would be one list.
        const text = blocks
          .map((each) => `${each}\n\n<!-- -->`)
          .join("\n\n")
          .replaceAll("W", () => `w${count++}x`);
        const lines = text.split("\n");
        for (const row of rowsOf(text, width)) {
          const first = /w\d+x/.exec(textOf(row))?.[0];
          if (first !== undefined) expect(lines[row.source - 1], `${first} in\n${text}`).toContain(first);
        }
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});
