import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { charactersOf, NARROW } from "../../../source/ui/text/characters.ts";

const segmenter = new Intl.Segmenter();
const isNarrow = new RegExp(`^[${NARROW}]$`);
const narrow = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter((character) =>
  isNarrow.test(character),
);

function plain(text: string) {
  return Array.from(charactersOf(text), ({ segment, index }) => ({ segment, index }));
}

function divided(text: string) {
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({ segment, index }));
}

describe("the characters that need no closer look", () => {
  it("take one column each", () => {
    expect(narrow.length).toBeGreaterThan(500);
    expect(narrow.filter((character) => stringWidth(character) !== 1)).toEqual([]);
  });

  it("do not join one another", () => {
    const row = ["\n", "\u001b", ...narrow];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...row), { maxLength: 200 }), (characters) => {
        expect(plain(characters.join(""))).toEqual(divided(characters.join("")));
      }),
    );
  });
});

describe("dividing a text", () => {
  it.each([
    "",
    "plain",
    "\u001b[31mred\u001b[39m",
    "e\u0301a",
    "\r\n",
    "👩‍💻 and 🇩🇪",
    "각",
    "a\u200db",
    "né – ‘x’",
    "1️⃣",
  ])("gives what Intl.Segmenter gives for %j", (text) => expect(plain(text)).toEqual(divided(text)));

  it("gives what Intl.Segmenter gives for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        expect(plain(text)).toEqual(divided(text));
      }),
    );
  });
});
