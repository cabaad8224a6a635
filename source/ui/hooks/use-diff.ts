import { useEffect } from "react";
import { useStore } from "zustand";
import type { ShownDiff } from "../../orchestrator/session.ts";
import { useDashboard } from "./use-dashboard.ts";

/** How often it is looked whether something has moved: each look starts git once. */
const WHILE_AT_WORK_MS = 3_000;
const ELSE_MS = 20_000;

/** What a workflow's branch changes; `null` while it has not been read. It is looked at again while it is shown. */
export function useDiff(id: string, isAtWork: boolean): ShownDiff | null {
  const { session, workflows } = useDashboard();
  useEffect(() => {
    const load = () => session.loadDiff(id);
    const unsubscribe = workflows.subscribe((now, before) => {
      if (now.workflows[id]?.updatedAt !== before.workflows[id]?.updatedAt) load();
    });
    const timer = setInterval(load, isAtWork ? WHILE_AT_WORK_MS : ELSE_MS);
    load();
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [session, workflows, id, isAtWork]);
  return useStore(session.diffs, (all) => all[id] ?? null);
}
