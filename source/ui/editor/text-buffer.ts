import { screenText } from "../../text/screen.ts";
import { displayWidth, graphemes } from "../text/width.ts";
import { rowsOf } from "./rows.ts";

/** A text being written, and where the next character goes (in UTF-16 units). Every edit makes a new one. */
export interface TextBuffer {
  readonly text: string;
  readonly cursor: number;
  /** How it was before each of the last changes, the latest last. */
  readonly past?: readonly Moment[];
  /** Behind what was typed last: what is typed there belongs to the same change. */
  readonly typedTo?: number;
  /** What was deleted last by the word or the line, to be put in elsewhere. */
  readonly killed?: string;
}

type Moment = Pick<TextBuffer, "text" | "cursor">;

/** So many changes can be undone, as long as all that is kept for it is no more than this. */
const KEPT = { changes: 100, characters: 4_000_000 };

export const emptyBuffer: TextBuffer = { text: "", cursor: 0 };

/** A text with the cursor at its end. */
export function bufferOf(text: string): TextBuffer {
  return { text, cursor: text.length };
}

export function insert(buffer: TextBuffer, addition: string): TextBuffer {
  const clean = screenText(addition);
  const inserted = replaced(buffer, buffer.cursor, buffer.cursor, clean);
  // A word is taken back whole; a space begins the next one.
  if (/\s/.test(clean)) return inserted;
  const goesOn = buffer.typedTo === buffer.cursor;
  return { ...inserted, typedTo: inserted.cursor, ...(goesOn && buffer.past && { past: buffer.past }) };
}

function replaced(buffer: TextBuffer, from: number, to: number, addition: string): TextBuffer {
  const { text, cursor, past = [], killed } = buffer;
  if (from === to && addition === "") return buffer;
  return {
    text: text.slice(0, from) + addition + text.slice(to),
    cursor: from + addition.length,
    past: kept([...past, { text, cursor }]),
    ...(killed !== undefined && { killed }),
  };
}

function kept(past: readonly Moment[]): readonly Moment[] {
  let characters = 0;
  const first = past.findLastIndex(({ text }, index) => {
    characters += text.length;
    return past.length - index > KEPT.changes || characters > KEPT.characters;
  });
  return past.slice(first + 1);
}

/** The text as it was before the last change. */
export function undo(buffer: TextBuffer): TextBuffer {
  const { past = [], killed } = buffer;
  const last = past.at(-1);
  if (last === undefined) return buffer;
  return { ...last, past: past.slice(0, -1), ...(killed !== undefined && { killed }) };
}

/** Another text in its place, which can be taken back like any change. */
export function rewritten(buffer: TextBuffer, text: string): TextBuffer {
  const clean = screenText(text);
  return clean === buffer.text ? buffer : replaced(buffer, 0, buffer.text.length, clean);
}

/** Deletes what can be put in elsewhere. */
function kill(buffer: TextBuffer, from: number, to: number): TextBuffer {
  return from === to ? buffer : { ...replaced(buffer, from, to, ""), killed: buffer.text.slice(from, to) };
}

/** Puts in what was deleted last by the word or the line. */
export function yank(buffer: TextBuffer): TextBuffer {
  return replaced(buffer, buffer.cursor, buffer.cursor, buffer.killed ?? "");
}

function at(buffer: TextBuffer, cursor: number): TextBuffer {
  return { ...buffer, cursor };
}

/** No character is longer than this, but for those that somebody has made up. */
const LONGEST_CHARACTER = 256;

function before({ text, cursor }: TextBuffer): number {
  // From a place where a character certainly begins; the whole text may be long.
  const near = Math.max(0, cursor - LONGEST_CHARACTER);
  const nearest = Math.max(text.lastIndexOf("\n", near), text.lastIndexOf(" ", near));
  const from = Math.max(0, nearest, near - LONGEST_CHARACTER * 16);
  return from + (graphemes(text.slice(from, cursor)).at(-1)?.index ?? 0);
}

function behind({ text, cursor }: TextBuffer): number {
  const [next] = graphemes(text.slice(cursor, cursor + LONGEST_CHARACTER));
  return next === undefined ? cursor : cursor + next.text.length;
}

function lineStart({ text, cursor }: TextBuffer): number {
  return cursor === 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
}

function lineEnd({ text, cursor }: TextBuffer): number {
  const end = text.indexOf("\n", cursor);
  return end < 0 ? text.length : end;
}

/** What stands between words: also the wide space, and the one that does not break. */
const SPACES = [" ", "\n", "\u3000", "\u00a0"];

function wordStart({ text, cursor }: TextBuffer): number {
  const end = text.slice(0, cursor).trimEnd().length;
  return Math.max(...SPACES.map((space) => (end === 0 ? 0 : text.lastIndexOf(space, end - 1) + 1)));
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
export const deleteWord = (buffer: TextBuffer) => kill(buffer, wordStart(buffer), buffer.cursor);
export const deleteWordBehind = (buffer: TextBuffer) => kill(buffer, buffer.cursor, wordEnd(buffer));
export const deleteToLineStart = (buffer: TextBuffer) => kill(buffer, lineStart(buffer), buffer.cursor);

/** To the end of the line; at its end, the newline goes. */
export function deleteToLineEnd(buffer: TextBuffer): TextBuffer {
  const end = lineEnd(buffer);
  return kill(buffer, buffer.cursor, end === buffer.cursor ? behind(buffer) : end);
}

/** Where the cursor stands when the text is wrapped to `width` columns. */
export function cursorCell(buffer: TextBuffer, width: number): { row: number; column: number } {
  const rows = rowsOf(buffer.text, width);
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
  const rows = rowsOf(buffer.text, width);
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
