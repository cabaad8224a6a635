import { type Grapheme, graphemes } from "./width.ts";

/** A row of wrapped text as a stretch of its source, in UTF-16 units, without the newline. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Breaks text into rows of at most `width` columns, at spaces where there are some, inside a word where a word
 * is longer than a row. Spaces at a break hang over the edge and belong to the row before it, so that every
 * position of the text (but newlines) is in exactly one row.
 */
export function wrapStretches(text: string, width: number): Stretch[] {
  const rows: Stretch[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    wrapLine(line, start, Math.max(1, width), rows);
    start += line.length + 1;
  }
  return rows;
}

/** The rows of `wrapStretches` as text, without the spaces that hang over the edge. */
export function wrap(text: string, width: number): string[] {
  if (text.length <= width && /^[\x20-\x7e]*$/.test(text)) return [text];
  return wrapStretches(text, width).map(({ start, end }) => text.slice(start, end).trimEnd());
}

function wrapLine(line: string, offset: number, width: number, rows: Stretch[]): void {
  let rowStart = 0;
  let used = 0;
  /** Where the row could end: behind its last run of spaces. */
  let breakAt = -1;
  let usedAtBreak = 0;
  for (const grapheme of graphemes(line)) {
    if (isSpace(grapheme)) {
      used += grapheme.width;
      breakAt = grapheme.index + 1;
      usedAtBreak = used;
      continue;
    }
    while (used + grapheme.width > width && grapheme.index > rowStart) {
      const end = breakAt > rowStart ? breakAt : grapheme.index;
      rows.push({ start: offset + rowStart, end: offset + end });
      used = end === breakAt ? used - usedAtBreak : 0;
      rowStart = end;
      breakAt = -1;
    }
    used += grapheme.width;
  }
  rows.push({ start: offset + rowStart, end: offset + line.length });
}

function isSpace(grapheme: Grapheme): boolean {
  return grapheme.text === " ";
}
