import { type Line, lineWidth, type Segment, segment } from "../text/segment.ts";
import { graphemes } from "../text/width.ts";
import { wrapStretches } from "../text/wrap.ts";
import type { Tone } from "../theme/theme.ts";

/** One row of a rendered document. */
export interface MarkdownRow {
  readonly line: Line;
  /** The line of the document that it begins with, counted from 1. */
  readonly source: number;
  /** It only sets others apart: nothing of the document stands in it. */
  readonly isRule?: true;
}

/** A piece of text in one look that comes from one line of the document. */
export interface Run extends Segment {
  readonly source: number;
}

/** Indentation never leaves less than this to the text. */
const LEAST_ROOM = 8;
/** Before what goes on of a line that is too long. */
const GOES_ON = "↳ ";

/** Text from line `from` on as rows of at most `width` columns, broken between words where there are some. */
export function flow(runs: readonly Run[], width: number, from: number): MarkdownRow[] {
  const text = runs.map((run) => run.text).join("");
  return wrapStretches(text, width).map(({ start, end }) => {
    const shown = start + text.slice(start, end).trimEnd().length;
    const pieces = cut(runs, start, shown);
    return { line: pieces, source: pieces[0]?.source ?? sourceAt(runs, start) ?? from };
  });
}

function cut(runs: readonly Run[], start: number, end: number): Run[] {
  const pieces: Run[] = [];
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += run.text.length;
    if (text !== "") pieces.push({ ...run, text });
    if (at >= end) break;
  }
  return pieces;
}

function sourceAt(runs: readonly Run[], position: number): number | undefined {
  let at = 0;
  for (const { text, source } of runs) {
    at += text.length;
    if (at > position) return source;
  }
  return runs.at(-1)?.source;
}

/** Lines as they are, each a row, broken anywhere and marked so where one is too long. */
export function asTheyAre(lines: readonly string[], from: number, width: number, tone?: Tone): MarkdownRow[] {
  return lines.flatMap((line, index) =>
    broken(line, width).map((text, part) => ({
      line: [...(part === 0 ? [] : [segment(GOES_ON, "muted")]), segment(text, tone)],
      source: from + index,
    })),
  );
}

function broken(line: string, width: number): string[] {
  const rows = [""];
  let used = 0;
  for (const { text, width: columns } of graphemes(line.trimEnd())) {
    const mark = rows.length === 1 ? 0 : GOES_ON.length;
    if (used + columns > width - mark && used > 0) {
      rows.push("");
      used = 0;
    }
    rows[rows.length - 1] += text;
    used += columns;
  }
  return rows;
}

/** Rows made for the room behind a margin, with it; where there is too little room they stand without. */
export function behindMargin(
  first: Line,
  others: Line,
  width: number,
  rowsIn: (room: number) => readonly MarkdownRow[],
): MarkdownRow[] {
  const room = width - Math.max(lineWidth(first), lineWidth(others));
  if (room < LEAST_ROOM) return [...rowsIn(width)];
  return rowsIn(room).map((row, index) => ({
    ...row,
    line: [...(index === 0 ? first : others), ...row.line],
  }));
}

export function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
