import { describe, expect, it } from "vitest";
import { explain, type Surroundings } from "../../source/orchestrator/explanation.ts";
import type { StampedEvent, WorkflowEvent } from "../../source/workflow/events.ts";
import { reduce } from "../../source/workflow/reducer.ts";
import type { Workflow } from "../../source/workflow/state.ts";

const AT = "2026-01-02T03:04:05.000Z";

const CREATED: WorkflowEvent = {
  type: "created",
  id: "aaa",
  title: "Add login",
  description: "Add login",
  featureName: "add-login",
  labels: [],
  agent: null,
  adoptIssue: null,
};
const PHASE_1: WorkflowEvent[] = [
  { type: "phase_1_start" },
  { type: "step_completed", step: "issue", issueNumber: 1, issueUrl: null },
  { type: "step_completed", step: "branch", branchName: "1-add-login", baseBranch: "main" },
  { type: "step_completed", step: "worktree", worktreePath: "/w" },
  { type: "step_completed", step: "plans" },
  { type: "phase_1_complete" },
  { type: "label_synced", label: "status:phase-2" },
];
const RUN: WorkflowEvent[] = [
  { type: "run_started", run: 1, agent: "duc", provider: "claude", role: "@duc" },
  { type: "run_launched", run: 1 },
];
const GATE: WorkflowEvent[] = [
  ...PHASE_1,
  { type: "phase_2_complete", forced: { planRevision: "abc", documents: ["a.md"] } },
  { type: "comment_posted", key: "ready:0:abc", commentId: "c1", createdAt: AT },
  { type: "label_synced", label: "status:awaiting-approval" },
];
const FAILURE = { operation: "run the agent", code: "RUN_FAILED", message: "it broke", remedy: "Mend it." };

function workflowAfter(...events: WorkflowEvent[]): Workflow {
  const stamped = [CREATED, ...events].map((event): StampedEvent => ({ ...event, at: AT, by: "cli:dana" }));
  return stamped.reduce<Workflow | null>((workflow, event) => reduce(workflow, event), null) as Workflow;
}

function reasonsOf(workflow: Workflow, around: Partial<Surroundings> = {}) {
  return explain(workflow, {
    now: AT,
    workflows: [workflow],
    frozen: null,
    enginePid: 4711,
    isEngineSilent: false,
    untrusted: [],
    maxAgents: 4,
    pollSeconds: 30,
    timeoutSeconds: 3600,
    issue: null,
    ...around,
  });
}

describe("why nothing happens", () => {
  it.each<[string, Workflow, Partial<Surroundings>, string, RegExp]>([
    ["not begun", workflowAfter(), {}, "not_begun", /has not been begun/],
    [
      "no engine",
      workflowAfter({ type: "phase_1_start" }),
      { enginePid: null },
      "no_engine",
      /create the issue/,
    ],
    [
      "a suspended engine",
      workflowAfter({ type: "phase_1_start" }),
      { isEngineSilent: true },
      "silent_engine",
      /4711/,
    ],
    [
      "a failure",
      workflowAfter({ type: "phase_1_start" }, { type: "failed", failure: FAILURE }),
      {},
      "failed",
      /it broke/,
    ],
    ["going on", workflowAfter({ type: "phase_1_start" }), {}, "going_on", /create the issue/],
    ["no trust", workflowAfter(...PHASE_1), { untrusted: ["setup: make"] }, "untrusted", /setup: make/],
    ["no place", workflowAfter(...PHASE_1), { maxAgents: 0 }, "no_place", /number 1 of 1 in the queue/],
    ["an agent at work", workflowAfter(...PHASE_1, ...RUN), {}, "agent_at_work", /until 2026-01-02T04:04:05/],
    [
      "an agent being stopped",
      workflowAfter(...PHASE_1, ...RUN, { type: "stop_requested", run: 1 }),
      {},
      "stopping",
      /run 1/,
    ],
    [
      "a question",
      workflowAfter(...PHASE_1, ...RUN, {
        type: "attention_raised",
        kind: "question",
        text: "Which one?",
        commentId: "c",
      }),
      {},
      "question",
      /Which one\?/,
    ],
    ["the gate", workflowAfter(...GATE), {}, "gate", /waits for a person since/],
    [
      "comments nobody sees",
      workflowAfter(...GATE),
      { enginePid: null },
      "no_engine",
      /comments on the issue are not seen/,
    ],
    [
      "a decision that did not count",
      workflowAfter(...GATE, {
        type: "decision_refused",
        reason: "eve may not write",
        planChanged: false,
        planRevision: null,
        commentId: "c2",
      }),
      {},
      "refused",
      /eve may not write/,
    ],
    [
      "a changed plan",
      workflowAfter(...GATE, {
        type: "decision_refused",
        reason: "changed",
        planChanged: true,
        planRevision: null,
        commentId: "c2",
      }),
      {},
      "plan_changed",
      /recorded anew/,
    ],
    [
      "something put off",
      workflowAfter(...GATE, {
        type: "deferred",
        effect: "label",
        message: "no answer",
        retryAt: "2026-01-02T03:09:00.000Z",
      }),
      {},
      "deferred",
      /again at 2026-01-02T03:09/,
    ],
    [
      "drift",
      workflowAfter(...GATE),
      { issue: { labels: ["status:done", "bug"] } },
      "label_drift",
      /status:done instead of/,
    ],
    [
      "a tracker that does not answer",
      workflowAfter(...GATE),
      { issue: { problem: { code: "tracker", message: "offline", remedy: "" } } },
      "tracker",
      /offline/,
    ],
    ["files that cannot be read", workflowAfter(...GATE), { frozen: "damaged" }, "unreadable", /damaged/],
    ["its end", workflowAfter({ type: "cancelled", reason: "" }), { enginePid: null }, "ended", /CANCELLED/],
  ])("%s", (_what, workflow, around, code, message) => {
    const { reasons } = reasonsOf(workflow, around);
    expect(reasons).toContainEqual({
      code,
      message: expect.stringMatching(message),
      remedy: expect.any(String),
    });
  });

  it("says when something put off is tried again", () => {
    const retryAt = "2026-01-02T03:09:00.000Z";
    const workflow = workflowAfter(...GATE, {
      type: "deferred",
      effect: "label",
      message: "no answer",
      retryAt,
    });
    expect(reasonsOf(workflow)).toMatchObject({ nextTryAt: retryAt, pollSeconds: 30, enginePid: 4711 });
  });

  it("says nothing of drift where the label is ours, and nothing of a queue where there is a place", () => {
    const labels = { issue: { labels: ["status:awaiting-approval", "bug"] } };
    expect(reasonsOf(workflowAfter(...GATE), labels).reasons.map(({ code }) => code)).toEqual(["gate"]);
    expect(reasonsOf(workflowAfter(...PHASE_1)).reasons.map(({ code }) => code)).toEqual(["going_on"]);
  });
});
