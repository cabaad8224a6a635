import type { Stamp, TransitionEvent } from "./events.ts";
import { type Actor, activeRun, PHASE_1_STEPS, type Workflow } from "./state.ts";

/** Why a guard forbids an event that the table allows; `null` when it does not. */
export function guard(workflow: Workflow, event: TransitionEvent & Stamp): string | null {
  switch (event.type) {
    case "phase_1_start":
      return null;
    case "phase_1_complete": {
      const missing = PHASE_1_STEPS.filter((step) => !workflow.phase1Steps[step]);
      return missing.length > 0 ? `not done yet: ${missing.join(", ")}` : null;
    }
    case "phase_2_complete":
      if (activeRun(workflow) !== null) return "the agent is still running";
      if (event.forced) return isPerson(event.by) ? null : "only a person may force it";
      if (!workflow.agentComplete) return "the agent's completion is not recorded";
      return null;
    case "approval_received":
      if (!isPerson(event.by)) return "an approval names its approver";
      if (workflow.planStale) return "the plan has changed since it was recorded; it must be reviewed again";
      if (workflow.planRevision === null || event.planRevision !== workflow.planRevision) {
        return `the approval is for plan ${event.planRevision}, under review is ${workflow.planRevision ?? "none"}`;
      }
      return null;
    case "changes_requested":
      if (event.reason.trim() === "") return "a reason is needed";
      if (event.planRevision !== undefined && event.planRevision !== workflow.planRevision) {
        return `the request is about plan ${event.planRevision}, under review is ${workflow.planRevision ?? "none"}`;
      }
      if (workflow.revisionsRequested >= event.maxRevisions) {
        return `${workflow.revisionsRequested} revisions were asked for already and maxRevisions is ${event.maxRevisions}`;
      }
      return null;
    case "cancelled":
      return null;
  }
}

function isPerson(by: Actor): boolean {
  return by !== "" && by !== "orchestrator";
}
