import { screenText } from "../../text/screen.ts";
import type { Tone } from "../theme/theme.ts";
import { displayWidth, plainForm, truncate } from "./width.ts";

/** A piece of one line in one colour. Everything the dashboard shows is lines of these. */
export interface Segment {
  readonly text: string;
  readonly tone?: Tone | undefined;
  readonly bold?: boolean | undefined;
  readonly italic?: boolean | undefined;
  /** With the colours of text and background exchanged: what stands out without any colour as well. */
  readonly inverse?: boolean | undefined;
  /** What is heard in its place, where its sign means another thing than elsewhere. */
  readonly heard?: string | undefined;
}

export type Line = readonly Segment[];

export function segment(text: string, tone?: Tone, bold?: boolean): Segment {
  return { text, tone, bold };
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

/**
 * The line cleaned of what a terminal would obey, on one row, cut with … to `width` columns. Neighbours that look
 * alike become one piece: every piece costs time in every frame.
 */
export function fitLine(line: Line, width: number): Segment[] {
  const fitted: Segment[] = [];
  let left = width;
  for (const piece of line) {
    const text = plainForm(screenText(piece.text).replace(/\n+|\u00a0/g, " "));
    if (text === "") continue;
    const columns = displayWidth(text);
    if (columns > left) {
      append(fitted, piece, truncate(text, left));
      return fitted;
    }
    append(fitted, piece, text);
    left -= columns;
  }
  return fitted;
}

function append(pieces: Segment[], { tone, bold, italic, inverse, heard }: Segment, text: string): void {
  const last = pieces.at(-1);
  const isAlike =
    last?.tone === tone &&
    last?.bold === bold &&
    last?.italic === italic &&
    last?.inverse === inverse &&
    last?.heard === heard;
  if (last === undefined || !isAlike) pieces.push({ text, tone, bold, italic, inverse, heard });
  else pieces[pieces.length - 1] = { ...last, text: last.text + text };
}

/** `left` at the left edge and `right` at the right one; what does not fit is cut from `left`. */
export function spread(left: Line, right: Line, width: number): Segment[] {
  const ending = fitLine(right, width);
  const taken = lineWidth(ending);
  if (taken === 0) return fitLine(left, width);
  const beginning = fitLine(left, width - taken - 1);
  const gap = Math.max(1, width - taken - lineWidth(beginning));
  return [...beginning, segment(" ".repeat(Math.min(gap, width - taken))), ...ending];
}
