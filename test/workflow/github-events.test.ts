import { describe, expect, it } from "vitest";
import { whyNot } from "../../source/workflow/actions.ts";
import { effectKey, nextDeferral, nextEffects } from "../../source/workflow/effects.ts";
import { InvalidStateTransition } from "../../source/workflow/errors.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { announcement, type Workflow } from "../../source/workflow/state.ts";
import { remarkOn } from "../../source/workflow/talk.ts";
import { and, GATE, PHASE_2, RUNNING, START, workflowAfter } from "./journey.ts";
import { FAILURE, runEnded } from "./random-events.ts";

const keysOf = (workflow: Workflow, now: string) => nextEffects(workflow, now).map(effectKey);
const REPORT: WorkflowEvent & { by: string } = {
  type: "completion_reported",
  run: 1,
  commentId: "c-9",
  by: "github:agent",
};

describe("the agent's report of its completion", () => {
  const reported = workflowAfter(...RUNNING, { type: "run_launched", run: 1 }, REPORT);

  it("lets a lingering process go on for ten seconds, then has it ended", () => {
    const { at } = reported.runs[0]?.reported ?? { at: "" };
    const later = (seconds: number) => new Date(Date.parse(at) + seconds * 1_000).toISOString();
    expect(keysOf(reported, later(9))).toContain("follow_run:1");
    expect(keysOf(reported, later(9))).not.toContain("stop_run:1");
    expect(nextDeferral(reported, later(9))).toBe(later(10));
    expect(keysOf(reported, later(10))).toContain("stop_run:1");
  });

  it("is void where the run ends without documents, and a retry starts another", () => {
    const failed = and(reported, runEnded(1, "failed"));
    expect(failed.runs[0]).toMatchObject({ outcome: "failed", reported: null });
    expect(keysOf(and(failed, { type: "retry_requested" }), failed.updatedAt)).toContain("start_run");
  });

  it("overrules a failure that came before it", () => {
    const failed = workflowAfter(...RUNNING, runEnded(1, "failed"));
    const believed = and(failed, REPORT);
    expect(believed).toMatchObject({ lastError: null, handledComments: ["c-9"] });
    expect(keysOf(believed, believed.updatedAt)).toContain("collect_plan");
    expect(remarkOn({ id: "c-9", body: "✅" }, believed)).toEqual({ kind: "completion" });
  });

  it("counts for the last run alone, and in PHASE_2", () => {
    expect(() => and(reported, { ...REPORT, run: 2 })).toThrow(InvalidStateTransition);
    expect(() => workflowAfter(...GATE, REPORT)).toThrow(InvalidStateTransition);
    expect(() => workflowAfter(...PHASE_2, REPORT)).toThrow(InvalidStateTransition);
  });
});

describe("what the agent asks", () => {
  it("needs a person until it goes on", () => {
    const asking: WorkflowEvent = {
      type: "attention_raised",
      kind: "question",
      text: "which?",
      commentId: "c-3",
    };
    const asked = workflowAfter(...RUNNING, asking);
    expect(asked.attention).toMatchObject({ kind: "question", text: "which?" });
    expect(remarkOn({ id: "c-3", body: "❓ which?" }, asked)).toEqual({ kind: "attention" });
    expect(and(asked, { type: "cancelled", reason: "" }).attention).toBeNull();
    expect(and(asked, REPORT).attention).toBeNull();
  });
});

describe("the gate's announcement", () => {
  it("is there once it is posted, for the plan under review", () => {
    const opening = workflowAfter(...GATE);
    expect(announcement(opening)).toBeNull();
    const createdAt = "2026-01-01T00:00:30.000Z";
    const open = and(opening, { type: "comment_posted", key: "ready:1:a1", commentId: "c-1", createdAt });
    expect(announcement(open)).toEqual({ commentId: "c-1", createdAt });
    const stale = and(open, {
      type: "decision_refused",
      reason: "changed",
      planChanged: true,
      planRevision: "a1",
      commentId: "c-2",
    });
    expect(announcement(stale)).toBeNull();
    expect(announcement(and(stale, { type: "plan_recorded", planRevision: "b2", documents: [] }))).toBeNull();
  });
});

describe("what waits because the tracker does not answer", () => {
  const waiting = workflowAfter(...START, {
    type: "deferred",
    effect: "step:issue",
    message: "no answer",
    retryAt: "2026-01-01T01:00:00.000Z",
  });

  it("is due again at its time, or as soon as a person asks for it", () => {
    expect(keysOf(waiting, "2026-01-01T00:59:59.000Z")).toEqual([]);
    expect(nextDeferral(waiting, "2026-01-01T00:59:59.000Z")).toBe("2026-01-01T01:00:00.000Z");
    expect(keysOf(waiting, "2026-01-01T01:00:00.000Z")).toEqual(["step:issue"]);
    expect(whyNot("retry", waiting)).toBeNull();
    const asked = and(waiting, { type: "retry_requested" });
    expect(keysOf(asked, asked.updatedAt)).toEqual(["step:issue"]);
    expect(() => and(asked, { type: "retry_requested" })).toThrow(InvalidStateTransition);
  });

  it("is forgotten once it is done", () => {
    const done = and(waiting, { type: "step_completed", step: "issue", issueNumber: 7, issueUrl: null });
    expect(done.deferred).toEqual({});
  });
});

describe("a label that somebody changed", () => {
  it("is set anew when a person asks for it", () => {
    const synced = workflowAfter(...GATE, { type: "label_synced", label: "status:awaiting-approval" });
    expect(keysOf(synced, synced.updatedAt)).not.toContain("label");
    expect(keysOf(and(synced, { type: "label_repair_requested" }), synced.updatedAt)).toContain("label");
    expect(() => workflowAfter({ type: "label_repair_requested" })).toThrow(InvalidStateTransition);
    expect(whyNot("labels", workflowAfter())).toBe("there is no issue yet");
  });
});

describe("several reviewers who ask for changes at once", () => {
  it("are all on record, and none of their comments is judged again", () => {
    const joined = [{ by: "github:erin", reason: "two", commentId: "c-2" }];
    const reason = "github:dana: one\n\ngithub:erin: two";
    const revised = workflowAfter(...GATE, {
      type: "changes_requested",
      reason,
      maxRevisions: 5,
      commentId: "c-1",
      joined,
      by: "github:dana",
    });
    expect(revised).toMatchObject({ feedback: reason, handledComments: ["c-1", "c-2"] });
    expect(revised.decisions.map(({ by, verdict }) => [by, verdict])).toEqual([
      ["github:dana", "changes_requested"],
      ["github:erin", "changes_requested"],
    ]);
  });

  it("cannot be retried where nothing waits", () => {
    expect(() => workflowAfter(...GATE, { type: "retry_requested" })).toThrow(InvalidStateTransition);
    expect(whyNot("retry", workflowAfter(...GATE, { type: "failed", failure: FAILURE }))).toBeNull();
  });
});
