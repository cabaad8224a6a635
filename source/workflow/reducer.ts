import { blankWorkflow } from "./blank.ts";
import { InvalidStateTransition } from "./errors.ts";
import type { Stamp, StampedEvent, TransitionEvent } from "./events.ts";
import { progress } from "./progress.ts";
import { refused } from "./refusal.ts";
import type { Workflow } from "./state.ts";
import { TRANSITIONS } from "./table.ts";
import { transition } from "./transitions.ts";

/**
 * The whole behaviour of a workflow: the next one from this one and an event. Pure.
 * `workflow` is `null` only for the first event of a journal (`created`, or `restored` from a snapshot).
 * @throws InvalidStateTransition when the table, a guard or the order of things forbids the event
 */
export function reduce(workflow: Workflow | null, event: StampedEvent): Workflow {
  if (workflow === null) {
    if (event.type === "restored") return event.workflow;
    if (event.type !== "created")
      throw new InvalidStateTransition("(none)", event.type, ["created"], "a workflow begins with created");
    return blankWorkflow(event);
  }
  if (event.type === "created" || event.type === "restored")
    throw refused(workflow, event.type, "the workflow exists already");
  const next = isTransition(event) ? transition(workflow, event) : progress(workflow, event);
  return { ...next, revision: workflow.revision + 1, updatedAt: event.at };
}

function isTransition(event: StampedEvent): event is TransitionEvent & Stamp {
  return event.type in TRANSITIONS;
}
