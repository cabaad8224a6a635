import type { RunLog } from "../../orchestrator/log.ts";

/** A log while it is being looked at: opened once it exists, looked at again while it grows. */
export interface LogFeed {
  readonly subscribe: (listener: () => void) => () => void;
  /** A number that is another whenever there is something new. */
  readonly version: () => number;
  readonly log: () => RunLog | null;
  /** Looks once whether there is more. */
  readonly poll: () => void;
  readonly close: () => void;
}

/** While there is more to take in, what is new is told at most so often: drawing costs more than reading. */
const TOLD_EVERY_MS = 100;

export function createLogFeed(open: () => RunLog | null): LogFeed {
  let log: RunLog | null = null;
  let version = 0;
  let isUntold = false;
  let toldAt = performance.now();
  let nextPart: NodeJS.Immediate | undefined;
  const listeners = new Set<() => void>();

  function poll(): void {
    clearImmediate(nextPart);
    const opened = log === null;
    log ??= open();
    if (log === null) return;
    const grown = log.refresh();
    // A look takes in a part of a long log. The next one follows at once, when keys that have come meanwhile were handled.
    if (!log.complete) nextPart = setImmediate(poll);
    if (opened || grown) isUntold = true;
    const now = performance.now();
    if (!isUntold || (!log.complete && now - toldAt < TOLD_EVERY_MS)) return;
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
    log: () => log,
    poll,
    close() {
      clearImmediate(nextPart);
      log?.close();
      log = null;
    },
  };
}
