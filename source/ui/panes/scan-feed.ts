import type { LineScan } from "./line-scan.ts";
import { createPacedNews, type PacedNews } from "./paced-news.ts";

/** A look is short and the next one follows soon, which leaves time for keys in between. */
const LOOK_MS = 5;
const NEXT_LOOK_MS = 2;

/** A scan that goes on by itself, in pieces, until it has seen everything. */
export interface ScanFeed extends Pick<PacedNews, "subscribe" | "version"> {
  /** Goes on, as far as there is more to look at. */
  readonly wake: () => void;
  readonly stop: () => void;
}

export function createScanFeed(scan: LineScan): ScanFeed {
  const { subscribe, version, note } = createPacedNews(Number.NEGATIVE_INFINITY);
  let next: NodeJS.Timeout | undefined;

  function look(): void {
    next = undefined;
    const isNew = scan.step(LOOK_MS);
    if (!scan.isComplete) next = setTimeout(look, NEXT_LOOK_MS);
    note(isNew, scan);
  }

  return {
    subscribe,
    version,
    wake() {
      next ??= setTimeout(look, 0);
    },
    stop() {
      clearTimeout(next);
      next = undefined;
    },
  };
}
