import { describe, expect, it } from "vitest";
import { agentQueue } from "../../source/workflow/agent-queue.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { and, PHASE_2, RUNNING, workflowAfter } from "./journey.ts";
import { FAILURE, runEnded } from "./random-events.ts";

function due(id: string, since: string): Workflow {
  const workflow = workflowAfter(...PHASE_2);
  const [last, ...before] = workflow.history.toReversed();
  if (last === undefined) throw new TypeError("no history");
  return { ...workflow, id, history: [...before.toReversed(), { ...last, at: since }] };
}

describe("the queue of agents", () => {
  it("is in the order in which the workflows came to need one", () => {
    const workflows = [due("c", "2026-01-03"), due("a", "2026-01-02"), due("b", "2026-01-01")];
    expect(agentQueue(workflows).waiting.map(({ id }) => id)).toEqual(["b", "a", "c"]);
  });

  it("is the same in whatever order the workflows are given", () => {
    const workflows = [due("b", "2026-01-01"), due("a", "2026-01-01")];
    expect(agentQueue(workflows).waiting).toEqual(agentQueue(workflows.toReversed()).waiting);
  });

  it("holds nobody who has an agent, has failed or was put off", () => {
    const running = workflowAfter(...RUNNING);
    const failed = workflowAfter(...PHASE_2, { type: "failed", failure: FAILURE });
    const deferral = { message: "offline", retryAt: "2026-01-02T00:00:00.000Z" };
    const putOff = workflowAfter(...PHASE_2, { type: "deferred", effect: "start_run", ...deferral });
    expect(agentQueue([running, failed, putOff])).toEqual({ running: [running], waiting: [] });
  });

  it("lets who retries keep the place", () => {
    const failed = and(workflowAfter(...RUNNING), runEnded(1, "failed"));
    const retried = and(failed, { type: "retry_requested" });
    const later = due("later", "2026-01-01T00:05:00.000Z");
    expect(agentQueue([later, retried]).waiting).toEqual([retried, later]);
  });
});
