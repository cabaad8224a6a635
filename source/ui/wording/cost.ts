import type { Workflow } from "../../workflow/state.ts";

/** The first moment of the day of a moment, where the person is. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** What agents have cost since then, in US dollars, as far as they say; a run counts when it ends. */
export function costSince(workflows: readonly Workflow[], start: number): number {
  let cost = 0;
  for (const { runs } of workflows)
    for (const { usage, endedAt } of runs)
      if (usage.costUsd > 0 && endedAt !== null && Date.parse(endedAt) >= start) cost += usage.costUsd;
  return cost;
}
