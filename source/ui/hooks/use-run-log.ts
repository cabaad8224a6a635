import { useIsScreenReaderEnabled } from "ink";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { LogSource, RunLog } from "../../orchestrator/log.ts";
import { createLogFeed } from "../panes/log-feed.ts";
import { useDashboard } from "./use-dashboard.ts";

/** Often enough that a new line is seen within 150 ms, seldom enough that a flood costs no more than a trickle. */
const POLL_MS = 110;
/** Often enough for what is read aloud. */
const SPOKEN_POLL_MS = 5_000;
/** The last lines may reach the file a little after the end is known. */
const LAST_LOOK_MS = 400;

/**
 * The log of a run, or of phase 1. It is looked at only while `growing`, and opened as soon as there is one;
 * each time it has grown this renders again.
 */
export function useRunLog(id: string, source: LogSource, growing: boolean): RunLog | null {
  const { session } = useDashboard();
  const feed = useMemo(() => {
    const created = createLogFeed(() => {
      const workflow = session.store.getState().workflows[id];
      return workflow === undefined ? null : session.openLog(workflow, source);
    });
    // The first frame has the log already: one more frame for each workflow passed by costs as much again.
    created.poll();
    return created;
  }, [session, id, source]);
  useSyncExternalStore(feed.subscribe, feed.version);
  const pollMs = useIsScreenReaderEnabled() ? SPOKEN_POLL_MS : POLL_MS;
  useEffect(() => {
    const timer = growing ? setInterval(feed.poll, pollMs) : setTimeout(feed.poll, LAST_LOOK_MS);
    return () => clearInterval(timer);
  }, [feed, growing, pollMs]);
  useEffect(() => feed.close, [feed]);
  return feed.log();
}
