import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LogRow, logRows } from "../../../source/ui/panes/log-rows.ts";
import {
  back,
  forth,
  nearest,
  type Rows,
  scrolled,
  tailPlace,
  windowFrom,
} from "../../../source/ui/panes/row-window.ts";
import { FakeLog } from "../../support/fake-session.ts";

function logOf(...texts: readonly string[]): FakeLog {
  const log = new FakeLog();
  for (const text of texts) log.add({ kind: "text", text });
  log.refresh();
  return log;
}

const rowsOf = (log: FakeLog) => logRows(log, { width: 20, unfolded: false, pattern: null });
const textOf = ({ line }: LogRow) => line.map(({ text }) => text).join("");

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

function shown(log: FakeLog, height: number, top = tailPlace(rowsOf(log), height)): string[] {
  return windowFrom(rowsOf(log), top, height).map(textOf);
}

describe("the window on rows", () => {
  it("shows the last rows while it follows", () => {
    expect(shown(logOf(...numbered(1_000)), 3)).toEqual(["  line 997", "  line 998", "  line 999"]);
  });

  it("begins inside a wrapped line where that fills the window", () => {
    const log = logOf("start", "a line that is longer than the window is wide");
    expect(shown(log, 2)).toEqual(["  longer than the", "  window is wide"]);
  });

  it("shows a short log from its start", () => {
    expect(shown(logOf("only"), 5)).toEqual(["  only"]);
  });

  it("passes over lines that show nothing", () => {
    const log = logOf("first", "second");
    const rows = rowsOf(log);
    expect(back(rows, { line: 2, row: 0 }, 2)).toEqual({ line: 0, row: 0 });
    expect(forth(rows, { line: 0, row: 0 }, 1)).toEqual({ line: 1, row: 0 });
  });

  it("stops following when scrolled up and follows again at the end", () => {
    const rows = rowsOf(logOf(...numbered(100)));
    const up = scrolled(rows, null, -5, 10);
    expect(up).toEqual({ line: 85, row: 0 });
    expect(scrolled(rows, up, 4, 10)).toEqual({ line: 89, row: 0 });
    expect(scrolled(rows, up, 5, 10)).toBeNull();
    expect(scrolled(rows, null, -1_000, 10)).toEqual({ line: 0, row: 0 });
  });

  it("stays where it is when rows become fewer, as near as there are rows", () => {
    const rows = rowsOf(logOf(...numbered(100)));
    expect(nearest(rows, { line: 40, row: 0 }, 10)).toEqual({ line: 40, row: 0 });
    expect(nearest(rows, { line: 40, row: 7 }, 10)).toEqual({ line: 40, row: 0 });
    expect(nearest(rows, { line: 95, row: 0 }, 10)).toEqual({ line: 90, row: 0 });
    expect(nearest(rows, null, 10)).toEqual({ line: 90, row: 0 });
    expect(scrolled(rows, { line: 40, row: 7 }, -1, 10)).toEqual({ line: 39, row: 0 });
  });

  it("goes by the lines that may have rows, where those are known", () => {
    const log = logOf(...numbered(10_000));
    const found = [3, 5_000, 9_000];
    const sparse: Rows<LogRow> = {
      lineCount: 10_000,
      rowsOf: (line) => (found.includes(line) ? rowsOf(log).rowsOf(line) : []),
      lineAfter: (line) => found.find((each) => each > line) ?? 10_000,
      lineBefore: (line) => found.findLast((each) => each < line) ?? -1,
    };
    expect(windowFrom(sparse, { line: 0, row: 0 }, 3).map(textOf)).toEqual([
      "  line 3",
      "  line 5000",
      "  line 9000",
    ]);
    expect(tailPlace(sparse, 2)).toEqual({ line: 5_000, row: 0 });
    expect(forth(sparse, { line: 3, row: 0 }, 2)).toEqual({ line: 9_000, row: 0 });
    expect(scrolled(sparse, null, -1, 2)).toEqual({ line: 3, row: 0 });
  });

  it("comes back to where it was, up and down by any number of rows", () => {
    const texts = fc.array(fc.string({ maxLength: 80 }), { minLength: 30, maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 20 }), (lines, count) => {
        const rows = rowsOf(logOf(...lines));
        const middle = { line: 20, row: 0 };
        expect(forth(rows, back(rows, middle, count), count)).toEqual(middle);
      }),
    );
  });

  it("reads the unfinished last line again when it has grown", () => {
    const log = logOf("one", "tw");
    log.finishedCount = 1;
    const rows = rowsOf(log);
    rows.rowsOf(1);
    log.replaceLast("two");
    expect(rows.rowsOf(1).map(textOf)).toEqual(["  two"]);
  });

  it("reads only what is near the window of a log of any length", () => {
    const log = logOf(...numbered(50_000));
    shown(log, 40);
    expect(log.linesRead).toBeLessThan(200);
  });
});
