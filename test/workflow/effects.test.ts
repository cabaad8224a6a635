import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Effect, effectKey, nextDeferral, nextEffects } from "../../source/workflow/effects.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { reduce } from "../../source/workflow/reducer.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { APPROVAL, and, ENDED, GATE, PHASE_2, RECORDED, RUNNING, START, workflowAfter } from "./journey.ts";
import { BAD_OUTCOMES, FAILURE, runEnded } from "./random-events.ts";

const NOW = "2026-06-01T00:00:00.000Z";

function first(workflow: Workflow): string | undefined {
  const [effect] = nextEffects(workflow, NOW);
  return effect && effectKey(effect);
}

describe("the next effect", () => {
  it("is nothing before the start and for a person's decision", () => {
    expect(first(workflowAfter())).toBeUndefined();
    const settled = and(
      workflowAfter(...GATE),
      { type: "comment_posted", key: "ready:1:a1", commentId: "c-1" },
      { type: "label_synced", label: "status:awaiting-approval" },
    );
    expect(first(settled)).toBeUndefined();
  });

  it("is the first step of phase 1 that is missing", () => {
    expect(first(workflowAfter(...START))).toBe("step:issue");
    const [issue, , worktree] = PHASE_2.slice(1);
    if (issue && worktree) expect(first(workflowAfter(...START, issue, worktree))).toBe("step:branch");
  });

  it("starts a run once, launches and follows it, and collects what it wrote", () => {
    expect(first(workflowAfter(...PHASE_2))).toBe("start_run");
    expect(first(workflowAfter(...RUNNING))).toBe("launch_run:1");
    expect(first(workflowAfter(...RUNNING, { type: "run_launched", run: 1 }))).toBe("follow_run:1");
    expect(first(workflowAfter(...RUNNING, { type: "stop_requested", run: 1 }))).toBe("stop_run:1");
    expect(first(workflowAfter(...ENDED))).toBe("collect_plan");
    expect(first(workflowAfter(...RECORDED))).toBe("comment:ready:1:a1");
  });

  it("is nothing of the main path while a failure stands, and the same again after a retry", () => {
    const failed = workflowAfter(...START, { type: "failed", failure: FAILURE });
    expect(first(failed)).toBeUndefined();
    expect(first(and(failed, { type: "retry_requested" }))).toBe("step:issue");
  });

  it("waits for a deferred effect until its time, and holds nothing else up", () => {
    const deferral = {
      type: "deferred",
      effect: "label",
      message: "offline",
      retryAt: "2026-06-01T00:00:05.000Z",
    };
    const offline = workflowAfter(...PHASE_2, deferral as WorkflowEvent);
    expect(nextEffects(offline, NOW).map(effectKey)).toEqual(["start_run"]);
    expect(nextEffects(offline, "2026-06-01T00:00:05.000Z").map(effectKey)).toEqual(["start_run", "label"]);
  });

  it("posts what is owed in the order in which it came about", () => {
    expect(workflowAfter(...GATE, APPROVAL).comments.map((comment) => comment.key)).toEqual([
      "ready:1:a1",
      "decision:0",
      "receipt",
    ]);
    expect(nextEffects(workflowAfter(...GATE, APPROVAL), NOW).map(effectKey)).toEqual([
      "comment:ready:1:a1",
      "label",
    ]);
  });
});

/** Says how each attempt goes: `true` is well. */
type Luck = () => boolean;

/** What the world answers to an effect, well or badly. */
function perform(effect: Effect, workflow: Workflow, well: boolean): WorkflowEvent {
  if (!well && effect.kind !== "raise") return misfortune(effect, workflow);
  const runs = workflow.runs.length;
  switch (effect.kind) {
    case "step":
      return stepDone(effect.step);
    case "raise":
      return { type: effect.event };
    case "start_run":
      return { type: "run_started", run: runs + 1, agent: "script", provider: "command", role: "@duc" };
    case "launch_run":
      return { type: "run_launched", run: effect.run };
    case "follow_run":
      return runEnded(effect.run, "succeeded");
    case "stop_run":
      return runEnded(effect.run, "stopped");
    case "collect_plan":
      return { type: "plan_recorded", planRevision: `plan-${runs}`, documents: ["specs/x.md"] };
    case "post_comment":
      return { type: "comment_posted", key: effect.key, commentId: `c-${workflow.revision}` };
    case "sync_label":
      return { type: "label_synced", label: effect.label };
  }
}

function stepDone(step: "issue" | "branch" | "worktree" | "plans"): WorkflowEvent {
  switch (step) {
    case "issue":
      return { type: "step_completed", step, issueNumber: 7, issueUrl: null };
    case "branch":
      return { type: "step_completed", step, branchName: "7-x", baseBranch: "main" };
    case "worktree":
      return { type: "step_completed", step, worktreePath: "/repo-7-x" };
    case "plans":
      return { type: "step_completed", step };
  }
}

