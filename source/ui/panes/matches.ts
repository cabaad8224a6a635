import type { LineScan } from "./line-scan.ts";
import type { LogRow } from "./log-rows.ts";
import { back, forth, isBefore, type Place, type Rows, tailPlace } from "./row-window.ts";

/** Where to look for the next match: `near` takes the place itself and what is behind it, then what is before. */
export interface Goal {
  readonly from: Place;
  readonly direction: "near" | "after" | "before";
}

/** The row with the match that was asked for; `null` if there is none, "later" as long as the scan does not know. */
export function matchFor(
  rows: Rows<LogRow>,
  scan: LineScan,
  { from, direction }: Goal,
): Place | null | "later" {
  if (direction === "before") return matchBefore(rows, scan, from);
  if (direction === "after") return matchAfter(rows, scan, from);
  return matchAfter(rows, scan, { line: from.line, row: from.row - 1 }) ?? matchBefore(rows, scan, from);
}

function matchAfter(rows: Rows<LogRow>, scan: LineScan, from: Place): Place | null | "later" {
  const here = rows.rowsOf(from.line).findIndex(({ isMatch }, row) => isMatch && row > from.row);
  if (here !== -1) return { line: from.line, row: here };
  for (let line = scan.after(from.line); line < rows.lineCount; line = scan.after(line)) {
    if (!scan.hasLookedAt(line)) return "later";
    const row = rows.rowsOf(line).findIndex(({ isMatch }) => isMatch);
    if (row !== -1) return { line, row };
  }
  return null;
}

function matchBefore(rows: Rows<LogRow>, scan: LineScan, from: Place): Place | null | "later" {
  const here = rows.rowsOf(from.line).findLastIndex(({ isMatch }, row) => isMatch && row < from.row);
  if (here !== -1) return { line: from.line, row: here };
  for (let line = scan.before(from.line); line >= 0; line = scan.before(line)) {
    if (!scan.hasLookedAt(line)) return "later";
    const row = rows.rowsOf(line).findLastIndex(({ isMatch }) => isMatch);
    if (row !== -1) return { line, row };
  }
  return null;
}

/** The first row of the screen that shows a place: as it was if it shows it already, else with something before it. */
export function topFor(rows: Rows<unknown>, place: Place, top: Place, height: number): Place {
  if (!isBefore(place, top) && isBefore(place, forth(rows, top, height))) return top;
  const wanted = back(rows, place, Math.floor(height / 3));
  const tail = tailPlace(rows, height);
  return isBefore(wanted, tail) ? wanted : tail;
}
