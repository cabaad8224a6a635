import { useStore } from "zustand";
import type { Activity, RunVitals, SessionStatus } from "../../orchestrator/session.ts";
import { activityOf } from "../dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

/** A slice of what goes on beside the workflows; renders again only when the slice is another. */
export function useSessionStatus<Slice>(select: (status: SessionStatus) => Slice): Slice {
  return useStore(useDashboard().status, select);
}

/** What is being done for a workflow right now. */
export function useActivity(id: string): Activity | null {
  return useSessionStatus((status) => activityOf(status, id));
}

/** How the workflow's agent is doing, while one runs. */
export function useVitals(id: string): RunVitals | null {
  return useSessionStatus((status) => status.vitals[id] ?? null);
}
