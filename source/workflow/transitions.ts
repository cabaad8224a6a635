import type { Stamp, TransitionEvent } from "./events.ts";
import { guard } from "./guards.ts";
import { announced, owing } from "./owed-comments.ts";
import { refused } from "./refusal.ts";
import { handled, withRun } from "./runs.ts";
import { activeRun, type Transition, type Workflow } from "./state.ts";
import { TRANSITIONS } from "./table.ts";

/** Moves the state, where the table and the guards let it, and writes the move into the history. */
export function transition(workflow: Workflow, event: TransitionEvent & Stamp): Workflow {
  const { from, to } = TRANSITIONS[event.type];
  if (!from.includes(workflow.state)) throw refused(workflow, event.type, `it leads from ${from.join(", ")}`);
  const forbidden = guard(workflow, event);
  if (forbidden !== null) throw refused(workflow, event.type, forbidden);
  const line: Transition = { from: workflow.state, to, trigger: event.type, at: event.at, by: event.by };
  const note = noteOn(event);
  const moved: Workflow = {
    ...workflow,
    state: to,
    lastError: null,
    attention: null,
    history: [...workflow.history, note === null ? line : { ...line, note }],
  };
  switch (event.type) {
    case "phase_1_start":
      return moved;
    case "phase_1_complete":
      return { ...moved, runWanted: true };
    case "phase_2_complete": {
      const open: Workflow = { ...moved, gateOpenedAt: event.at, runWanted: false, feedback: null };
      return event.forced ? announced({ ...open, ...event.forced }) : open;
    }
    case "approval_received":
      return decided({ ...moved, humanApproved: true }, event, { verdict: "approved", reason: "" });
    case "changes_requested":
      return decided(
        {
          ...moved,
          agentComplete: false,
          planStale: false,
          gateOpenedAt: null,
          feedback: event.reason,
          revisionsRequested: workflow.revisionsRequested + 1,
          runWanted: true,
        },
        event,
        { verdict: "changes_requested", reason: event.reason },
      );
    case "cancelled": {
      const run = activeRun(workflow);
      return {
        ...moved,
        runWanted: false,
        runs: run ? withRun(workflow, { ...run, stopRequested: true }) : workflow.runs,
      };
    }
  }
}

/** What the history should say beyond the bare move. */
function noteOn(event: TransitionEvent): string | null {
  if (event.type === "phase_2_complete" && event.forced)
    return "forced by a person, without the agent's completion";
  return event.type === "cancelled" && event.reason.trim() !== "" ? event.reason.trim() : null;
}

type DecisiveEvent = Extract<TransitionEvent, { type: "approval_received" | "changes_requested" }> & Stamp;

function decided(
  workflow: Workflow,
  event: DecisiveEvent,
  said: { verdict: "approved" | "changes_requested"; reason: string },
): Workflow {
  const decision = workflow.decisions.length;
  const joined = (event.type === "changes_requested" ? event.joined : undefined) ?? [];
  const next: Workflow = {
    ...[event.commentId, ...joined.map(({ commentId }) => commentId)].reduce(handled, workflow),
    decisions: [
      ...workflow.decisions,
      {
        ...said,
        by: event.by,
        at: event.at,
        planRevision: workflow.planRevision,
        commentId: event.commentId,
      },
      ...joined.map((each) => ({
        ...each,
        verdict: "changes_requested" as const,
        at: event.at,
        planRevision: workflow.planRevision,
      })),
    ],
  };
  const acknowledged = owing(next, "decision", `decision:${decision}`, decision);
  return event.type === "approval_received" ? owing(acknowledged, "receipt", "receipt") : acknowledged;
}
