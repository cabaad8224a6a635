import { describe, expect, it } from "vitest";
import { screenJson } from "../../source/text/screen.ts";

const HOSTILE = "a\x1b[2J\x07\x7f\x9b31m\u202eb\u2066\u200f\u2028\ufeff \ud83d\udc4d é";

describe("JSON for the screen", () => {
  it("holds no character that a terminal acts on", () => {
    expect(screenJson({ [HOSTILE]: HOSTILE })).toMatch(/^[\x20-\x7e\u{1f44d}é]*$/u);
  });

  it("is the same value for whoever parses it", () => {
    const value = { text: HOSTILE, list: [1, null, { deep: "\\u009b" }] };
    expect(JSON.parse(screenJson(value, 2))).toEqual(value);
  });
});
