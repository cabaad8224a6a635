import { type Stretch, wrapStretches } from "../text/wrap.ts";

interface Wrapped {
  readonly text: string;
  readonly width: number;
  readonly rows: readonly Stretch[];
  /** The rows of each line, as if it were all of the text. */
  readonly lines: ReadonlyMap<string, readonly Stretch[]>;
}

let last: Wrapped = { text: "", width: 0, rows: [], lines: new Map() };

/** The rows of a text that is being written. Each change is in one line: the others are not wrapped again. */
export function rowsOf(text: string, width: number): readonly Stretch[] {
  if (last.text === text && last.width === width) return last.rows;
  const known = last.width === width ? last.lines : new Map<string, readonly Stretch[]>();
  const lines = new Map<string, readonly Stretch[]>();
  const rows: Stretch[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const wrapped = lines.get(line) ?? known.get(line) ?? wrapStretches(line, width);
    lines.set(line, wrapped);
    for (const { start, end } of wrapped) rows.push({ start: offset + start, end: offset + end });
    offset += line.length + 1;
  }
  last = { text, width, rows, lines };
  return rows;
}
