import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLine, lineWidth, segment, spread } from "../../../source/ui/text/segment.ts";
import { displayWidth, pad, plainForm, truncate } from "../../../source/ui/text/width.ts";
import { wrap, wrapStretches } from "../../../source/ui/text/wrap.ts";
import { wrapLine } from "../../../source/ui/text/wrap-line.ts";

/** Text as people and agents write it: words, wide characters, emoji with joiners, combining marks, spaces. */
const text = fc
  .array(
    fc.constantFrom("a", "word", " ", "  ", "日本", "é", "👩‍👩‍👧", "🇨🇭", "ת", "→", "longlonglonglongword"),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(""));
const width = fc.integer({ min: 2, max: 60 });

describe("fitting text to a width", () => {
  it("never gets wider than it may, and leaves alone what fits", () => {
    fc.assert(
      fc.property(text, width, (value, columns) => {
        const fitted = truncate(value, columns);
        expect(displayWidth(fitted)).toBeLessThanOrEqual(columns);
        if (displayWidth(value) <= columns) expect(fitted).toBe(value);
        else expect(fitted.endsWith("…")).toBe(true);
      }),
    );
  });

  it("does not cut a wide character or a family in half", () => {
    expect(truncate("日本語", 4)).toBe("日…");
    expect(truncate("👩‍👩‍👧👩‍👩‍👧", 3)).toBe("👩‍👩‍👧…");
  });

  it("fills up to exactly the width", () => {
    fc.assert(fc.property(text, width, (value, columns) => displayWidth(pad(value, columns)) === columns));
  });
});

describe("wrapping", () => {
  it("makes rows that fit, and together they are the whole text", () => {
    fc.assert(
      fc.property(text, width, (value, columns) => {
        for (const row of wrap(value, columns)) expect(displayWidth(row)).toBeLessThanOrEqual(columns);
        const stretches = wrapStretches(value, columns);
        expect(stretches.map(({ start, end }) => value.slice(start, end)).join("")).toBe(value);
      }),
    );
  });

  it("breaks between words, and inside a word that is longer than a row", () => {
    expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrap("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
    expect(wrap("a\n\nb", 4)).toEqual(["a", "", "b"]);
  });

  it("does not let spaces at the end of a row take room", () => {
    const line = [segment("exactly"), segment("   "), segment(" ", "muted")];
    expect(wrapLine(line, 7, 3, 2)).toEqual([[segment("exactly")]]);
  });

  it("keeps the colours of a line over its rows, indents them and cuts the last one", () => {
    const line = [segment("red words here ", "failed"), segment("and plain ones to the end")];
    const rows = wrapLine(line, 16, 2, 2);
    expect(rows.map((row) => row.map((piece) => piece.text).join(""))).toEqual([
      "red words here",
      "  and plain one…",
    ]);
    expect(rows[0]?.[0]?.tone).toBe("failed");
    for (const row of rows) expect(lineWidth(row)).toBeLessThanOrEqual(16);
  });
});

describe("the plain form of a text", () => {
  it.each([
    ["plain é", "plain é"],
    ["e\u0301", "é"],
    ["\u1112\u1161\u11ab", "한"],
    ["👍🏽 👩🏽‍💻 ❤️ 1️⃣", "👍 👩 ❤ 1"],
    ["⚠️\u0301", "⚠"],
    ["soft\u00adhyphen\u3164", "softhyphen"],
    ["กำ", "กํา"],
    ["क्ष", "क्\u200cष"],
  ])("of %j is %j", (text, expected) => expect(plainForm(text)).toBe(expected));
});

describe("a line of segments", () => {
  it("is cut to the width and cleaned of what a terminal would obey", () => {
    const line = [segment("a\u001b[31mb\u001b]0;title\u0007\n"), segment("second", "muted")];
    expect(fitLine(line, 6).map((piece) => piece.text)).toEqual(["ab ", "se…"]);
  });

  it("has one piece for neighbours that look alike", () => {
    const line = [segment("a", "muted"), segment("b", "muted"), segment("c", "muted", true), segment("d")];
    expect(fitLine(line, 9)).toEqual([segment("ab", "muted"), segment("c", "muted", true), segment("d")]);
  });

  it("puts the right part at the right edge and cuts the left one", () => {
    const shown = spread([segment("a long title of a workflow")], [segment("4 min")], 16);
    expect(shown.map((piece) => piece.text).join("")).toBe("a long ti… 4 min");
  });
});
