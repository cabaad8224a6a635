import { useEffect } from "react";
import { useStore } from "zustand";
import { activeRun, isTerminal, type Workflow } from "../../workflow/state.ts";
import { useDashboard } from "./use-dashboard.ts";

const RUNNING_MS = 1_000;
const WAITING_MS = 30_000;

/** What the time makes of something, usually a text: renders again only when that is another. */
export function useTime<Shown>(show: (now: number) => Shown): Shown {
  return useStore(useDashboard().clock, show);
}

/** Gives the one clock its pace: each second while something runs, twice a minute while something waits, else none. */
export function useClockPace(workflows: readonly Workflow[], busy: boolean, still: boolean): void {
  const { clock } = useDashboard();
  const running = busy || workflows.some((workflow) => activeRun(workflow) !== null);
  const waiting = workflows.some((workflow) => !isTerminal(workflow.state));
  const pace = still ? null : running ? RUNNING_MS : waiting ? WAITING_MS : null;
  useEffect(() => {
    clock.pace(pace);
    return () => clock.pace(null);
  }, [clock, pace]);
}
