import { glyphs } from "../glyphs.ts";
import type { Highlight } from "../highlight/highlighter.ts";
import type { MarkdownDocument } from "../markdown/document.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrap } from "../text/wrap.ts";
import type { PlacedComment } from "./line-comments.ts";
import type { Place, Rows } from "./row-window.ts";
import type { Anchor } from "./spec-view.ts";

/** One row of the document's pane. */
export interface SpecRow {
  readonly line: Line;
  /** The line of the document that it belongs to. */
  readonly source: number;
  /** Text of the document, space between its blocks, or what a reviewer has said. */
  readonly kind: "text" | "gap" | "comment";
}

/** The left edge, where the cursor stands. */
export const MARGIN_COLUMNS = 2;

export interface SpecStyle {
  readonly width: number;
  /** Nothing but text takes any room. */
  readonly isDense: boolean;
  readonly highlight: Highlight;
}

export interface SpecRows extends Rows<SpecRow> {
  placeOf(anchor: Anchor): Place;
  anchorOf(place: Place): Anchor;
}

/**
 * The rows of a document's blocks, each comment under its line; only what is looked at is laid out. Where there is
 * little room (`isDense`), nothing but text takes any.
 */
export function specRows(
  document: MarkdownDocument,
  comments: readonly PlacedComment[],
  { width, isDense, highlight }: SpecStyle,
): SpecRows {
  const { starts } = document;
  const kept = new Map<number, readonly SpecRow[]>();
  const room = Math.max(1, width - MARGIN_COLUMNS);

  function rowsOf(block: number): readonly SpecRow[] {
    const known = kept.get(block);
    if (known !== undefined) return known;
    const all = document.rowsOf(block, room, highlight);
    const text = (isDense ? all.filter(({ isRule }) => isRule !== true) : all).map(
      ({ line, source, isRule }): SpecRow => ({ line, source, kind: isRule ? "gap" : "text" }),
    );
    const isApart = block > 0 && text.length > 0 && !isDense;
    const gap: SpecRow[] = isApart ? [{ line: [], source: starts[block] ?? 1, kind: "gap" }] : [];
    const from = block === 0 ? 0 : (starts[block] ?? 0);
    const end = starts[block + 1] ?? Number.POSITIVE_INFINITY;
    const here = comments.filter(({ line }) => line >= from && line < end);
    const rows = here.reduceRight((all, comment) => withCommentRows(all, comment, room), [...gap, ...text]);
    kept.set(block, rows);
    return rows;
  }

  return {
    lineCount: starts.length,
    rowsOf,
    placeOf({ source, nth }) {
      const block = Math.max(0, passed(starts, source) - 1);
      const rows = rowsOf(block);
      const first = rows.findIndex((row) => row.source >= source);
      if (first < 0) return { line: block, row: Math.max(0, rows.length - 1) };
      const count = rows.filter((row) => row.source === source).length;
      return { line: block, row: first + Math.min(nth, Math.max(0, count - 1)) };
    },
    anchorOf({ line, row }) {
      const rows = rowsOf(line);
      const at = rows[row];
      if (at === undefined) return { source: starts[line] ?? 1, nth: 0 };
      return { source: at.source, nth: row - rows.findIndex(({ source }) => source === at.source) };
    },
  };
}

/** Behind the last row of its line, or of what stands before it. */
function withCommentRows(
  rows: SpecRow[],
  { comment, line, isStale }: PlacedComment,
  width: number,
): SpecRow[] {
  const behind = rows.findLastIndex(({ source }) => source <= line) + 1;
  const stale = isStale ? " (the line has changed since)" : "";
  const drawn = wrap(comment.text + stale, Math.max(1, width - 2)).map(
    (text, index): SpecRow => ({
      line: [segment(index === 0 ? `${glyphs.reply} ` : "  ", "gate"), segment(text, "gate")],
      source: rows[behind - 1]?.source ?? line,
      kind: "comment",
    }),
  );
  return rows.toSpliced(behind, 0, ...drawn);
}

/** How many of the rising numbers are not greater. */
function passed(rising: readonly number[], limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
