import type { Tokens } from "marked";
import { type Line, lineWidth, segment } from "../text/segment.ts";
import type { Inline } from "./blocks.ts";
import { runsOf } from "./inline.ts";
import { behindMargin, flow, type MarkdownRow, type Run } from "./rows.ts";

const BETWEEN = segment(" │ ", "faint");
const CROSSING = "─┼─";
/** A column that is narrower than this says nothing; the rows are listed then. */
const NARROWEST = 6;
/** No table is laid out by more rows than anybody looks at before its widths show. */
const MEASURED_ROWS = 500;

type Alignment = "left" | "center" | "right" | null;
/** A row's cells as runs. */
type Cells = readonly (readonly Run[])[];

/** A table in the columns there are: its widest cells are wrapped, and where that is not enough it becomes a list. */
export function tableRows(table: Tokens.Table, source: number, width: number, inline: Inline): MarkdownRow[] {
  const header = table.header.map(({ text }) => runsOf(inline(text), source, { bold: true }));
  const rows = table.rows.map((row, index) =>
    row.map(({ text }) => runsOf(inline(text), source + 2 + index)),
  );
  const widths = columnWidths([header, ...rows.slice(0, MEASURED_ROWS)], width);
  if (widths === null) return listedRows(header, rows, source, width);
  const drawn = rows.map((row, index) => rowRows(row, widths, table.align, source + 2 + index));
  const isWrapped = drawn.some((each) => each.length > 1);
  return [
    ...rowRows(header, widths, table.align, source),
    rule(widths, source + 1),
    ...drawn.flatMap((each, index) =>
      isWrapped && index > 0 ? [rule(widths, source + 2 + index), ...each] : each,
    ),
  ];
}

/** What each column takes: what it needs, or an equal share of what those leave that need less; `null` if too little. */
function columnWidths(rows: readonly Cells[], width: number): number[] | null {
  const count = rows[0]?.length ?? 0;
  const needed = Array.from({ length: count }, (_, column) =>
    Math.max(1, ...rows.map((cells) => lineWidth(cells[column] ?? []))),
  );
  let left = width - BETWEEN.text.length * (count - 1);
  const widths: number[] = needed.map(() => 0);
  const byNeed = needed.map((_, column) => column).sort((a, b) => (needed[a] ?? 0) - (needed[b] ?? 0));
  for (const [index, column] of byNeed.entries()) {
    const share = Math.floor(left / (count - index));
    const taken = Math.min(needed[column] ?? 1, share);
    if (taken < Math.min(needed[column] ?? 1, NARROWEST)) return null;
    widths[column] = taken;
    left -= taken;
  }
  return widths;
}

function rowRows(
  cells: Cells,
  widths: readonly number[],
  align: readonly Alignment[],
  source: number,
): MarkdownRow[] {
  const columns = widths.map((width, column) => flow(cells[column] ?? [], width, source));
  const height = Math.max(1, ...columns.map((rows) => rows.length));
  return Array.from({ length: height }, (_, row) => ({
    line: columns.flatMap((rows, column) => [
      ...(column === 0 ? [] : [BETWEEN]),
      ...placed(rows[row]?.line ?? [], widths[column] ?? 1, align[column] ?? null),
    ]),
    source,
  }));
}

function placed(line: Line, width: number, align: Alignment): Line {
  const free = Math.max(0, width - lineWidth(line));
  const before = align === "right" ? free : align === "center" ? Math.floor(free / 2) : 0;
  return [segment(" ".repeat(before)), ...line, segment(" ".repeat(free - before))];
}

function rule(widths: readonly number[], source: number): MarkdownRow {
  return {
    line: [segment(widths.map((width) => "─".repeat(width)).join(CROSSING), "faint")],
    source,
    isRule: true,
  };
}

/** Each row as a list of what its columns say. */
function listedRows(header: Cells, rows: readonly Cells[], source: number, width: number): MarkdownRow[] {
  if (rows.length === 0)
    return flow(
      header.flatMap((cell, index) => (index === 0 ? cell : [gap(source), ...cell])),
      width,
      source,
    );
  return rows.flatMap((cells, index) => {
    const at = source + 2 + index;
    const fields = cells.flatMap((cell, column) => {
      const name = (header[column] ?? []).map((run) => ({ ...run, source: at }));
      return flow([...name, { text: ": ", source: at }, ...cell], Math.max(1, width - 2), at);
    });
    const rowsOfItem = behindMargin([segment("• ", "muted")], [segment("  ")], width, () => fields);
    return index === 0 ? rowsOfItem : [{ line: [], source: at, isRule: true }, ...rowsOfItem];
  });
}

function gap(source: number): Run {
  return { text: ", ", source };
}
