/** A program that is measured, or one that stands beside it. */
export type Subject = "orc-tui" | "bare Ink" | "node -e 0";

/** One line of the report: a quantity, and what it is for each program. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly values: Partial<Record<Subject, number>>;
  /** What orc-tui has to keep to. Above it the figure is missed. */
  readonly limit?: number;
}

export function isMissed({ values, limit }: Figure): boolean {
  return limit !== undefined && !(rounded(values["orc-tui"] ?? Number.NaN, 1) <= limit);
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

const SUBJECTS: readonly Subject[] = ["orc-tui", "bare Ink", "node -e 0"];

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    ["", ...SUBJECTS, "unit", ""],
    ...figures.map((figure) => [
      figure.name,
      ...SUBJECTS.map((subject) => figure.values[subject]?.toFixed(figure.decimals) ?? ""),
      figure.unit,
      verdict(figure),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const isNumber = (column: number) => column > 0 && column <= SUBJECTS.length;
  return rows
    .map((row) =>
      row
        .map((text, column) =>
          isNumber(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function verdict(figure: Figure): string {
  if (figure.limit === undefined) return "";
  return isMissed(figure) ? `MISSED (limit ${figure.limit})` : `ok (limit ${figure.limit})`;
}
