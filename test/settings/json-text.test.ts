import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault } from "../../source/settings/json-text.ts";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("the place of a fault in JSON", () => {
  it.each([
    ['{"a": 1,}', 1, 9, "expected a key in double quotes"],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, "expected a comma or the closing bracket"],
    ["[1, 2", 1, 6, "expected a comma or the closing bracket"],
    ["{a: 1}", 1, 2, "expected a key in double quotes or }"],
    ['{"a" 1}', 1, 6, "expected a colon"],
    ['{"a": }', 1, 7, "expected a value"],
    ['{"a": 1} x', 1, 10, "expected nothing more"],
    ['{"a": "b\n"}', 1, 7, "expected a value"],
    ["[1}", 1, 3, "expected a comma or the closing bracket"],
    ["// why\n{}", 1, 1, "expected a value"],
    ["", 1, 1, "expected a value"],
  ])("%j", (text, line, column, expected) => {
    expect(findJsonFault(text)).toEqual({ line, column, expected });
  });

  it("exists exactly where JSON.parse refuses the text", () => {
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom("", ",", "}", "]", '"', ":", "0", "\\", "x", "\n", "-", ".", "e"),
        fc.nat(2),
      )
      .map(([text, at, insert, drop]) => {
        const index = at % (text.length + 1);
        return text.slice(0, index) + insert + text.slice(index + drop);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged), (text) => {
        expect(findJsonFault(text) === null).toBe(parses(text));
      }),
      { numRuns: 1000 },
    );
  });
});
