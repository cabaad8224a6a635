import { InvalidStateTransition } from "./errors.ts";
import type { TransitionType } from "./events.ts";
import type { State, Workflow } from "./state.ts";
import { allowedFrom } from "./table.ts";

/** The error for an event that is not possible now. */
export function refused(workflow: Workflow, event: string, reason: string): InvalidStateTransition {
  return new InvalidStateTransition(workflow.state, event, possibleNow(workflow), reason);
}

/** The transition events the table allows now; what its guards want is said when one is tried. */
export function possibleNow(workflow: Workflow): TransitionType[] {
  return allowedFrom(workflow.state);
}

/** @throws InvalidStateTransition in any other state */
export function requireState(workflow: Workflow, event: string, state: State): void {
  if (workflow.state !== state) throw refused(workflow, event, `it belongs to ${state}`);
}
