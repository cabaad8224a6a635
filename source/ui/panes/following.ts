import type { Scroller } from "../dashboard.ts";
import { glyphs } from "../glyphs.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, segment } from "../text/segment.ts";
import { type Place, type Rows, scrolled } from "./row-window.ts";

/** Scrolls a pane that follows its end unless it is told otherwise (a `null` top). */
export function followScroller(
  rows: Rows<unknown> | null,
  height: number,
  setTop: (next: (top: Place | null) => Place | null) => void,
): Scroller {
  const by = (count: number) => setTop((top) => (rows === null ? top : scrolled(rows, top, count, height)));
  return {
    by,
    byPages: (pages) => by(pages * Math.max(1, height - 1)),
    toStart: () => setTop((top) => (rows === null ? top : scrolled(rows, { line: 0, row: 0 }, 0, height))),
    toEnd: () => setTop(() => null),
  };
}

/** Whether the end is being followed, where something may still come. */
export function followWords(following: boolean, growing: boolean, keymap: Keymap): Line {
  if (!following) return [segment(`${glyphs.paused} paused, ${wayTo(keymap, "detail.end")} follows`, "gate")];
  return growing ? [segment(`${glyphs.follow} following`, "running")] : [];
}
