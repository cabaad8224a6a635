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

function cut<Piece extends Segment>(runs: readonly Piece[], start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
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

/** Lines that are all of one piece. */
export function inOneLook(lines: readonly string[], tone?: Tone): Segment[][] {
  return lines.map((line) => [segment(line, tone)]);
}

/** Lines as they are, each a row, broken anywhere and marked so where one is too long. */
export function asTheyAre(
  lines: readonly (readonly Segment[])[],
  from: number,
  width: number,
): MarkdownRow[] {
  return lines.flatMap((line, index) =>
    broken(line.map(({ text }) => text).join(""), width).map(({ start, end }, part) => ({
      line: [...(part === 0 ? [] : [segment(GOES_ON, "muted")]), ...cut(line, start, end)],
      source: from + index,
    })),
  );
}

/** The stretches of a line that fit, each into a row. */
function broken(line: string, width: number): { start: number; end: number }[] {
  const whole = line.trimEnd();
  const starts = [0];
  let used = 0;
  for (const { index: start, width: columns } of graphemes(whole)) {
    const mark = starts.length === 1 ? 0 : GOES_ON.length;
    if (used + columns > width - mark && used > 0) {
      starts.push(start);
      used = 0;
    }
    used += columns;
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? whole.length }));
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
