import type { DiffMoves, Scroller } from "../dashboard.ts";
import type { Line } from "../text/segment.ts";
import type { DiffLayout } from "./diff-layout.ts";
import { back, forth, isBefore, type Place, type Rows, tailPlace } from "./row-window.ts";

/** Where one is, told by the file, so that it stays the same place when files before it grow or are folded. */
export interface Anchor {
  /** `null` for the very start. */
  readonly path: string | null;
  /** Lines from the file's first one; -1 for the gap before it. */
  readonly offset: number;
  readonly row: number;
  /** The line that was leapt to, counted in the same way: it need not be the first one on the screen. */
  readonly leaptTo?: number;
}

export const START: Anchor = { path: null, offset: 0, row: 0 };

/** The diff as it is drawn now. */
export interface DrawnDiff {
  readonly layout: DiffLayout;
  readonly rows: Rows<Line>;
  readonly height: number;
  /** The first row is covered by the name of the file. */
  readonly covered: boolean;
}

export function anchorAt(layout: DiffLayout, { line, row }: Place): Anchor {
  const start = layout.fileStarts[layout.fileAt(line)];
  const head = start === undefined ? null : layout.lineAt(start);
  if (start === undefined || head?.kind !== "file") return START;
  return { path: head.file.path, offset: line - start, row };
}

/** The place of an anchor; the nearest one where it is gone. */
export function placeOf(
  { layout, rows }: Pick<DrawnDiff, "layout" | "rows">,
  { path, offset, row }: Anchor,
): Place {
  const { fileStarts, lineAt, lineCount } = layout;
  const index = fileStarts.findIndex((start) => {
    const head = lineAt(start);
    return head?.kind === "file" && head.file.path === path;
  });
  const start = fileStarts[index];
  if (start === undefined) return { line: 0, row: 0 };
  const next = fileStarts[index + 1];
  const last = (next === undefined ? lineCount : next - 1) - 1;
  const line = Math.max(0, Math.min(start + offset, last));
  return { line, row: Math.max(0, Math.min(row, rows.rowsOf(line).length - 1)) };
}

/** Where one is. Several keys may come between two frames, so that it is read and set at once. */
export interface Position {
  readonly get: () => Anchor;
  readonly set: (top: Anchor) => void;
}

/** Scrolls no farther than the last row, but leaves alone who has leapt beyond that. */
export function diffScroller(drawn: DrawnDiff | null, position: Position): Scroller {
  const move = (to: (parts: DrawnDiff, top: Place) => Place) => {
    if (drawn === null) return;
    position.set(anchorAt(drawn.layout, to(drawn, placeOf(drawn, position.get()))));
  };
  const by = (count: number) =>
    move(({ rows, height }, top) => {
      if (count < 0) return back(rows, top, -count);
      const tail = tailPlace(rows, height);
      const wanted = forth(rows, top, count);
      if (isBefore(wanted, tail)) return wanted;
      return isBefore(tail, top) ? top : tail;
    });
  return {
    by,
    byPages: (pages) => by(pages * Math.max(1, (drawn?.height ?? 1) - (drawn?.covered === true ? 2 : 1))),
    toStart: () => position.set(START),
    toEnd: () => move(({ rows, height }) => tailPlace(rows, height)),
  };
}

/** Leaps from file to file and from hunk to hunk, and folds. */
export function diffMoves(
  drawn: DrawnDiff | null,
  position: Position,
  /** Changes the paths that are folded. */
  changeFolded: (next: (folded: ReadonlySet<string>) => ReadonlySet<string>) => void,
): DiffMoves {
  /** The first line that can be seen whole. */
  const seen = (parts: DrawnDiff) => {
    const top = position.get();
    const place = placeOf(parts, top);
    if (top.leaptTo !== undefined) return place.line - top.offset + top.leaptTo;
    return parts.covered ? forth(parts.rows, place, 1).line : place.line;
  };
  const leap = (starts: (layout: DiffLayout) => readonly number[], direction: 1 | -1): boolean => {
    if (drawn === null) return false;
    const from = seen(drawn);
    const all = starts(drawn.layout);
    const to = direction > 0 ? all.find((start) => start > from) : all.findLast((start) => start < from);
    if (to === undefined) return false;
    const place = { line: to, row: 0 };
    const isFile = drawn.layout.lineAt(to)?.kind === "file";
    const anchor = anchorAt(drawn.layout, isFile ? place : back(drawn.rows, place, 1));
    const there = anchorAt(drawn.layout, place);
    position.set({ ...anchor, ...(there.path === anchor.path && { leaptTo: there.offset }) });
    return true;
  };
  /** The name of a file whose first line is there. */
  const pathAt = (start: number | undefined) => {
    const head = start === undefined ? null : drawn?.layout.lineAt(start);
    return head?.kind === "file" ? head.file.path : null;
  };
  const pathHere = () =>
    drawn === null ? null : pathAt(drawn.layout.fileStarts[drawn.layout.fileAt(seen(drawn))]);
  return {
    file: (direction) => leap(({ fileStarts }) => fileStarts, direction),
    hunk: (direction) => leap(({ hunkStarts }) => hunkStarts, direction),
    fold() {
      const path = pathHere();
      if (path === null) return;
      changeFolded((folded) => {
        const next = new Set(folded);
        if (!next.delete(path)) next.add(path);
        return next;
      });
      position.set({ path, offset: 0, row: 0 });
    },
    foldAll() {
      const path = pathHere();
      if (drawn === null || path === null) return;
      const paths = drawn.layout.fileStarts.flatMap((start) => pathAt(start) ?? []);
      changeFolded((folded) => new Set(folded.size > 0 ? [] : paths));
      position.set({ path, offset: 0, row: 0 });
    },
  };
}
