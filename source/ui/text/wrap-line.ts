import { screenText } from "../../text/screen.ts";
import { fitLine, type Line, type Segment } from "./segment.ts";
import { wrapStretches } from "./wrap.ts";

/**
 * A coloured line as rows of at most `width` columns, at most `most` of them (the last one cut with …), all but
 * the first indented by `indent` columns.
 */
export function wrapLine(line: Line, width: number, most: number, indent: number): Line[] {
  const clean = line.map((piece) => ({ ...piece, text: screenText(piece.text).replace(/\n+/g, " ") }));
  const text = clean.map((piece) => piece.text).join("");
  const first = wrapStretches(text, width)[0];
  if (first === undefined || first.end >= text.length) return [trimmed(clean, false)];
  const rest = text.slice(first.end);
  const others = wrapStretches(rest, Math.max(1, width - indent)).map(({ start, end }) => ({
    start: start + first.end,
    end: end + first.end,
  }));
  return [first, ...others].slice(0, most).map(({ start, end }, index, rows) => {
    const cutHere = index === rows.length - 1 && end < text.length;
    const pieces = cut(clean, start, cutHere ? text.length : end);
    const margin: Segment[] = index === 0 ? [] : [{ text: " ".repeat(indent) }];
    return fitLine([...margin, ...trimmed(pieces, cutHere)], width);
  });
}

/** The part of the line between two positions of its text. */
function cut(line: Line, start: number, end: number): Segment[] {
  const pieces: Segment[] = [];
  let at = 0;
  for (const piece of line) {
    const text = piece.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += piece.text.length;
    if (text !== "") pieces.push({ ...piece, text });
  }
  return pieces;
}

/** Without the spaces that hang over the edge of a row. */
function trimmed(pieces: Segment[], asIs: boolean): Segment[] {
  const last = pieces.at(-1);
  if (asIs || last === undefined) return pieces;
  const text = last.text.trimEnd();
  return text === "" ? trimmed(pieces.slice(0, -1), false) : [...pieces.slice(0, -1), { ...last, text }];
}
