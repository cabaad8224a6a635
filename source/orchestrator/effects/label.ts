import type { Workflow } from "../../workflow/state.ts";
import { issueOf } from "../step-results.ts";
import type { EffectContext } from "./context.ts";

/** Makes the issue carry the status label of its state (spec section 7). */
export async function syncLabel(
  label: string,
  workflow: Workflow,
  { tracker, store, checkpoint }: EffectContext,
): Promise<void> {
  await tracker.setStatusLabel(issueOf(workflow), label);
  checkpoint("label:set");
  store.dispatch(workflow.id, { type: "label_synced", label }, "orchestrator");
}
