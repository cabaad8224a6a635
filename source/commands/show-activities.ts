import { type Activity, type Session, WORTH_SHOWING_MS } from "../orchestrator/session.ts";
import { truncate } from "../ui/text/width.ts";
import { activityLine } from "../ui/wording/under-way.ts";
import type { LiveLine } from "./live-line.ts";
import { nameOf } from "./progress.ts";

/** What goes on is looked at so often for the time it has taken. */
const LOOK_MS = 500;
const BAR_COLUMNS = 16;

/** Shows on the last line of the terminal what goes on and how far it is. Returns the function that ends it. */
export function showActivities({ status, store }: Session, live: LiveLine): () => void {
  if (live.columns === null) return () => {};
  let timer: NodeJS.Timeout | undefined;

  function words([id, activity]: readonly [string, Activity], now: number): string {
    const workflow = store.getState().workflows[id];
    const line = activityLine(activity, now, BAR_COLUMNS)
      .map(({ text }) => text)
      .join("");
    return workflow === undefined ? line : `${nameOf(workflow)} ${line}`;
  }

  function look(): void {
    const now = Date.now();
    const all = Object.entries(status.getState().activities);
    const shown = all.filter(([, { startedAt }]) => now - Date.parse(startedAt) >= WORTH_SHOWING_MS);
    live.show(truncate(shown.map((each) => words(each, now)).join("   "), live.columns ?? 0));
    if (all.length === 0) {
      clearInterval(timer);
      timer = undefined;
    } else timer ??= setInterval(look, LOOK_MS);
  }

  const unsubscribe = status.subscribe(look);
  look();
  return () => {
    unsubscribe();
    clearInterval(timer);
    live.clear();
  };
}
