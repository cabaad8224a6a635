import { latestSession } from "./resumption.ts";
import { activeRun, isTerminal, type Workflow } from "./state.ts";

/** What a person can do with a workflow, by key or by command. */
export type Action =
  | "advance"
  | "approve"
  | "reject"
  | "retry"
  | "stop"
  | "take_over"
  | "cancel"
  | "clean"
  | "labels"
  | "pull_request"
  | "comment";

/**
 * Why an action is not possible now, in words for the person who tried it; `null` when it is. The
 * reducer decides; this only says beforehand what it would say.
 */
export function whyNot(action: Action, workflow: Workflow): string | null {
  const { state } = workflow;
  const ended = state === "DONE" || state === "CANCELLED";
  const running = activeRun(workflow) !== null;
  switch (action) {
    case "advance":
      if (ended) return `the workflow is ${state}: nothing comes after it`;
      if (state === "GATE_1") return "the gate opens by approval only";
      if (running) return "the agent is at work; stop it first to open the gate without its completion";
      if (state === "PHASE_1" && workflow.lastError === null) return "phase 1 is going on by itself";
      return null;
    case "approve":
    case "reject":
      if (ended) return `the workflow is ${state}: it has been decided`;
      return state === "GATE_1"
        ? null
        : "there is nothing to decide yet: the specification is not ready for review";
    case "retry":
      if (Object.keys(workflow.deferred).length > 0) return null;
      if (ended) return `the workflow is ${state}`;
      return workflow.lastError === null ? "nothing has failed" : null;
    case "stop":
      return running ? null : "no agent is running";
    case "take_over":
      if (ended) return `the workflow is ${state}`;
      if (running) return "the agent is at work; stop it first";
      return latestSession(workflow) === null ? "there is no session of the agent to take over" : null;
    case "cancel":
      return ended ? `the workflow is ${state} already` : null;
    case "labels":
    case "comment":
      return workflow.issueNumber === null ? "there is no issue yet" : null;
    case "pull_request":
      if (state === "CANCELLED") return "the workflow is CANCELLED";
      return workflow.phase1Steps.plans ? null : "the branch has not been pushed yet";
    case "clean":
      if (running) return "the agent is still running";
      return ended ? null : "the workflow has not ended; cancel it first";
  }
}

/** Does this workflow wait for a person? */
export function needsHuman(workflow: Workflow): boolean {
  return workflow.state === "GATE_1" || workflow.lastError !== null || workflow.attention !== null;
}

/** Who needs a person first: gate, failure, work under way, not begun, ended. Within these the longest waiting first, the ended ones newest first. */
export function byUrgency(a: Workflow, b: Workflow): number {
  const rank = urgency(a) - urgency(b);
  if (rank !== 0) return rank;
  const older = a.updatedAt < b.updatedAt || (a.updatedAt === b.updatedAt && a.id < b.id) ? -1 : 1;
  return urgency(a) === ENDED ? -older : older;
}

const ENDED = 4;

function urgency(workflow: Workflow): number {
  if (isTerminal(workflow.state)) return ENDED;
  if (workflow.state === "GATE_1") return 0;
  if (workflow.lastError !== null || workflow.attention !== null) return 1;
  return workflow.state === "IDLE" ? 3 : 2;
}
