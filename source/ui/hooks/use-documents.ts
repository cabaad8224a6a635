import { useEffect } from "react";
import { useStore } from "zustand";
import type { Documents } from "../../orchestrator/session.ts";
import { following } from "../panes/spec-view.ts";
import { useDashboard } from "./use-dashboard.ts";

/** A look costs some questions to the disk and nothing else, where nothing has changed. */
const LOOK_MS = 1_000;

/**
 * The documents of a workflow; `null` while they have not been read. They are looked at again when the workflow has
 * moved and, while they are being written, all the time. Where one reads, one stays.
 */
export function useDocuments(id: string, growing: boolean): Documents | null {
  const { session, workflows, screen } = useDashboard();
  useEffect(() => {
    const load = () => session.loadDocuments(id);
    const unsubscribe = [
      session.documents.subscribe(({ [id]: now }, { [id]: before }) => {
        if (now !== undefined && before !== undefined && now !== before)
          screen.setState(({ spec }) => ({ spec: following(spec, id, before, now) }));
      }),
      workflows.subscribe((now, before) => {
        if (now.workflows[id]?.updatedAt !== before.workflows[id]?.updatedAt) load();
      }),
    ];
    load();
    return () => {
      for (const end of unsubscribe) end();
    };
  }, [session, workflows, screen, id]);
  useEffect(() => {
    if (!growing) return;
    const timer = setInterval(() => session.loadDocuments(id), LOOK_MS);
    return () => clearInterval(timer);
  }, [session, id, growing]);
  return useStore(session.documents, (all) => all[id] ?? null);
}
