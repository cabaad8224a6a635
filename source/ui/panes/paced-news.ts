/** While more is coming, what is new is told at most so often: drawing costs more than reading. */
const TOLD_EVERY_MS = 100;

/** News for a component: it subscribes, and draws again whenever the version is another. */
export interface PacedNews {
  readonly subscribe: (listener: () => void) => () => void;
  /** A number that is another whenever there is something new. */
  readonly version: () => number;
  /** Notes whether there is something new, and tells it when it is time to: at once where nothing more is coming. */
  readonly note: (isNew: boolean, state: { readonly isComplete: boolean }) => void;
}

/** @param toldAt when something was told last, in milliseconds of `performance.now()` */
export function createPacedNews(toldAt: number): PacedNews {
  let last = toldAt;
  let version = 0;
  let isUntold = false;
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    note(isNew, { isComplete }) {
      if (isNew) isUntold = true;
      const now = performance.now();
      if (!isUntold || (!isComplete && now - last < TOLD_EVERY_MS)) return;
      isUntold = false;
      last = now;
      version++;
      for (const listener of listeners) listener();
    },
  };
}
