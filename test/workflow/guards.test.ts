import { describe, expect, it } from "vitest";
import { InvalidStateTransition } from "../../source/workflow/errors.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { activeRun } from "../../source/workflow/state.ts";
import {
  APPROVAL,
  and,
  ENDED,
  GATE,
  PHASE_2,
  RECORDED,
  RUNNING,
  START,
  STEPS,
  workflowAfter,
} from "./journey.ts";
import { CREATED, FAILURE, runEnded } from "./random-events.ts";

const REQUEST = {
  type: "changes_requested",
  reason: "more detail",
  maxRevisions: 5,
  commentId: null,
} as const satisfies WorkflowEvent;

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InvalidStateTransition) return error.message;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("phase_1_complete", () => {
  it.each(STEPS.map((_, missing) => missing))("needs all four steps (without step %i)", (missing) => {
    const steps = STEPS.filter((_, index) => index !== missing);
    const step = ["issue", "branch", "worktree", "plans"][missing];
    expect(refusal(() => workflowAfter(...START, ...steps, { type: "phase_1_complete" }))).toMatch(
      `not done yet: ${step}`,
    );
  });

  it("takes the steps in any order, each once", () => {
    expect(workflowAfter(...START, ...STEPS.toReversed(), { type: "phase_1_complete" }).state).toBe(
      "PHASE_2",
    );
    const [issue] = STEPS;
    if (issue) expect(refusal(() => workflowAfter(...START, issue, issue))).toMatch("done already");
  });
});

describe("phase_2_complete", () => {
  it("needs the agent's completion", () => {
    expect(refusal(() => workflowAfter(...ENDED, { type: "phase_2_complete" }))).toMatch(
      "completion is not recorded",
    );
    expect(workflowAfter(...RECORDED, { type: "phase_2_complete" })).toMatchObject({
      state: "GATE_1",
      agentComplete: true,
      planRevision: "a1",
    });
  });

  it("can be forced by a person, and the history says so", () => {
    const failed = workflowAfter(...RUNNING, runEnded(1, "failed"));
    const forced = { type: "phase_2_complete", forced: { planRevision: "z9", documents: [] } } as const;
    const open = and(failed, { ...forced, by: "keyboard:dev" });
    expect(open).toMatchObject({ state: "GATE_1", planRevision: "z9", lastError: null });
    expect(open.history.at(-1)).toMatchObject({ by: "keyboard:dev", note: expect.stringMatching(/forced/) });
    expect(refusal(() => and(failed, { ...forced, by: "orchestrator" }))).toMatch("only a person");
    expect(refusal(() => and(failed, { ...forced, by: "" }))).toMatch("only a person");
  });

  it("waits for the end of the agent, forced or not", () => {
    const forced = { planRevision: "z9", documents: [] };
    expect(refusal(() => workflowAfter(...RUNNING, { type: "phase_2_complete", forced }))).toMatch(
      "still running",
    );
  });
});

describe("approval_received", () => {
  it("names its approver and keeps the decision", () => {
    const done = workflowAfter(...GATE, { ...APPROVAL, by: "github:reviewer" });
    expect(done).toMatchObject({ state: "DONE", humanApproved: true });
    expect(done.decisions).toMatchObject([
      { verdict: "approved", by: "github:reviewer", planRevision: "a1" },
    ]);
    expect(refusal(() => workflowAfter(...GATE, { ...APPROVAL, by: "orchestrator" }))).toMatch(
      "names its approver",
    );
    expect(refusal(() => workflowAfter(...GATE, { ...APPROVAL, by: "" }))).toMatch("names its approver");
  });

  it("counts for the current revision of the plan only", () => {
    expect(refusal(() => workflowAfter(...GATE, { ...APPROVAL, planRevision: "old" }))).toMatch(
      "under review is a1",
    );
    const anew = workflowAfter(...GATE, { type: "plan_recorded", planRevision: "b2", documents: [] });
    expect(refusal(() => and(anew, APPROVAL))).toMatch("under review is b2");
    expect(and(anew, { ...APPROVAL, planRevision: "b2" }).state).toBe("DONE");
  });

  it("is refused while the plan is known to have changed", () => {
    const stale = workflowAfter(...GATE, {
      type: "decision_refused",
      reason: "the plan has changed",
      planChanged: true,
      planRevision: "a1",
      commentId: "c-1",
    });
    expect(refusal(() => and(stale, APPROVAL))).toMatch("reviewed again");
  });

  it("counts once", () => {
    const done = workflowAfter(...GATE, APPROVAL);
    expect(refusal(() => and(done, APPROVAL))).toMatch("not possible in DONE");
  });
});

