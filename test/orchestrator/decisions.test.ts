import { expect, it } from "vitest";
import { requestChanges } from "../../source/orchestrator/decisions.ts";
import type { Workspace } from "../../source/orchestrator/workspace.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { reduce } from "../../source/workflow/reducer.ts";
import { GATE, workflowAfter } from "../workflow/journey.ts";

const gate = workflowAfter(...GATE);

/** Only what a request for changes needs of a workspace; `dispatched` has what was raised. */
function workspaceOf(dispatched: WorkflowEvent[]): Workspace {
  const parts = {
    settings: { fresh: async () => ({ values: { maxRevisions: 5 } }) },
    store: {
      dispatch(_id: string, event: WorkflowEvent, by: string) {
        dispatched.push(event);
        return reduce(gate, { ...event, at: "2026-01-01T12:00:00.000Z", by });
      },
    },
  };
  return parts as unknown as Workspace;
}

const request = { by: "keyboard:dana", commentId: null, reason: "specs/a.md:3: shorter" };

it("changes to lines of a plan that is not under review any more are refused, with what to do", async () => {
  const dispatched: WorkflowEvent[] = [];
  await expect(
    requestChanges(workspaceOf(dispatched), gate, { ...request, seen: "0123456789abcdef" }),
  ).rejects.toMatchObject({
    code: "PLAN_CHANGED",
    message: `you looked at plan 0123456789ab, under review is ${gate.planRevision?.slice(0, 12)}`,
    remedy: "Look at your comments in the present plan, then send them again.",
  });
  expect(dispatched).toEqual([]);
});

it("changes to lines of the plan under review count, and the record says of which plan", async () => {
  const dispatched: WorkflowEvent[] = [];
  const revised = await requestChanges(workspaceOf(dispatched), gate, {
    ...request,
    seen: gate.planRevision,
  });
  expect(revised.state).toBe("PHASE_2");
  expect(dispatched).toMatchObject([{ type: "changes_requested", planRevision: gate.planRevision }]);
});
