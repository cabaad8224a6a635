/** Something long as rows: lines (of a log, or a comment each) of some rows each, asked for only where they are seen. */
export interface Rows<Row> {
  readonly lineCount: number;
  rowsOf(line: number): readonly Row[];
  /** The nearest line behind another that may have rows; left out where that is the very next. */
  readonly lineAfter?: (line: number) => number;
  readonly lineBefore?: (line: number) => number;
}

/** A row: which line, and which row of that line when it is wrapped. */
export interface Place {
  readonly line: number;
  readonly row: number;
}

/** Lines without a row (a provider's book-keeping) are passed over, but not endlessly. */
const MOST_LOOKED_AT = 1_000;

/** The place of the first row of the last `height` rows. */
export function tailPlace(rows: Rows<unknown>, height: number): Place {
  return back(rows, { line: rows.lineCount, row: 0 }, height);
}

/** The rows on the screen, from `top` on. */
export function windowFrom<Row>(rows: Rows<Row>, top: Place, height: number): Row[] {
  const shown: Row[] = [];
  let looked = 0;
  for (let line = top.line; line < rows.lineCount && shown.length < height; line = after(rows, line)) {
    const all = rows.rowsOf(line);
    shown.push(...(line === top.line ? all.slice(top.row) : all));
    if (++looked > MOST_LOOKED_AT) break;
  }
  return shown.slice(0, height);
}

/** The place `count` rows before another; the start where there are not so many. */
export function back(rows: Rows<unknown>, from: Place, count: number): Place {
  let missing = count - from.row;
  if (missing <= 0) return { line: from.line, row: from.row - count };
  let looked = 0;
  for (let line = before(rows, from.line); line >= 0; line = before(rows, line)) {
    const available = rows.rowsOf(line).length;
    if (available >= missing) return { line, row: available - missing };
    missing -= available;
    if (++looked > MOST_LOOKED_AT) return { line, row: 0 };
  }
  return { line: 0, row: 0 };
}

/** The place `count` rows behind another; the end where there are not so many. */
export function forth(rows: Rows<unknown>, from: Place, count: number): Place {
  let missing = count + from.row;
  let looked = 0;
  let line = from.line;
  for (; line < rows.lineCount && looked <= MOST_LOOKED_AT; line = after(rows, line), looked++) {
    const available = rows.rowsOf(line).length;
    if (missing < available) return { line, row: missing };
    missing -= available;
  }
  return { line, row: 0 };
}

function after({ lineAfter }: Rows<unknown>, line: number): number {
  return lineAfter?.(line) ?? line + 1;
}

function before({ lineBefore }: Rows<unknown>, line: number): number {
  return lineBefore?.(line) ?? line - 1;
}

/** The first row of the screen where the rows of a line, or their lines, may have become fewer than they were. */
export function nearest(rows: Rows<unknown>, top: Place | null, height: number): Place {
  const tail = tailPlace(rows, height);
  if (top === null || !isBefore(top, tail)) return tail;
  const last = Math.max(0, rows.rowsOf(top.line).length - 1);
  return { line: top.line, row: Math.min(top.row, last) };
}

export function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.row < b.row);
}

export function isSame(a: Place, b: Place): boolean {
  return a.line === b.line && a.row === b.row;
}

/** A scrolled place: `null` when it has come to the end, from where on the end is followed. */
export function scrolled(rows: Rows<unknown>, from: Place | null, by: number, height: number): Place | null {
  const tail = tailPlace(rows, height);
  const top = nearest(rows, from, height);
  const wanted = by < 0 ? back(rows, top, -by) : forth(rows, top, by);
  return isBefore(wanted, tail) ? wanted : null;
}
