import fc from "fast-check";
import type { StampedEvent, WorkflowEvent } from "../../source/workflow/events.ts";
import { PHASE_1_STEPS, type RunOutcome, type Workflow } from "../../source/workflow/state.ts";

/** Every outcome of a run but the good one. */
export const BAD_OUTCOMES = ["failed", "stopped", "timed_out", "stalled", "lost"] as const;

export const FAILURE = { operation: "do it", code: "E", message: "it went wrong", remedy: "retry" };

const END = {
  reason: null,
  exitCode: 0,
  signal: null,
  sessionId: null,
  usage: { inputTokens: 1, outputTokens: 2, costUsd: 0.5 },
};

export function runEnded(run: number, outcome: RunOutcome): WorkflowEvent {
  return { type: "run_ended", run, outcome, ...END, failure: outcome === "succeeded" ? null : FAILURE };
}

export const CREATED: WorkflowEvent = {
  type: "created",
  id: "w1",
  title: "Add OAuth2 login with Google",
  description: "Add OAuth2 login with Google",
  featureName: "add-oauth2-login-with-google",
  labels: [],
  agent: null,
  adoptIssue: null,
};

const step = fc.constantFrom(...PHASE_1_STEPS);
const run = fc.integer({ min: 0, max: 4 });
/** Few values, so that they meet one another often. */
const revision = fc.constantFrom("a1", "b2", "c3");
const commentId = fc.option(fc.constantFrom("c-1", "c-2", "c-3"));
const words = fc.oneof(fc.constantFrom("", " \n", "please be more exact"), fc.string());
const outcome = fc.constantFrom<RunOutcome>("succeeded", ...BAD_OUTCOMES);

const transitionEvent: fc.Arbitrary<WorkflowEvent> = fc.oneof(
  fc.constant({ type: "phase_1_start" } as const),
  fc.constant({ type: "phase_1_complete" } as const),
  fc.constant({ type: "phase_2_complete" } as const),
  revision.map((planRevision) => ({
    type: "phase_2_complete" as const,
    forced: { planRevision, documents: ["specs/x.md"] },
  })),
  fc.record({ type: fc.constant("approval_received" as const), planRevision: revision, commentId }),
  fc.record({
    type: fc.constant("changes_requested" as const),
    reason: words,
    maxRevisions: fc.integer({ min: 0, max: 5 }),
    commentId,
  }),
  fc.record({
    type: fc.constant("changes_requested" as const),
    reason: words,
    maxRevisions: fc.integer({ min: 0, max: 5 }),
    commentId,
    planRevision: revision,
  }),
  fc.record({ type: fc.constant("cancelled" as const), reason: words }),
);

const stepCompleted: fc.Arbitrary<WorkflowEvent> = fc.oneof(
  fc.constant({ type: "step_completed", step: "issue", issueNumber: 7, issueUrl: null } as const),
  fc.constant({ type: "step_completed", step: "branch", branchName: "7-x", baseBranch: "main" } as const),
  fc.constant({ type: "step_completed", step: "worktree", worktreePath: "/repo-7-x" } as const),
  fc.constant({ type: "step_completed", step: "plans" } as const),
);

const runEvent: fc.Arbitrary<WorkflowEvent> = fc.oneof(
  fc.record({
    type: fc.constant("run_started" as const),
    run,
    agent: fc.constant("script"),
    provider: fc.constant("command"),
    role: fc.constant("@duc"),
  }),
  fc.record({ type: fc.constant("run_launched" as const), run }),
  fc.tuple(run, outcome).map(([number, how]) => runEnded(number, how)),
  // Against the contract: a failure without its reason, a success with one.
  fc.tuple(run, outcome).map(
    ([number, how]): WorkflowEvent => ({
      ...END,
      type: "run_ended",
      run: number,
      outcome: how,
      failure: how === "succeeded" ? FAILURE : null,
    }),
  ),
  fc.record({ type: fc.constant("stop_requested" as const), run }),
  revision.map((planRevision) => ({
    type: "plan_recorded" as const,
    planRevision,
    documents: ["specs/x.md"],
  })),
);

