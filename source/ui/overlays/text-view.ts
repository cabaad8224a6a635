import { rowsOf } from "../editor/rows.ts";
import { cursorCell, type TextBuffer } from "../editor/text-buffer.ts";
import { keepInSight } from "../layout.ts";

/** A text field as rows of the screen. */
export interface TextView {
  readonly rows: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/** The rows of the text around the cursor, as many as there is space for. */
export function textView(buffer: TextBuffer, width: number, space: number): TextView {
  const all = rowsOf(buffer.text, width);
  const { row, column } = cursorCell(buffer, width);
  const top = keepInSight(0, row, space, Math.max(all.length, row + 1));
  const rows = Array.from({ length: space }, (_, index) => {
    const { start, end } = all[top + index] ?? { start: 0, end: 0 };
    return buffer.text.slice(start, end).trimEnd();
  });
  return { rows, cursor: { row: row - top, column: Math.min(column, width - 1) } };
}
