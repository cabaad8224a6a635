/** Something long as rows: lines (of a log, or a comment each) of some rows each, asked for only where they are seen. */
export interface Rows<Row> {
  readonly lineCount: number;
  rowsOf(line: number): readonly Row[];
}

/** A row: which line, and which row of that line when it is wrapped. */
export interface Place {
  readonly line: number;
  readonly row: number;
}

/** Lines without a row (a provider's book-keeping) are passed over, but not endlessly. */
const FARTHEST = 5_000;

/** The place of the first row of the last `height` rows. */
export function tailPlace(rows: Rows<unknown>, height: number): Place {
  return back(rows, { line: rows.lineCount, row: 0 }, height);
}

/** The rows on the screen, from `top` on. */
export function windowFrom<Row>(rows: Rows<Row>, top: Place, height: number): Row[] {
  const shown: Row[] = [];
  const end = Math.min(rows.lineCount, top.line + FARTHEST);
  for (let line = top.line; line < end && shown.length < height; line++) {
    const all = rows.rowsOf(line);
    shown.push(...(line === top.line ? all.slice(top.row) : all));
  }
  return shown.slice(0, height);
}

/** The place `count` rows before another; the start where there are not so many. */
export function back(rows: Rows<unknown>, from: Place, count: number): Place {
  let missing = count - from.row;
  if (missing <= 0) return { line: from.line, row: from.row - count };
  const start = Math.max(0, from.line - FARTHEST);
  for (let line = from.line - 1; line >= start; line--) {
    const available = rows.rowsOf(line).length;
    if (available >= missing) return { line, row: available - missing };
    missing -= available;
  }
  return { line: start, row: 0 };
}

/** The place `count` rows behind another; the end where there are not so many. */
export function forth(rows: Rows<unknown>, from: Place, count: number): Place {
  let missing = count + from.row;
  const end = Math.min(rows.lineCount, from.line + FARTHEST);
  for (let line = from.line; line < end; line++) {
    const available = rows.rowsOf(line).length;
    if (missing < available) return { line, row: missing };
    missing -= available;
  }
  return { line: rows.lineCount, row: 0 };
}

export function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.row < b.row);
}

/** A scrolled place: `null` when it has come to the end, from where on the end is followed. */
export function scrolled(rows: Rows<unknown>, from: Place | null, by: number, height: number): Place | null {
  const tail = tailPlace(rows, height);
  const top = from ?? tail;
  const wanted = by < 0 ? back(rows, top, -by) : forth(rows, top, by);
  return isBefore(wanted, tail) ? wanted : null;
}