function misfortune(effect: Effect, workflow: Workflow): WorkflowEvent {
  if (effect.kind === "launch_run" || effect.kind === "follow_run" || effect.kind === "stop_run")
    return runEnded(effect.run, BAD_OUTCOMES[workflow.revision % BAD_OUTCOMES.length] ?? "failed");
  if (effect.kind === "post_comment" || effect.kind === "sync_label")
    return { type: "deferred", effect: effectKey(effect), message: "offline", retryAt: NOW };
  return { type: "failed", failure: FAILURE };
}

/** Always performs the first effect, as the engine does, until there is none; failures are retried. */
function drive(start: Workflow, luck: Luck, crash: Luck): Workflow {
  let workflow = start;
  for (let round = 0; round < 2_000; round += 1) {
    if (crash()) {
      const restarted: Workflow = JSON.parse(JSON.stringify(workflow));
      expect(nextEffects(restarted, NOW)).toEqual(nextEffects(workflow, NOW));
      workflow = restarted;
    }
    const [effect] = nextEffects(workflow, NOW);
    if (effect === undefined && workflow.lastError === null) return workflow;
    const event: WorkflowEvent =
      effect === undefined ? { type: "retry_requested" } : perform(effect, workflow, luck());
    workflow = reduce(workflow, { ...event, at: NOW, by: "orchestrator" });
  }
  throw new Error(`stuck in ${workflow.state}`);
}

/** Deterministic luck: the n-th attempt goes as the n-th flag says, and well once the flags are used up. */
function luckOf(flags: readonly boolean[]): Luck {
  let attempt = 0;
  return () => flags[attempt++] ?? true;
}

function expectAllDone(workflow: Workflow, label: string): void {
  expect(workflow.comments.filter((comment) => comment.commentId === null)).toEqual([]);
  expect(workflow.labelSynced).toBe(label);
  expect(workflow.deferred).toEqual({});
}

const never: Luck = () => false;
const always: Luck = () => true;
const STARTED = workflowAfter(...START);

function approve(gate: Workflow): Workflow {
  return and(gate, { ...APPROVAL, planRevision: gate.planRevision ?? "", by: "keyboard:dev" });
}

describe("a workflow driven by its first effect", () => {
  it("reaches the gate, and DONE after the approval", () => {
    const gate = drive(STARTED, always, never);
    expect(gate.state).toBe("GATE_1");
    expectAllDone(gate, "status:awaiting-approval");
    const done = drive(approve(gate), always, never);
    expect(done.state).toBe("DONE");
    expectAllDone(done, "status:done");
    expect(done.comments.map((comment) => comment.kind)).toEqual(["ready", "decision", "receipt"]);
    expect(done.history.map((line) => line.to)).toEqual(["PHASE_1", "PHASE_2", "GATE_1", "DONE"]);
  });

  it("gets there through any failures, revisions and crashes", () => {
    const flags = fc.array(fc.boolean(), { maxLength: 60 });
    fc.assert(
      fc.property(flags, flags, fc.integer({ min: 0, max: 5 }), (fortune, crashes, revisions) => {
        const luck = luckOf(fortune);
        const crash = luckOf([...crashes, ...Array<boolean>(2_000).fill(false)]);
        let gate = drive(STARTED, luck, crash);
        for (let revision = 0; revision < revisions; revision += 1) {
          const words = {
            type: "changes_requested",
            reason: "more",
            maxRevisions: 5,
            commentId: null,
          } as const;
          gate = drive(and(gate, words), luck, crash);
        }
        expect(gate.state).toBe("GATE_1");
        const done = drive(approve(gate), luck, crash);
        expect(done.state).toBe("DONE");
        expectAllDone(done, "status:done");
        expect(done.history).toHaveLength(4 + 2 * revisions);
        expect(new Set(done.comments.map((comment) => comment.key)).size).toBe(done.comments.length);
      }),
    );
  });

  it("comes to rest after a cancellation at any point, with the agent ended", () => {
    fc.assert(
      fc.property(fc.nat({ max: 12 }), (rounds) => {
        let workflow = STARTED;
        for (let round = 0; round < rounds; round += 1) {
          const [effect] = nextEffects(workflow, NOW);
          if (effect === undefined) break;
          workflow = reduce(workflow, { ...perform(effect, workflow, true), at: NOW, by: "orchestrator" });
        }
        const rest = drive(and(workflow, { type: "cancelled", reason: "" }), always, never);
        expect(rest.state).toBe("CANCELLED");
        expect(rest.runs.every((run) => run.outcome !== null)).toBe(true);
        if (rest.issueNumber !== null) expectAllDone(rest, "status:cancelled");
      }),
    );
  });
});

describe("deferred effects", () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
  const deferral = (seconds: number) => ({ attempts: 1, message: "offline", retryAt: at(seconds) });

  it("the next one due is the earliest that is not due yet: one that is must not hide it", () => {
    const workflow = {
      ...workflowAfter(...RECORDED),
      deferred: { label: deferral(10), "comment:x": deferral(50) },
    };
    expect(nextDeferral(workflow, at(0))).toBe(at(10));
    expect(nextDeferral(workflow, at(20))).toBe(at(50));
    expect(nextDeferral(workflow, at(60))).toBeNull();
  });
});
