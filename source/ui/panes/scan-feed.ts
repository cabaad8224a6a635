import type { LineScan } from "./line-scan.ts";

/** A look is short and the next one follows soon, which leaves time for keys in between. */
const LOOK_MS = 5;
const NEXT_LOOK_MS = 2;
/** What is new is told at most so often. */
const TOLD_EVERY_MS = 100;

/** A scan that goes on by itself, in pieces, until it has seen everything. */
export interface ScanFeed {
  readonly subscribe: (listener: () => void) => () => void;
  /** A number that is another whenever there is something new. */
  readonly version: () => number;
  /** Goes on, as far as there is more to look at. */
  readonly wake: () => void;
  readonly stop: () => void;
}

export function createScanFeed(scan: LineScan): ScanFeed {
  let version = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let isUntold = false;
  let next: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();

  function look(): void {
    next = undefined;
    if (scan.step(LOOK_MS)) isUntold = true;
    if (!scan.isComplete) next = setTimeout(look, NEXT_LOOK_MS);
    const now = performance.now();
    if (!isUntold || (!scan.isComplete && now - toldAt < TOLD_EVERY_MS)) return;
    isUntold = false;
    toldAt = now;
    version++;
    for (const listener of listeners) listener();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    wake() {
      next ??= setTimeout(look, 0);
    },
    stop() {
      clearTimeout(next);
      next = undefined;
    },
  };
}
