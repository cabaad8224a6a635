import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { screenLine, screenText } from "../../source/text/screen.ts";
import { computedMs } from "../support/computing-time.ts";

/** C0 but newline, DEL, C1. */
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const OTHER_LINE_ENDS = /[\r\u2028\u2029\u0085\v\f]/;

const introducer = fc.constantFrom(
  ...["\x1b[", "\x9b", "\x1b]", "\x9d", "\x1bP", "\x90", "\x1bX", "\x98", "\x1b^", "\x9e", "\x1b_", "\x9f"],
  ...["\x1b", "\x1b(", "\x1b#", "\x1b%", "\x1b ", "\x1bO", "\x1bN", "\x8e", "\x8f", "\x1b[?", "\x1b[>"],
);
const terminator = fc.constantFrom(
  "\x07",
  "\x1b\\",
  "\x9c",
  "",
  "m",
  "H",
  "2J",
  "h",
  "~",
  "\x18",
  "\x1a",
  "\n",
);
const payload = fc.oneof(
  fc.string({
    unit: fc.constantFrom("0", "1", "9", ";", "?", ":", " ", "!", "a", "Z", "\\", "]", "é", "\t", "\r"),
  }),
  fc.constantFrom("8;;https://x", "52;c;ZXZpbA==", "0;title", "31", "?1049", "$q", "+q544e"),
);
const sequence = fc.tuple(introducer, payload, terminator).map((parts) => parts.join(""));
const invisible = fc.constantFrom(
  "\u202e",
  "\u2066",
  "\u200f",
  "\u061c",
  "\ufeff",
  "\u2028",
  "\u2029",
  "\u0085",
  "\udb40",
  "\udc01",
  "\ud83d",
  "\ude00",
);
const anything = fc
  .array(
    fc.oneof(
      sequence,
      payload,
      invisible,
      fc.string({ unit: "binary" }),
      fc.constantFrom("\n", "\r\n", "\t", "\0"),
    ),
  )
  .map((parts) => parts.join(""));

describe("text for the screen", () => {
  it("holds no control character but the newline, nothing bidirectional, and no half of a character", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const clean = screenText(text);
        expect(clean).not.toMatch(CONTROL);
        expect(clean).not.toMatch(BIDI);
        expect(clean).not.toMatch(OTHER_LINE_ENDS);
        expect(clean.isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is clean already when it is cleaned again", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(screenText(screenText(text))).toBe(screenText(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is unchanged where there is nothing to clean", () => {
    const letters = [
      ..."azAZ09 .,;:!?[](){}<>\\/|~^_`'\"#$%&*+-=@\n",
      "é",
      "ß",
      "中",
      "😀",
      "👩‍👩‍👧",
      "א",
      "ع",
      "e\u0301",
    ];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters) }), (text) => {
        expect(screenText(text)).toBe(text);
      }),
    );
  });

  it("keeps the lines before and after any sequence, also one that never ends", () => {
    fc.assert(
      fc.property(introducer, payload, (start, words) => {
        const lines = screenText(`before\n${start}${words.replaceAll("\r", "")}\nafter\nand more`).split(
          "\n",
        );
        expect([lines.at(0), ...lines.slice(-2)]).toEqual(["before", "after", "and more"]);
        expect(lines).toHaveLength(4);
      }),
    );
  });

  it.each([
    ["a colour", "\x1b[1;31mred\x1b[0m", "red"],
    ["a colour of 8 bits", "\x9b31mred\x9b0m", "red"],
    ["a cursor movement", "a\x1b[2J\x1b[H\x1b[10;5Hb", "ab"],
    ["a title", "a\x1b]0;owned\x07b", "ab"],
    ["a title that ends with ST", "a\x1b]0;owned\x1b\\b", "ab"],
    ["a title of 8 bits", "a\x9d0;owned\x9cb", "ab"],
    ["a hyperlink", "\x1b]8;;https://x\x1b\\text\x1b]8;;\x1b\\", "text"],
    ["a write to the clipboard", "\x1b]52;c;ZXZpbA==\x07ok", "ok"],
    ["a device control string", "\x1bPq#0;2\x1b\\ok", "ok"],
    ["an application command", "\x1b_Gf=100;AAAA\x1b\\ok", "ok"],
    ["a character set", "\x1b(0lqk\x1b(B", "lqk"],
    ["a reset", "\x1bcok", "ok"],
    ["the alternate screen", "\x1b[?1049hok\x1b[?1049l", "ok"],
    ["a bell and backspaces", "ok\x07\b\b!", "ok!"],
    ["a carriage return", "50%\r100%", "50%\n100%"],
    ["Windows lines", "a\r\nb\r\n", "a\nb\n"],
    ["tabs", "a\tb", "a    b"],
    ["an override of direction", "user\u202egnp.exe", "usergnp.exe"],
    ["halves that would meet", "a\udb40\u200e\udc01b", "a\ufffd\ufffdb"],
    ["hidden tags", "a\u{e0041}\u{e0042}b", "ab"],
  ])("takes out %s", (_what, text, clean) => {
    expect(screenText(text)).toBe(clean);
  });

  it("is made in reasonable time from a long line", () => {
    for (const unit of ["\x1b[", "\x1b]", "\x1b", "\x9b0", "\x1bP;", "\r", "\ud800", "\u202e"]) {
      const started = computedMs();
      screenText(unit.repeat(500_000));
      expect(computedMs() - started, JSON.stringify(unit)).toBeLessThan(2_000);
    }
  });
});

describe("text for one line of the screen", () => {
  it("has no line end and no blanks around it", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const line = screenLine(text);
        expect(line).not.toMatch(/[\n\r\u2028\u2029]/);
        expect(line).toBe(line.trim());
      }),
    );
    expect(screenLine(" a\r\n\nb\x1b[31m \n")).toBe("a b");
  });
});
