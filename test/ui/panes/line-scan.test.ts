import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogLine } from "../../../source/orchestrator/log.ts";
import { LineScan } from "../../../source/ui/panes/line-scan.ts";
import { FakeLog } from "../../support/fake-session.ts";

function logOf(wanted: readonly boolean[]): FakeLog {
  const log = new FakeLog();
  for (const each of wanted) log.add({ kind: each ? "error" : "text", text: "x" });
  log.refresh();
  return log;
}

const isWanted = ({ events }: LogLine) => events.some(({ kind }) => kind === "error");

function finished(scan: LineScan): LineScan {
  while (!scan.isComplete) scan.step(0);
  return scan;
}

const lines = fc.array(fc.boolean(), { maxLength: 1_500, size: "max" });

describe("the scan of a log's lines", () => {
  it("finds every line there is, from wherever it begins, and knows its neighbours and its place", () => {
    fc.assert(
      fc.property(lines, fc.nat(1_600), (wanted, from) => {
        const scan = finished(new LineScan(logOf(wanted), isWanted, from));
        const found = wanted.flatMap((each, line) => (each ? [line] : []));
        expect(scan.found).toBe(found.length);
        for (const line of [-1, 0, 1, from, ...found.slice(0, 20), ...found.slice(-20), wanted.length]) {
          expect(scan.after(line)).toBe(
            found.find((each) => each > line) ?? Math.max(line + 1, wanted.length),
          );
          if (line >= 0 && line <= wanted.length)
            expect(scan.before(line)).toBe(found.findLast((each) => each < line) ?? -1);
          expect(scan.ordinalOf(line)).toBe(found.filter((each) => each <= line).length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("never passes over a line that it has not looked at", () => {
    fc.assert(
      fc.property(lines, fc.nat(1_600), fc.nat(3), (wanted, from, steps) => {
        const scan = new LineScan(logOf(wanted), isWanted, from);
        for (let step = 0; step < steps; step++) scan.step(0);
        const stops = (line: number) => wanted[line] === true || !scan.hasLookedAt(line);
        for (let line = 0; line < wanted.length; line += 37) {
          const next = scan.after(line);
          const last = scan.before(line);
          for (let between = line + 1; between < next; between++) expect(stops(between)).toBe(false);
          for (let between = last + 1; between < line; between++) expect(stops(between)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("looks at a few hundred lines of any log in one step, those nearby first", () => {
    const log = logOf(Array.from({ length: 100_000 }, (_, line) => line % 50_000 === 40_000));
    const scan = new LineScan(log, isWanted, 90_100);
    scan.step(0);
    expect(log.linesRead).toBeLessThan(1_000);
    expect([scan.before(90_100), scan.after(90_100)]).toEqual([90_000, 90_356]);
    expect([scan.hasLookedAt(90_000), scan.hasLookedAt(90_356)]).toEqual([true, false]);
    expect([scan.isComplete, scan.hasAllBefore]).toEqual([false, false]);
  });

  it("goes on with what is written later", () => {
    const log = logOf([true, false]);
    const scan = finished(new LineScan(log, isWanted, 0));
    expect(scan.step(0)).toBe(false);
    log.add({ kind: "error", text: "later" });
    log.refresh();
    expect(scan.isComplete).toBe(false);
    expect(scan.after(0)).toBe(2);
    expect(scan.hasLookedAt(2)).toBe(false);
    expect(scan.step(0)).toBe(true);
    expect([scan.found, scan.after(0), scan.isComplete]).toEqual([2, 2, true]);
  });

  it("finds the last lines although they may change, and forgets them when they do", () => {
    const log = logOf([true, false, true]);
    log.finishedCount = 2;
    const scan = finished(new LineScan(log, isWanted, 0));
    expect([scan.found, scan.before(3), scan.ordinalOf(2)]).toEqual([2, 2, 2]);
    log.replaceLast("something else");
    expect(scan.step(0)).toBe(true);
    expect([scan.found, scan.before(3)]).toEqual([1, 0]);
  });
});
