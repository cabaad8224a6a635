import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { reduce } from "../../source/workflow/reducer.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { CREATED, runEnded } from "./random-events.ts";

/** A workflow after these events, one second apart; an event may name who raised it. */
export function workflowAfter(...events: (WorkflowEvent & { by?: string })[]): Workflow {
  return from(null, [CREATED, ...events]);
}

/** The same workflow, later. */
export function and(workflow: Workflow, ...events: (WorkflowEvent & { by?: string })[]): Workflow {
  return from(workflow, events);
}

function from(start: Workflow | null, events: (WorkflowEvent & { by?: string })[]): Workflow {
  let workflow = start;
  for (const event of events) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, workflow?.revision ?? 0)).toISOString();
    workflow = reduce(workflow, { by: "cli:dev", ...event, at });
  }
  if (workflow === null) throw new TypeError("a workflow begins with an event");
  return workflow;
}

/** The events on the way to each state, one list after the other. */
export const START: WorkflowEvent[] = [{ type: "phase_1_start" }];
export const STEPS: WorkflowEvent[] = [
  { type: "step_completed", step: "issue", issueNumber: 7, issueUrl: null },
  { type: "step_completed", step: "branch", branchName: "7-x", baseBranch: "main" },
  { type: "step_completed", step: "worktree", worktreePath: "/repo-7-x" },
  { type: "step_completed", step: "plans" },
];
export const PHASE_2: WorkflowEvent[] = [...START, ...STEPS, { type: "phase_1_complete" }];
export const RUNNING: WorkflowEvent[] = [
  ...PHASE_2,
  { type: "run_started", run: 1, agent: "script", provider: "command", role: "@duc" },
];
export const ENDED: WorkflowEvent[] = [...RUNNING, runEnded(1, "succeeded")];
export const RECORDED: WorkflowEvent[] = [
  ...ENDED,
  { type: "plan_recorded", planRevision: "a1", documents: ["specs/x.md"] },
];
export const GATE: WorkflowEvent[] = [...RECORDED, { type: "phase_2_complete" }];
export const APPROVAL = {
  type: "approval_received",
  planRevision: "a1",
  commentId: null,
} as const satisfies WorkflowEvent;
