import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editingKeys } from "../../../source/ui/editor/editing-keys.ts";
import { cursorCell, emptyBuffer, insert, type TextBuffer } from "../../../source/ui/editor/text-buffer.ts";
import { computedMs } from "../../support/computing-time.ts";

const WIDTH = 20;

function press(buffer: TextBuffer, ...names: readonly string[]): TextBuffer {
  return names.reduce((current, name) => {
    const key = editingKeys.find(({ keys }) => keys.includes(name));
    if (key === undefined) throw new Error(`no editing key ${name}`);
    return key.apply(current, WIDTH);
  }, buffer);
}

/** The text with a | where the cursor is. */
function shown({ text, cursor }: TextBuffer): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

const words = insert(emptyBuffer, "one two three");

describe("the text editor", () => {
  it.each([
    [["ctrl+a"], "|one two three"],
    [["ctrl+a", "ctrl+e"], "one two three|"],
    [["alt+b"], "one two |three"],
    [["ctrl+a", "alt+f"], "one| two three"],
    [["ctrl+w"], "one two |"],
    [["alt+b", "ctrl+u"], "|three"],
    [["ctrl+a", "ctrl+k"], "|"],
    [["left", "backspace"], "one two thr|e"],
    [["ctrl+a", "delete"], "|ne two three"],
  ])("%j makes %s", (names, expected) => {
    expect(shown(press(words, ...names))).toBe(expected);
  });

  it("works line by line", () => {
    const lines = insert(emptyBuffer, "first\nsecond");
    expect(shown(press(lines, "ctrl+a"))).toBe("first\n|second");
    expect(shown(press(lines, "up"))).toBe("first|\nsecond");
    expect(shown(press(lines, "ctrl+a", "left", "ctrl+k"))).toBe("first|second");
    expect(shown(press(lines, "up", "ctrl+a", "down"))).toBe("first\n|second");
  });

  it("moves over a family, a flag and an accent as one character", () => {
    const family = insert(emptyBuffer, "👩‍👩‍👧🇨🇭é");
    expect(shown(press(family, "left", "left", "left"))).toBe("|👩‍👩‍👧🇨🇭é");
    expect(press(family, "backspace").text).toBe("👩‍👩‍👧🇨🇭");
  });

  it("takes pasted text whole, without what a terminal would obey", () => {
    const pasted = insert(emptyBuffer, "a\r\nb\u001b[2J\tc");
    expect(pasted).toMatchObject({ text: "a\nb    c", cursor: 8 });
  });

  it("takes changes back, a word at a time, with where the cursor was", () => {
    const typed = [..."one two"].reduce(insert, emptyBuffer);
    expect(shown(press(typed, "ctrl+_"))).toBe("one |");
    expect(shown(press(typed, "ctrl+_", "ctrl+_"))).toBe("one|");
    expect(shown(press(typed, "ctrl+_", "ctrl+_", "ctrl+_", "ctrl+_"))).toBe("|");
    expect(shown(press(words, "alt+b", "ctrl+w", "ctrl+_"))).toBe("one two |three");
  });

  it("puts what was deleted in elsewhere", () => {
    expect(shown(press(words, "ctrl+w", "ctrl+a", "ctrl+y"))).toBe("three|one two ");
    expect(shown(press(words, "ctrl+a", "alt+d", "ctrl+e", "ctrl+y"))).toBe(" two threeone|");
    expect(shown(press(words, "ctrl+y"))).toBe("one two three|");
  });

  it("comes back to the empty text by taking back whatever was done", () => {
    const names = editingKeys.flatMap(({ keys }) => keys).filter((name) => name !== "ctrl+_");
    const typed = fc.array(fc.oneof(fc.constantFrom(...names), fc.constantFrom("a", " ", "日本")), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(typed, (strokes) => {
        let buffer = emptyBuffer;
        for (const stroke of strokes)
          buffer = names.includes(stroke) ? press(buffer, stroke) : insert(buffer, stroke);
        expect(press(buffer, ...strokes.map(() => "ctrl+_")).text).toBe("");
      }),
    );
  });

  it("is quick in a long text, also in a single line", () => {
    for (const text of ["word ".repeat(200_000), "x".repeat(999_990), "a line of text\n".repeat(66_000)]) {
      const long = insert(emptyBuffer, text);
      const begun = computedMs();
      press(
        long,
        "backspace",
        "left",
        "right",
        "delete",
        "ctrl+w",
        "ctrl+_",
        "alt+b",
        "alt+f",
        "ctrl+a",
        "ctrl+e",
      );
      expect(computedMs() - begun).toBeLessThan(500);
    }
  });

  it("forgets old changes rather than to fill the memory", () => {
    let buffer = insert(emptyBuffer, "x".repeat(900_000));
    for (let change = 0; change < 300; change++) buffer = insert(buffer, " ");
    const held = (buffer.past ?? []).reduce((sum, { text }) => sum + text.length, 0);
    expect(held).toBeLessThanOrEqual(4_000_000);
    expect(buffer.past?.length).toBeGreaterThan(1);
  });

  it("goes up and down by the rows that are seen, and comes back to the same row", () => {
    const long = insert(emptyBuffer, "a text of more than twenty columns that is wrapped");
    const up = press(long, "up");
    expect(cursorCell(up, WIDTH).row).toBe(cursorCell(long, WIDTH).row - 1);
    expect(cursorCell(press(up, "down"), WIDTH).row).toBe(cursorCell(long, WIDTH).row);
  });

  it("keeps the cursor inside the text and the screen, whatever is pressed", () => {
    const names = editingKeys.flatMap(({ keys }) => keys);
    const typed = fc.array(fc.oneof(fc.constantFrom(...names), fc.constantFrom("word ", "日本", "👩‍👩‍👧")), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(typed, (strokes) => {
        let buffer = emptyBuffer;
        for (const stroke of strokes)
          buffer = names.includes(stroke) ? press(buffer, stroke) : insert(buffer, stroke);
        expect(buffer.cursor).toBeGreaterThanOrEqual(0);
        expect(buffer.cursor).toBeLessThanOrEqual(buffer.text.length);
        expect(cursorCell(buffer, WIDTH).column).toBeLessThanOrEqual(WIDTH);
      }),
    );
  });
});
