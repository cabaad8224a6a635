import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEntry } from "../../../source/orchestrator/log.ts";
import { screenText } from "../../../source/text/screen.ts";
import { type LogRow, logRows, type RowStyle } from "../../../source/ui/panes/log-rows.ts";
import { patternOf } from "../../../source/ui/panes/search-pattern.ts";
import { lineWidth } from "../../../source/ui/text/segment.ts";

const KINDS = ["text", "tool", "result", "denied", "error", "note", "waiting", "end"] as const;

type Said = readonly [kind: LogEntry["kind"], text: string, depth?: 0 | 1];

function rowsOf(said: readonly Said[], style: Partial<RowStyle> = {}): readonly LogRow[] {
  const events = said.map(([kind, text, depth = 0]): LogEntry => ({ kind, text: screenText(text), depth }));
  const log = { lineCount: 1, read: () => [{ index: 0, events, isSettled: true }] };
  return logRows(log, { width: 40, unfolded: false, pattern: null, ...style }).rowsOf(0);
}

function textsOf(rows: readonly LogRow[]): string[] {
  return rows.map(({ line }) => line.map(({ text }) => text).join(""));
}

const shown = (said: readonly Said[], style?: Partial<RowStyle>) => textsOf(rowsOf(said, style));
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");

describe("folded entries", () => {
  it("are a row for the call and a row for its result", () => {
    const said: Said[] = [
      ["tool", "Bash cd /srv &&\n  npm test -- --reporter=dot src/auth"],
      ["result", `\n${numbered(12)}\n`],
    ];
    expect(shown(said)).toEqual(["▸ Bash cd /srv && npm test -- --reporte…", "  line 1 … 13 lines"]);
    expect(shown(said, { unfolded: true })).toHaveLength(2 + 14);
  });

  it("say how much of a result is missing, also where its first line is cut", () => {
    const long = "a result that is longer than the pane is wide";
    expect(shown([["result", `${long}\nmore`]])).toEqual(["  a result that is longer than … 2 lines"]);
    expect(shown([["result", long]])).toEqual(["  a result that is longer than the pane…"]);
    expect(shown([["result", " \n"]])).toEqual(["  (no output)"]);
  });

  it("do not count lines that were never read", () => {
    const entry: LogEntry = { kind: "result", text: screenText(numbered(900)), depth: 0, isCut: true };
    const log = { lineCount: 1, read: () => [{ index: 0, events: [entry], isSettled: true }] };
    const rows = logRows(log, { width: 40, unfolded: false, pattern: null }).rowsOf(0);
    expect(textsOf(rows)).toEqual(["  line 1 … more than 900 lines"]);
  });

  it("keep the beginning of what went wrong, and all of it where it is short", () => {
    for (const kind of ["error", "denied"] as const) {
      expect(shown([[kind, numbered(7)]])).toHaveLength(7);
      const rows = shown([[kind, numbered(300)]]);
      expect(rows).toEqual([
        "✕ line 1",
        "  line 2",
        "  line 3",
        "  line 4",
        "  line 5",
        "  line 6",
        "  … 294 more rows",
      ]);
      expect(shown([[kind, numbered(300)]], { unfolded: true })).toHaveLength(300);
    }
  });

  it("are never what the agent says", () => {
    expect(shown([["text", numbered(50)]])).toHaveLength(50);
  });
});

describe("a sub-agent's entries", () => {
  it("stand behind a rule, on every row", () => {
    const said: Said[] = [
      ["text", "what a sub-agent says can be longer than one row", 1],
      ["tool", "Read src/auth.ts", 1],
    ];
    expect(shown(said)).toEqual([
      "│   what a sub-agent says can be longer",
      "│   than one row",
      "│ ▸ Read src/auth.ts",
    ]);
  });
});

describe("matches", () => {
  const inverse = ({ line }: LogRow) =>
    line.filter((piece) => piece.inverse === true).map(({ text }) => text);

  it("stand out, whatever their case, and capitals count where they are typed", () => {
    const said: Said[] = [["text", "Cart, cart and CART"]];
    const found = (query: string) => rowsOf(said, { pattern: patternOf(query) }).flatMap(inverse);
    expect(found("cart")).toEqual(["Cart", "cart", "CART"]);
    expect(found("Cart")).toEqual(["Cart"]);
    expect(shown(said, { pattern: patternOf("cart") })).toEqual(["  Cart, cart and CART"]);
  });

  it("are the characters that were typed, not an expression", () => {
    const said: Said[] = [["text", "a.b (c|d) [e] $f^ g* h+ \\i {2} j? k/l"]];
    for (const word of ["a.b", "(c|d)", "[e]", "$f^", "g*", "h+", "\\i", "{2}", "j?", "k/l"])
      expect(rowsOf(said, { pattern: patternOf(word) }).flatMap(inverse)).toEqual([word]);
    expect(rowsOf(said, { pattern: patternOf("a.c") }).flatMap(inverse)).toEqual([]);
  });

  it("go on in the next row, and count once, where they begin", () => {
    const rows = rowsOf([["text", "some words before the sought words end"]], {
      width: 27,
      pattern: patternOf("the sought words"),
    });
    expect(rows.map(inverse)).toEqual([["the"], ["sought words"]]);
    expect(rows.map(({ isMatch }) => isMatch)).toEqual([true, false]);
  });

  it("unfold the entry that has them, and only that", () => {
    const said: Said[] = [
      ["result", numbered(30)],
      ["result", `${numbered(30)}\nneedle`],
    ];
    const rows = rowsOf(said, { pattern: patternOf("needle") });
    expect(rows).toHaveLength(1 + 31);
    expect(rows.findIndex(({ isMatch }) => isMatch)).toBe(31);
  });
});

describe("rows of any text", () => {
  const piece = fc.constantFrom(
    "word ",
    "日本語",
    "👩‍👩‍👧",
    "🇨🇭",
    "é",
    "ไทย",
    "\u001b[31m",
    "\t",
    "\n",
    "…",
    "verylongword".repeat(5),
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 30 }).map((pieces) => pieces.join(""));

  it("are never wider than the pane, folded, unfolded and searched", () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...KINDS),
        fc.constantFrom(0 as const, 1 as const),
        fc.boolean(),
        fc.constantFrom("", "wo", "本", "word 日", "é"),
        fc.integer({ min: 30, max: 60 }),
        (said, kind, depth, unfolded, query, width) => {
          const rows = rowsOf([[kind, said, depth]], { unfolded, width, pattern: patternOf(query) });
          expect(rows.length).toBeGreaterThan(0);
          for (const { line } of rows) expect(lineWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("have the same text with matches and without, where nothing is folded", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("wo", "本", "word 日", "é", "ไ"), (said, query) => {
        // Spaces at the end of a row are not seen.
        const rows = (pattern: RegExp | null) =>
          shown([["text", said]], { pattern }).map((row) => row.trimEnd());
        expect(rows(patternOf(query))).toEqual(rows(null));
      }),
      { numRuns: 200 },
    );
  });
});
