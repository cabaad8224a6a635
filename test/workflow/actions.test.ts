import { describe, expect, it } from "vitest";
import { type Action, byUrgency, needsHuman, whyNot } from "../../source/workflow/actions.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { APPROVAL, and, GATE, PHASE_2, RUNNING, START, workflowAfter } from "./journey.ts";
import { FAILURE, runEnded } from "./random-events.ts";

const WORKFLOWS = {
  idle: workflowAfter(),
  "in phase 1": workflowAfter(...START),
  "failed in phase 1": workflowAfter(...START, { type: "failed", failure: FAILURE }),
  "in phase 2": workflowAfter(...PHASE_2),
  running: workflowAfter(...RUNNING),
  "failed in phase 2": workflowAfter(...RUNNING, runEnded(1, "failed")),
  "at the gate": workflowAfter(...GATE),
  done: workflowAfter(...GATE, APPROVAL),
  cancelled: workflowAfter(...PHASE_2, { type: "cancelled", reason: "" }),
  "cancelled and running": workflowAfter(...RUNNING, { type: "cancelled", reason: "" }),
};

/** The event that an action raises, for those that raise exactly one. */
const RAISES: Partial<Record<Action, WorkflowEvent>> = {
  approve: APPROVAL,
  reject: { type: "changes_requested", reason: "more", maxRevisions: 5, commentId: null },
  retry: { type: "retry_requested" },
  stop: { type: "stop_requested", run: 1 },
  cancel: { type: "cancelled", reason: "" },
};

describe("what a person can do", () => {
  it.each(Object.entries(WORKFLOWS))("is what the reducer accepts: %s", (_name, workflow) => {
    for (const [action, event] of Object.entries(RAISES) as [Action, WorkflowEvent][]) {
      const accepted = () => and(workflow, event);
      if (whyNot(action, workflow) === null) expect(accepted, action).not.toThrow();
      else expect(accepted, action).toThrow();
    }
  });

  it("does not include cleaning up before the end, nor under a running agent", () => {
    expect(whyNot("clean", WORKFLOWS["at the gate"])).toMatch("not ended");
    expect(whyNot("clean", WORKFLOWS["cancelled and running"])).toMatch("still running");
    expect(whyNot("clean", WORKFLOWS.done)).toBeNull();
  });
});

describe("the order of the list", () => {
  it("puts first who needs a person", () => {
    const sorted = [
      WORKFLOWS.done,
      WORKFLOWS.idle,
      WORKFLOWS.running,
      WORKFLOWS["failed in phase 2"],
      WORKFLOWS["at the gate"],
    ]
      .toSorted(byUrgency)
      .map((workflow) => [workflow.state, needsHuman(workflow)]);
    expect(sorted).toEqual([
      ["GATE_1", true],
      ["PHASE_2", true],
      ["PHASE_2", false],
      ["IDLE", false],
      ["DONE", false],
    ]);
  });

  it("puts first who waits longest, and the newest of the ended", () => {
    const at = (updatedAt: string, state: keyof typeof WORKFLOWS) => ({ ...WORKFLOWS[state], updatedAt });
    const times = (state: keyof typeof WORKFLOWS) =>
      [at("2026-01-02", state), at("2026-01-03", state), at("2026-01-01", state)]
        .toSorted(byUrgency)
        .map((workflow) => workflow.updatedAt.slice(-1));
    expect(times("at the gate")).toEqual(["1", "2", "3"]);
    expect(times("done")).toEqual(["3", "2", "1"]);
  });
});