describe("changes_requested", () => {
  it("carries the reason to the next run, which is due at once", () => {
    const revising = workflowAfter(...GATE, REQUEST);
    expect(revising).toMatchObject({
      state: "PHASE_2",
      feedback: "more detail",
      agentComplete: false,
      runWanted: true,
      revisionsRequested: 1,
    });
    expect(refusal(() => workflowAfter(...GATE, { ...REQUEST, reason: " \n\t" }))).toMatch(
      "a reason is needed",
    );
  });

  it("counts for the plan whose lines it is about, not for another one", () => {
    const { planRevision } = workflowAfter(...GATE);
    expect(planRevision).not.toBe("other");
    expect(refusal(() => workflowAfter(...GATE, { ...REQUEST, planRevision: "other" }))).toMatch(
      `the request is about plan other, under review is ${planRevision}`,
    );
    expect(workflowAfter(...GATE, { ...REQUEST, planRevision: planRevision ?? "" }).state).toBe("PHASE_2");
  });

  it("is bounded by maxRevisions and then leaves the gate open", () => {
    let workflow = workflowAfter(...GATE);
    for (const revision of [1, 2]) {
      workflow = and(
        workflow,
        { ...REQUEST, maxRevisions: 2 },
        { type: "run_started", run: revision + 1, agent: "script", provider: "command", role: "@duc" },
        runEnded(revision + 1, "succeeded"),
        { type: "plan_recorded", planRevision: `r${revision}`, documents: [] },
        { type: "phase_2_complete" },
      );
    }
    expect(refusal(() => and(workflow, { ...REQUEST, maxRevisions: 2 }))).toMatch("maxRevisions is 2");
    expect(and(workflow, { ...APPROVAL, planRevision: "r2" }).state).toBe("DONE");
    expect(refusal(() => workflowAfter(...GATE, { ...REQUEST, maxRevisions: 0 }))).toMatch(
      "maxRevisions is 0",
    );
  });

  it("wins over a plan that is recorded too late, so that the words reach the agent", () => {
    const late = { type: "plan_recorded", planRevision: "b2", documents: [] } as const;
    expect(refusal(() => workflowAfter(...GATE, REQUEST, late))).toMatch("a run is due");
  });
});

describe("cancelled", () => {
  it.each([
    ["IDLE", []],
    ["PHASE_1", START],
    ["PHASE_2", PHASE_2],
    ["GATE_1", GATE],
  ])("ends a workflow in %s", (state, events) => {
    expect(workflowAfter(...events).state).toBe(state);
    const ended = workflowAfter(...events, { type: "cancelled", reason: "" });
    expect(ended.state).toBe("CANCELLED");
    expect(refusal(() => and(ended, { type: "cancelled", reason: "" }))).toMatch("not possible in CANCELLED");
    expect(refusal(() => and(ended, { type: "retry_requested" }))).toMatch("has ended");
  });

  it("asks for the end of the agent", () => {
    const ended = workflowAfter(...RUNNING, { type: "cancelled", reason: "" });
    expect(activeRun(ended)?.stopRequested).toBe(true);
    expect(and(ended, runEnded(1, "stopped"))).toMatchObject({ state: "CANCELLED", lastError: null });
  });
});

describe("the order of things", () => {
  it("knows one beginning", () => {
    expect(refusal(() => workflowAfter(CREATED))).toMatch("exists already");
    const workflow = workflowAfter(...GATE);
    expect(refusal(() => and(workflow, { type: "restored", workflow: workflowAfter() }))).toMatch(
      "exists already",
    );
  });

  it("starts a run only when one is due, and the next one by its number", () => {
    const start = { type: "run_started", agent: "script", provider: "command", role: "@duc" } as const;
    expect(refusal(() => workflowAfter(...PHASE_2, { ...start, run: 2 }))).toMatch("the next run is 1");
    expect(refusal(() => workflowAfter(...RUNNING, { ...start, run: 2 }))).toMatch("no run is due");
    expect(refusal(() => workflowAfter(...START, { ...start, run: 1 }))).toMatch("belongs to PHASE_2");
  });

  it("ends only the run that goes on, with a failure exactly where it did not succeed", () => {
    expect(refusal(() => workflowAfter(...RUNNING, runEnded(2, "failed")))).toMatch("run 2 is not running");
    expect(refusal(() => workflowAfter(...ENDED, runEnded(1, "failed")))).toMatch("run 1 is not running");
    const silent = { ...runEnded(1, "lost"), failure: null } as WorkflowEvent;
    expect(refusal(() => workflowAfter(...RUNNING, silent))).toMatch("needs a failure");
  });

  it("retries what failed, with a new run where the agent left no plan", () => {
    expect(refusal(() => workflowAfter(...PHASE_2, { type: "retry_requested" }))).toMatch(
      "nothing has failed",
    );
    const lost = workflowAfter(...RUNNING, runEnded(1, "lost"));
    expect(lost).toMatchObject({ state: "PHASE_2", lastError: FAILURE, runWanted: false });
    expect(and(lost, { type: "retry_requested" })).toMatchObject({ lastError: null, runWanted: true });
    const unpushed = workflowAfter(
      ...ENDED,
      { type: "failed", failure: FAILURE },
      { type: "retry_requested" },
    );
    expect(unpushed).toMatchObject({ lastError: null, runWanted: false });
    const rescued = and(lost, { type: "plan_recorded", planRevision: "a1", documents: [] });
    expect(and(rescued, { type: "failed", failure: FAILURE }, { type: "retry_requested" })).toMatchObject({
      lastError: null,
      runWanted: false,
    });
  });
});
