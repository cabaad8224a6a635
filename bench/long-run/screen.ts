/** The title of the workflow whose detail is shown. */
export function titleOf(rows: readonly string[]): string {
  return detailOf(rows[TITLE_ROW] ?? "");
}

/** The rows of the log pane, below its header. */
export function logRows(rows: readonly string[]): string[] {
  const header = rows.findIndex((row) => detailOf(row).startsWith("run 1 · "));
  const rule = rows.findLastIndex((row) => row.includes("┴"));
  return header === -1 ? [] : rows.slice(header + 1, rule).map(detailOf);
}

/** Has the log pane something in all of its rows? */
export function isFull(rows: readonly string[]): boolean {
  const shown = logRows(rows);
  return shown.length > 0 && shown.every((row) => row !== "");
}

const TITLE_ROW = 2;
const BORDER = "│";

function detailOf(row: string): string {
  return row.slice(row.indexOf(BORDER) + BORDER.length).trim();
}
