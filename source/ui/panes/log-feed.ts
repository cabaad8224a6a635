import type { RunLog } from "../../orchestrator/log.ts";
import { createPacedNews, type PacedNews } from "./paced-news.ts";

/** A log while it is being looked at: opened once it exists, looked at again while it grows. */
export interface LogFeed extends Pick<PacedNews, "subscribe" | "version"> {
  readonly log: () => RunLog | null;
  /** Looks once whether there is more. */
  readonly poll: () => void;
  readonly close: () => void;
}

export function createLogFeed(open: () => RunLog | null): LogFeed {
  let log: RunLog | null = null;
  const { subscribe, version, note } = createPacedNews(performance.now());
  let nextPart: NodeJS.Immediate | undefined;

  function poll(): void {
    clearImmediate(nextPart);
    const opened = log === null;
    log ??= open();
    if (log === null) return;
    const grown = log.refresh();
    // A look takes in a part of a long log. The next one follows at once, when keys that have come meanwhile were handled.
    if (!log.complete) nextPart = setImmediate(poll);
    note(opened || grown, { isComplete: log.complete });
  }

  return {
    subscribe,
    version,
    log: () => log,
    poll,
    close() {
      clearImmediate(nextPart);
      log?.close();
      log = null;
    },
  };
}
