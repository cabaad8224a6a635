import type { BranchDiff, FileDiff, Hunk } from "../../orchestrator/session.ts";

/** What a line of the pane shows. */
export type DiffLine =
  | { readonly kind: "file"; readonly file: FileDiff }
  /** The blank line between two files. */
  | { readonly kind: "gap" }
  | { readonly kind: "remark"; readonly text: string }
  | { readonly kind: "hunk"; readonly hunk: Hunk }
  | { readonly kind: "code"; readonly file: FileDiff; readonly hunk: Hunk; readonly index: number };

/** A diff as lines, none of which is made before it is asked for. */
export interface DiffLayout {
  readonly lineCount: number;
  lineAt(line: number): DiffLine | null;
  /** The first line of each file, and of each of its hunks that is not folded away. */
  readonly fileStarts: readonly number[];
  readonly hunkStarts: readonly number[];
  /** The index of the file that a line belongs to; -1 where there is none. */
  fileAt(line: number): number;
}

/** Lines that follow one another: the head of a file, or a hunk. */
interface Section {
  readonly start: number;
  readonly file: FileDiff;
  /** `null` for the head of the file. */
  readonly hunk: Hunk | null;
  readonly head: readonly DiffLine[];
}

/** @param folded the paths of the files of which only the name is shown */
export function layOut(
  { files }: Pick<BranchDiff, "files">,
  folded: ReadonlySet<string>,
  remarksOn: (file: FileDiff) => readonly string[],
  ending: readonly string[],
): DiffLayout {
  const sections: Section[] = [];
  const fileStarts: number[] = [];
  const hunkStarts: number[] = [];
  let line = 0;
  for (const file of files) {
    const isFolded = folded.has(file.path);
    const remarks = isFolded ? [] : remarksOn(file);
    const gap: DiffLine[] = line === 0 ? [] : [{ kind: "gap" }];
    fileStarts.push(line + gap.length);
    const head = [...gap, { kind: "file", file } as const, ...remarks.map(remark)];
    sections.push({ start: line, file, hunk: null, head });
    line += head.length;
    for (const hunk of isFolded ? [] : file.hunks) {
      // Where a whole file came or went, there is no place to be told.
      const place: DiffLine[] = isWhole(file) ? [] : [{ kind: "hunk", hunk }];
      sections.push({ start: line, file, hunk, head: place });
      hunkStarts.push(line);
      line += place.length + hunk.lines.length;
    }
  }
  const end = line;
  const last: DiffLine[] = ending.length === 0 ? [] : [{ kind: "gap" }, ...ending.map(remark)];
  return {
    lineCount: end + last.length,
    fileStarts,
    hunkStarts,
    fileAt: (wanted) => lastUpTo(fileStarts, (start) => start <= wanted + 1),
    lineAt(wanted) {
      if (wanted >= end) return last[wanted - end] ?? null;
      const section = sections[lastUpTo(sections, ({ start }) => start <= wanted)];
      if (section === undefined) return null;
      const { start, file, hunk, head } = section;
      const known = head[wanted - start];
      if (known !== undefined || hunk === null) return known ?? null;
      return { kind: "code", file, hunk, index: wanted - start - head.length };
    },
  };
}

function isWhole({ change, hunks }: FileDiff): boolean {
  return (change === "added" || change === "deleted") && hunks.length === 1;
}

function remark(text: string): DiffLine {
  return { kind: "remark", text };
}

/** The index of the last element that fits, where all before it fit as well; -1 where none does. */
function lastUpTo<Element>(elements: readonly Element[], fits: (element: Element) => boolean): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = elements[middle];
    if (element !== undefined && fits(element)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
