import type { ScreenState } from "./screen.ts";

export const SMALLEST = { columns: 40, rows: 12 };
/** Lines of prose longer than this are hard to read. */
export const MEASURE = 100;

/** How the screen is divided, in cells. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  /** The rows between the header and the status bar. */
  readonly bodyRows: number;
  /** Horizontal lines above and below the body. */
  readonly rules: boolean;
  /** The columns of the list; 0 where it is not shown. */
  readonly listColumns: number;
  /** The columns of the detail, without the line before it; 0 where it is not shown. */
  readonly detailColumns: number;
}

/** Side by side where there is room; one pane at a time where there is not, or when zoomed. */
export function layoutOf(
  size: { readonly columns: number; readonly rows: number },
  { focus, zoomed }: Pick<ScreenState, "focus" | "zoomed">,
): Layout {
  const { columns, rows } = size;
  const rules = rows >= 16;
  const bodyRows = rows - 3 - (rules ? 2 : 0);
  const shared = { columns, rows, rules, bodyRows };
  if (columns < 72 || zoomed) {
    const detail = focus === "detail";
    return { ...shared, listColumns: detail ? 0 : columns, detailColumns: detail ? columns : 0 };
  }
  const listColumns = listColumnsOf(columns);
  return { ...shared, listColumns, detailColumns: columns - listColumns - 1 };
}

/** A third as long as titles need it, then a quarter as long as the detail has more than its panes take. */
function listColumnsOf(columns: number): number {
  if (columns < 100) return 27;
  const third = Math.min(54, Math.max(38, Math.floor(columns / 3)));
  return Math.min(96, Math.max(third, Math.floor(columns / 4)));
}

export function isTooSmall({ columns, rows }: { columns: number; rows: number }): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}

/** The first shown row of a list such that the chosen one is in sight, moved as little as possible. */
export function keepInSight(top: number, chosen: number, visible: number, count: number): number {
  const lowest = Math.max(0, count - visible);
  const wanted = chosen < top ? chosen : chosen >= top + visible ? chosen - visible + 1 : top;
  return Math.min(lowest, Math.max(0, wanted));
}