const otherEvent: fc.Arbitrary<WorkflowEvent> = fc.oneof(
  fc.constant(CREATED),
  fc.record({ type: fc.constant("step_started" as const), step }),
  fc.record({
    type: fc.constant("comment_posted" as const),
    key: fc.constantFrom("ready:1:a1", "ready:2:b2", "decision:0", "decision:1", "receipt", "?"),
    commentId: fc.constantFrom("c-8", "c-9"),
  }),
  fc.record({
    type: fc.constant("decision_refused" as const),
    reason: words,
    planChanged: fc.boolean(),
    planRevision: fc.option(revision),
    commentId,
  }),
  fc.record({
    type: fc.constant("label_synced" as const),
    label: fc.constantFrom("status:new", "status:done"),
  }),
  fc.record({
    type: fc.constant("completion_reported" as const),
    run: fc.nat({ max: 3 }),
    commentId: fc.constantFrom("c-8", "c-9"),
  }),
  fc.record({
    type: fc.constant("attention_raised" as const),
    kind: fc.constantFrom("question" as const, "blocked" as const),
    text: words,
    commentId: fc.constantFrom("c-8", "c-9"),
  }),
  fc.record({
    type: fc.constant("pull_request_opened" as const),
    number: fc.integer({ min: 1, max: 9 }),
    url: fc.constant("https://example.invalid/1"),
  }),
  fc.constant({ type: "label_repair_requested" } as const),
  fc.constant({ type: "failed", failure: FAILURE } as const),
  fc.constant({ type: "retry_requested" } as const),
  fc.record({
    type: fc.constant("deferred" as const),
    effect: fc.constantFrom("label", "comment:ready:1:a1", "collect_plan"),
    message: words,
    retryAt: fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-03T00:00:00.000Z"),
  }),
);

const anyEvent = fc.oneof(transitionEvent, stepCompleted, runEvent, otherEvent);
const actor = fc.constantFrom("orchestrator", "keyboard:dev", "cli:dev", "github:reviewer", "");

/** A step of a random history: an event out of the blue, or one of those that make sense now. */
type Move =
  | { readonly kind: "arbitrary"; readonly event: WorkflowEvent }
  | { readonly kind: "plausible"; readonly pick: number };

const move = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("arbitrary" as const), event: anyEvent }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("plausible" as const), pick: fc.nat({ max: 99 }) }) },
);

export interface StampedMove {
  readonly move: Move;
  readonly by: string;
}

/** Random histories; `eventOf` makes the events of them. */
export const moves: fc.Arbitrary<StampedMove[]> = fc.array(fc.record({ move, by: actor }), {
  maxLength: 60,
  size: "max",
});

const START = Date.UTC(2026, 0, 1);

/** The event that a move stands for in this workflow, the `index`-th of its history. */
export function eventOf({ move, by }: StampedMove, workflow: Workflow, index: number): StampedEvent {
  const at = new Date(START + index * 1_000).toISOString();
  if (move.kind === "arbitrary") return { ...move.event, at, by };
  const choices = plausible(workflow);
  const event = choices[move.pick % choices.length] ?? CREATED;
  return { ...event, at, by: by === "" ? "keyboard:dev" : by };
}

/** What could really happen next, the likely things first and more than once. */
function plausible(workflow: Workflow): WorkflowEvent[] {
  const { state, runs } = workflow;
  const run = runs.at(-1)?.number ?? 0;
  const owed = workflow.comments.find((comment) => comment.commentId === null);
  const always: WorkflowEvent[] = [
    { type: "retry_requested" },
    { type: "failed", failure: FAILURE },
    ...(owed ? [{ type: "comment_posted", key: owed.key, commentId: "c-5" } as const] : []),
  ];
  switch (state) {
    case "IDLE":
      return [{ type: "phase_1_start" }];
    case "PHASE_1":
      return [
        { type: "step_completed", step: "issue", issueNumber: 7, issueUrl: null },
        { type: "step_completed", step: "branch", branchName: "7-x", baseBranch: "main" },
        { type: "step_completed", step: "worktree", worktreePath: "/repo-7-x" },
        { type: "step_completed", step: "plans", commit: "plan-0" },
        { type: "phase_1_complete" },
      ];
    case "PHASE_2":
      return [
        { type: "run_started", run: run + 1, agent: "script", provider: "command", role: "@duc" },
        { type: "run_launched", run },
        runEnded(run, "succeeded"),
        runEnded(run, BAD_OUTCOMES[run % BAD_OUTCOMES.length] ?? "failed"),
        { type: "plan_recorded", planRevision: `plan-${run}`, documents: ["specs/x.md"] },
        { type: "phase_2_complete" },
        { type: "stop_requested", run },
        { type: "completion_reported", run, commentId: "c-7" },
        { type: "attention_raised", kind: "question", text: "which one?", commentId: "c-4" },
        ...always,
      ];
    case "GATE_1":
      return [
        { type: "approval_received", planRevision: workflow.planRevision ?? "", commentId: null },
        { type: "changes_requested", reason: "more detail", maxRevisions: 5, commentId: "c-6" },
        { type: "plan_recorded", planRevision: "other", documents: [] },
        ...always,
      ];
    default:
      return always;
  }
}
