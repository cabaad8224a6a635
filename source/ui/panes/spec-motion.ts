import { back, forth, isBefore, type Place, tailPlace } from "./row-window.ts";
import type { SpecRows } from "./spec-rows.ts";

/** Where a reader is, in rows. */
export interface SpecPosition {
  readonly top: Place;
  readonly cursor: Place;
}

/** The document scrolled by rows. */
export function scrolledBy(
  rows: SpecRows,
  { top, cursor }: SpecPosition,
  by: number,
  height: number,
): SpecPosition {
  const wanted = by < 0 ? back(rows, top, -by) : forth(rows, top, by);
  return { top: earlier(wanted, tailPlace(rows, height)), cursor };
}

/** The cursor moved by rows of text, in sight together with what is said to its line. */
export function movedBy(rows: SpecRows, position: SpecPosition, by: number, height: number): SpecPosition {
  let cursor = onText(rows, position.cursor);
  for (let left = Math.abs(by); left > 0; left--) {
    const next = nextText(rows, cursor, by < 0 ? -1 : 1);
    if (next === null) break;
    cursor = next;
  }
  return inSight(rows, { top: position.top, cursor }, height);
}

/** A page further, cursor and all. */
export function pagedBy(rows: SpecRows, position: SpecPosition, pages: number, height: number): SpecPosition {
  const by = pages * Math.max(1, height - 1);
  const { top } = scrolledBy(rows, position, by, height);
  return movedBy(rows, { top, cursor: position.cursor }, by, height);
}

/** The first row on the screen such that the cursor is on it, moved as little as possible. */
export function inSight(rows: SpecRows, { top, cursor }: SpecPosition, height: number): SpecPosition {
  const isFirst = nextText(rows, cursor, -1) === null;
  if (isFirst) return { top: { line: 0, row: 0 }, cursor };
  if (isBefore(cursor, top)) return { top: cursor, cursor };
  const behind = forth(rows, cursor, 1 + Math.min(height - 1, commentRowsBelow(rows, cursor)));
  const lowest = back(rows, behind, height);
  return { top: earlier(isBefore(top, lowest) ? lowest : top, tailPlace(rows, height)), cursor };
}

/** The nearest row of text, from this one on or else before it. */
export function onText(rows: SpecRows, place: Place): Place {
  if (rows.rowsOf(place.line)[place.row]?.kind === "text") return place;
  return nextText(rows, place, 1) ?? nextText(rows, place, -1) ?? place;
}

export function lastText(rows: SpecRows): Place {
  return onText(rows, back(rows, { line: rows.lineCount, row: 0 }, 1));
}

function nextText(rows: SpecRows, from: Place, direction: 1 | -1): Place | null {
  for (let line = from.line; line >= 0 && line < rows.lineCount; line += direction) {
    const all = rows.rowsOf(line);
    let row = line === from.line ? from.row + direction : direction === 1 ? 0 : all.length - 1;
    for (; row >= 0 && row < all.length; row += direction)
      if (all[row]?.kind === "text") return { line, row };
  }
  return null;
}

function commentRowsBelow(rows: SpecRows, { line, row }: Place): number {
  const below = rows.rowsOf(line).slice(row + 1);
  const end = below.findIndex(({ kind }) => kind !== "comment");
  return end < 0 ? below.length : end;
}

function earlier(one: Place, other: Place): Place {
  return isBefore(one, other) ? one : other;
}
