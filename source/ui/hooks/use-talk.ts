import { useEffect } from "react";
import { useStore } from "zustand";
import type { Talk } from "../../orchestrator/session.ts";
import { useDashboard } from "./use-dashboard.ts";

/**
 * What was said on a workflow's issue; `null` while it has not been asked for. It is asked for again whenever the
 * workflow or the tracker's answers have moved: whether that takes a request, the session knows.
 */
export function useTalk(id: string): Talk | null {
  const { session, status, workflows } = useDashboard();
  useEffect(() => {
    const load = () => session.loadTalk(id);
    const unsubscribe = [
      status.subscribe((now, before) => {
        if (now.tracker.checkedAt !== before.tracker.checkedAt) load();
      }),
      workflows.subscribe((now, before) => {
        if (now.workflows[id]?.updatedAt !== before.workflows[id]?.updatedAt) load();
      }),
    ];
    load();
    return () => {
      for (const end of unsubscribe) end();
    };
  }, [session, status, workflows, id]);
  return useStore(session.talk, (all) => all[id] ?? null);
}
