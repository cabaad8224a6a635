import fc from "fast-check";
import { Box } from "ink";
import { cleanup, render } from "ink-testing-library";
import stringWidth from "string-width";
import { afterEach, describe, expect, it } from "vitest";
import { LineText } from "../../source/ui/components/line.tsx";
import { segment } from "../../source/ui/text/segment.ts";

afterEach(cleanup);

function drawn(text: string, width: number): string {
  const { lastFrame } = render(
    <Box width={60}>
      <LineText line={[segment(text)]} width={width} />
    </Box>,
  );
  return lastFrame() ?? "";
}

describe("a line of the dashboard", () => {
  it("shows plain text as it is", () => {
    expect(drawn("Add login", 20)).toBe("Add login");
  });

  it("cuts what is too long with an ellipsis", () => {
    expect(drawn("Export invoices as PDF", 10)).toBe("Export in…");
  });

  it("holds nothing that a terminal would obey, and stays on its row", () => {
    expect(drawn("red \u001b[31mtext\u001b]52;c;AAAA\u0007 here\nand below", 40)).toBe(
      "red text here and below",
    );
  });

  it("is never wider than its place, whatever stands in it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, width) => {
          const rows = drawn(text, width).split("\n");
          expect(rows).toHaveLength(1);
          expect(stringWidth(rows[0] ?? "")).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 60 },
    );
  });
});
