import { screenText } from "../../text/screen.ts";
import { displayWidth, graphemes } from "../text/width.ts";
import { wrapStretches } from "../text/wrap.ts";

/** A text being written, and where the next character goes (in UTF-16 units). Every edit makes a new one. */
export interface TextBuffer {
  readonly text: string;
  readonly cursor: number;
}

export const emptyBuffer: TextBuffer = { text: "", cursor: 0 };

/** A text with the cursor at its end. */
export function bufferOf(text: string): TextBuffer {
  return { text, cursor: text.length };
}

export function insert(buffer: TextBuffer, addition: string): TextBuffer {
  const clean = screenText(addition);
  return replaced(buffer, buffer.cursor, buffer.cursor, clean);
}

function replaced({ text }: TextBuffer, from: number, to: number, addition: string): TextBuffer {
  return { text: text.slice(0, from) + addition + text.slice(to), cursor: from + addition.length };
}

function at(buffer: TextBuffer, cursor: number): TextBuffer {
  return { text: buffer.text, cursor };
}

function before({ text, cursor }: TextBuffer): number {
  return graphemes(text.slice(0, cursor)).at(-1)?.index ?? 0;
}

function behind({ text, cursor }: TextBuffer): number {
  const [next] = graphemes(text.slice(cursor));
  return next === undefined ? cursor : cursor + next.text.length;
}

function lineStart({ text, cursor }: TextBuffer): number {
  return cursor === 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
}

function lineEnd({ text, cursor }: TextBuffer): number {
  const end = text.indexOf("\n", cursor);
  return end < 0 ? text.length : end;
}

function wordStart({ text, cursor }: TextBuffer): number {
  return Math.max(0, text.slice(0, cursor).search(/\S+\s*$/));
}

function wordEnd({ text, cursor }: TextBuffer): number {
  return cursor + (/^\s*\S+/.exec(text.slice(cursor))?.[0].length ?? text.length - cursor);
}

export const left = (buffer: TextBuffer) => at(buffer, before(buffer));
export const right = (buffer: TextBuffer) => at(buffer, behind(buffer));
export const wordLeft = (buffer: TextBuffer) => at(buffer, wordStart(buffer));
export const wordRight = (buffer: TextBuffer) => at(buffer, wordEnd(buffer));
export const toLineStart = (buffer: TextBuffer) => at(buffer, lineStart(buffer));
export const toLineEnd = (buffer: TextBuffer) => at(buffer, lineEnd(buffer));
export const deleteBefore = (buffer: TextBuffer) => replaced(buffer, before(buffer), buffer.cursor, "");
export const deleteBehind = (buffer: TextBuffer) => replaced(buffer, buffer.cursor, behind(buffer), "");
export const deleteWord = (buffer: TextBuffer) => replaced(buffer, wordStart(buffer), buffer.cursor, "");
export const deleteToLineStart = (buffer: TextBuffer) =>
  replaced(buffer, lineStart(buffer), buffer.cursor, "");

/** To the end of the line; at its end, the newline goes. */
export function deleteToLineEnd(buffer: TextBuffer): TextBuffer {
  const end = lineEnd(buffer);
  return replaced(buffer, buffer.cursor, end === buffer.cursor ? behind(buffer) : end, "");
}

/** Where the cursor stands when the text is wrapped to `width` columns. */
export function cursorCell(buffer: TextBuffer, width: number): { row: number; column: number } {
  const rows = wrapStretches(buffer.text, width);
  const row = Math.max(
    0,
    rows.findLastIndex(({ start }) => start <= buffer.cursor),
  );
  const start = rows[row]?.start ?? 0;
  const column = displayWidth(buffer.text.slice(start, buffer.cursor));
  return { row, column: Math.min(column, width) };
}

/** The cursor moved by rows of the wrapped text, as near to its column as the new row allows. */
export function byRows(buffer: TextBuffer, count: number, width: number): TextBuffer {
  const rows = wrapStretches(buffer.text, width);
  const { row, column } = cursorCell(buffer, width);
  const wanted = row + count;
  if (wanted < 0) return at(buffer, 0);
  const target = rows[wanted];
  if (target === undefined) return at(buffer, buffer.text.length);
  const line = buffer.text.slice(target.start, target.end);
  let used = 0;
  for (const grapheme of graphemes(line)) {
    if (used + grapheme.width > column) return at(buffer, target.start + grapheme.index);
    used += grapheme.width;
  }
  const softBreak = rows[wanted + 1]?.start === target.end && target.end > target.start;
  return softBreak ? left(at(buffer, target.end)) : at(buffer, target.end);
}
