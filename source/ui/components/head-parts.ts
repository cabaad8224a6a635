import type { Line } from "../text/segment.ts";

/** A part of the head that is shown or left out by itself. */
export interface Part {
  /** Blank lines stand between groups. */
  readonly group: "place" | "stages" | "steps" | "next" | "beside";
  readonly what: keyof typeof WORTH;
  /** Its rows, the last of the most rows cut with … where it is longer. */
  rows(most: number): readonly Line[];
}

/** What gives way where there is no room for all: the higher the number, the sooner. */
const WORTH = { title: 0, said: 0, steps: 1, beside: 1, stages: 2, aside: 3, place: 4 } as const;
/** From here on a part is for those who have room. */
const COMFORT = WORTH.stages;
/** A text is not shown in more rows, however much room there is. */
const MOST_ROWS = 6;
const MOST_BESIDE = 3;

interface Room {
  /** The rows for what a person must know. */
  readonly most: number;
  /** The rows up to which the rest is shown. */
  readonly comfortable: number;
  readonly roomy: boolean;
}

/** Everything in full: for somebody who hears it. */
export function allRows(parts: readonly Part[]): Line[] {
  return parts.flatMap((part) => part.rows(Number.POSITIVE_INFINITY));
}

/**
 * As much as there is room for: first what is said of the workflow, each sentence in as many rows as all of them can
 * have, then the rest by its worth.
 */
export function fitParts(parts: readonly Part[], { most, comfortable, roomy }: Room): Line[] {
  const shown = new Map<Part, readonly Line[]>();
  let used = 0;
  const show = (part: Part, rows: readonly Line[]) => {
    shown.set(part, rows);
    used += rows.length;
  };
  const said = parts.filter(({ what }) => WORTH[what] === 0);
  const height = heightFor(said, most);
  for (const part of said) if (used < most) show(part, part.rows(Math.min(height, most - used)));
  const rest = parts.filter(({ what }) => WORTH[what] > 0).sort((a, b) => WORTH[a.what] - WORTH[b.what]);
  for (const part of rest) {
    const isComfort = WORTH[part.what] >= COMFORT;
    const left = (isComfort ? comfortable : most) - used;
    if (left <= 0) continue;
    const rows = part.rows(isComfort ? MOST_BESIDE : Math.min(MOST_BESIDE, left));
    if (rows.length <= left) show(part, rows);
  }
  const groups = [...Map.groupBy(parts, ({ group }) => group).values()]
    .map((group) => group.flatMap((part) => shown.get(part) ?? []))
    .filter((rows) => rows.length > 0);
  const hasGaps = roomy && used + groups.length <= most;
  return groups.flatMap((rows) => (hasGaps ? [...rows, []] : rows));
}

/** The most rows that each of the parts can have, such that there is room for all. */
function heightFor(parts: readonly Part[], room: number): number {
  for (let height = MOST_ROWS; height > 1; height--)
    if (parts.reduce((sum, part) => sum + part.rows(height).length, 0) <= room) return height;
  return 1;
}
