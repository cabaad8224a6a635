import type { LineScan } from "./line-scan.ts";
import type { LogRow } from "./log-rows.ts";
import { back, forth, isBefore, type Place, type Rows, tailPlace } from "./row-window.ts";

/** A match to go to: the next one in a direction, or the one near a place, behind it rather than before. */
export type Wish =
  | { readonly direction: "after" | "before" }
  | { readonly direction: "near"; readonly from: Place };

/** Where one is among the matches. */
export interface Among {
  readonly rows: Rows<LogRow>;
  readonly scan: LineScan;
  /** How many rows the screen shows, and the first of them. */
  readonly height: number;
  readonly top: Place;
  /** The match that one has come to. */
  readonly current: Place | null;
}

export interface Went extends Pick<Among, "top" | "current"> {
  /** The wishes that must wait until the scan has come further. */
  readonly left: readonly Wish[];
  /** The direction in which there is no more match, where one was wished for. */
  readonly missed: "after" | "before" | null;
}

/** Goes from match to match, as far as the scan knows them. */
export function goThrough(wishes: readonly Wish[], among: Among): Went {
  const { rows, scan, height } = among;
  let { top, current } = among;
  let missed: Went["missed"] = null;
  for (const [index, wish] of wishes.entries()) {
    // Whoever has scrolled away goes on from what is on the screen.
    const from = current !== null && isShown(rows, current, top, height) ? current : null;
    const found = matchFor(rows, scan, wish, from, top);
    if (found === "later") return { top, current, left: wishes.slice(index), missed };
    if (found === null) missed = wish.direction === "near" ? missed : wish.direction;
    else {
      current = found;
      top = topFor(rows, found, top, height);
    }
  }
  return { top, current, left: [], missed };
}

type Found = Place | null | "later";

function matchFor(rows: Rows<LogRow>, scan: LineScan, wish: Wish, from: Place | null, top: Place): Found {
  switch (wish.direction) {
    case "after":
      return matchAfter(rows, scan, from ?? justBefore(top));
    case "before":
      return matchBefore(rows, scan, from ?? top);
    case "near":
      return matchAfter(rows, scan, justBefore(wish.from)) ?? matchBefore(rows, scan, wish.from);
  }
}

function justBefore({ line, row }: Place): Place {
  return { line, row: row - 1 };
}

function matchAfter(rows: Rows<LogRow>, scan: LineScan, from: Place): Found {
  const here = rows.rowsOf(from.line).findIndex(({ isMatch }, row) => isMatch && row > from.row);
  if (here !== -1) return { line: from.line, row: here };
  for (let line = scan.after(from.line); line < rows.lineCount; line = scan.after(line)) {
    if (!scan.hasLookedAt(line)) return "later";
    const row = rows.rowsOf(line).findIndex(({ isMatch }) => isMatch);
    if (row !== -1) return { line, row };
  }
  return null;
}

function matchBefore(rows: Rows<LogRow>, scan: LineScan, from: Place): Found {
  const here = rows.rowsOf(from.line).findLastIndex(({ isMatch }, row) => isMatch && row < from.row);
  if (here !== -1) return { line: from.line, row: here };
  for (let line = scan.before(from.line); line >= 0; line = scan.before(line)) {
    if (!scan.hasLookedAt(line)) return "later";
    const row = rows.rowsOf(line).findLastIndex(({ isMatch }) => isMatch);
    if (row !== -1) return { line, row };
  }
  return null;
}

function isShown(rows: Rows<unknown>, place: Place, top: Place, height: number): boolean {
  return !isBefore(place, top) && isBefore(place, forth(rows, top, height));
}

/** The first row of a screen that shows a place: as it was if it shows it already, else with something before it. */
function topFor(rows: Rows<unknown>, place: Place, top: Place, height: number): Place {
  if (isShown(rows, place, top, height)) return top;
  const wanted = back(rows, place, Math.floor(height / 3));
  const tail = tailPlace(rows, height);
  return isBefore(wanted, tail) ? wanted : tail;
}
