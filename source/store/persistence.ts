import type { StateCreator } from "zustand/vanilla";
import type { StampedEvent } from "../workflow/events.ts";
import type { DiskView, PlansDisk } from "./plans-disk.ts";
import type { WorkflowsState } from "./workflows-state.ts";

/**
 * The persistence middleware: what the wrapped store would do in memory counts only once the journal is
 * flushed and the snapshot replaced, and then the store shows exactly what the disk holds, the events
 * of other processes included (spec section 3).
 */
export function persistent(
  disk: PlansDisk,
  creator: StateCreator<WorkflowsState>,
): StateCreator<WorkflowsState> {
  return (set, get, api) => ({
    ...creator(set, get, api),
    apply: (id: string, event: StampedEvent) => {
      set(shown(get(), disk.commit(id, event)));
    },
  });
}

/** The store's state for what the disk holds; workflows that did not change stay the same objects. */
export function shown(present: WorkflowsState, view: DiskView): Partial<WorkflowsState> {
  const sameWarnings = view.warnings.length === present.warnings.length;
  return {
    workflows: Object.fromEntries(view.workflows),
    frozen: Object.fromEntries(view.frozen),
    warnings: sameWarnings ? present.warnings : view.warnings,
  };
}
