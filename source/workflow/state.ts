/** The states of a workflow, in the order they are passed through. */
export const STATES = ["IDLE", "PHASE_1", "PHASE_2", "GATE_1", "DONE", "CANCELLED"] as const;
export type State = (typeof STATES)[number];

/** The four steps of phase 1, in order. */
export const PHASE_1_STEPS = ["issue", "branch", "worktree", "plans"] as const;
export type Phase1Step = (typeof PHASE_1_STEPS)[number];

/** Who caused an event: `keyboard:<user>`, `cli:<user>`, `github:<login>`, `local:<user>` or `orchestrator`. */
export type Actor = string;

/** UTC ISO 8601 with milliseconds. */
export type Timestamp = string;

/** One line of the append-only `history`. */
export interface Transition {
  readonly from: State;
  readonly to: State;
  readonly trigger: string;
  readonly at: Timestamp;
  readonly by: Actor;
  /** What is unusual about it, where something is. */
  readonly note?: string;
}

/** How an agent run ended. Absent (`null`) while it goes on. */
export type RunOutcome = "succeeded" | "failed" | "stopped" | "timed_out" | "stalled" | "lost";

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; 0 where the provider does not say. */
  readonly costUsd: number;
}

/** How an agent run ended. */
export interface RunResult {
  readonly outcome: RunOutcome;
  /** Why, in one sentence; `null` when there is nothing to say. */
  readonly reason: string | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The provider's own session, for resuming it. */
  readonly sessionId: string | null;
  readonly usage: Usage;
}

/** One run of an agent: its folder is `runs/<number>/`. */
export interface Run {
  readonly number: number;
  /** The name of the agent in the settings. */
  readonly agent: string;
  readonly provider: string;
  readonly role: string;
  readonly startedAt: Timestamp;
  /** When its supervisor answered; `null` before. */
  readonly launchedAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly outcome: RunOutcome | null;
  /** Why it ended as it did, in one sentence; `null` while it goes on and when there is nothing to say. */
  readonly reason: string | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The provider's own session, for resuming it. */
  readonly sessionId: string | null;
  readonly usage: Usage;
  /** A person asked for its end. */
  readonly stopRequested: boolean;
  /** The agent said on the issue, by its own account, that its work is complete; `null` where it did not. */
  readonly reported: Report | null;
}

/** A word of the agent on the issue, by the account configured for it (spec section 5). */
export interface Report {
  readonly commentId: string;
  readonly by: Actor;
  readonly at: Timestamp;
}

/** The agent asks something, or cannot go on, and a person should look (spec section 5). */
export interface Attention extends Report {
  readonly kind: "question" | "blocked";
  readonly text: string;
}

/** The pull request of the workflow's branch. What has become of it is asked of the tracker, not kept. */
export interface PullRequestRef {
  readonly number: number;
  readonly url: string;
}

/** What stands in the way; the state does not move because of it (spec section 2). */
export interface Failure {
  /** What was being done, as a person would say it: "push the branch". */
  readonly operation: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly at: Timestamp;
}

/** An effect that failed but holds nothing up (a label, a comment): tried again at `retryAt`. */
export interface Deferral {
  readonly attempts: number;
  readonly message: string;
  readonly retryAt: Timestamp;
}

/** A decision on the gate, taken or refused, and why. */
export interface Decision {
  readonly verdict: "approved" | "changes_requested" | "refused";
  readonly by: Actor;
  readonly at: Timestamp;
  /** The reviewer's words on `changes_requested`, the reason of a refusal, empty on an approval. */
  readonly reason: string;
  /** The plan that was looked at, where known. */
  readonly planRevision: string | null;
  /** The tracker's comment it came with, where it came with one. */
  readonly commentId: string | null;
}

export type CommentKind = "branch" | "ready" | "decision" | "receipt";

/** A comment that the tracker is owed. `key` is unique in the workflow and makes posting idempotent. */
export interface OwedComment {
  readonly key: string;
  readonly kind: CommentKind;
  /** `null` until it is posted. */
  readonly commentId: string | null;
  readonly postedAt: Timestamp | null;
  /** When the tracker says that it was written, by the tracker's clock; `null` until it is posted. */
  readonly createdAt: Timestamp | null;
  /** The index in `decisions` that a `decision` comment speaks of. */
  readonly decision: number | null;
}

export interface StepTimes {
  readonly startedAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
}

/** The version of `Workflow` as it is stored. A change of shape raises it and adds a migration. */
export const WORKFLOW_VERSION = 2;

/** Everything known of one workflow. Stored as `state.json` (spec section 3); made only by the reducer. */
export interface Workflow {
  readonly version: typeof WORKFLOW_VERSION;
  /** How many events have been applied. */
  readonly revision: number;
  readonly id: string;
  readonly issueNumber: number | null;
  readonly issueUrl: string | null;
  readonly state: State;
  readonly title: string;
  readonly description: string;
  /** Kebab-case, from the title or `--slug`. */
  readonly featureName: string;
  /** Labels the user asked for beside the status label. */
  readonly labels: readonly string[];
  /** The agent's name in the settings; `null` means the default agent. */
  readonly agent: string | null;
  /** An existing issue to adopt instead of creating one. */
  readonly adoptIssue: number | null;
  readonly branchName: string | null;
  /** The branch this one was cut from. */
  readonly baseBranch: string | null;
  readonly worktreePath: string | null;
  readonly phase1Steps: Readonly<Record<Phase1Step, boolean>>;
  readonly stepTimes: Readonly<Record<Phase1Step, StepTimes>>;
  readonly agentComplete: boolean;
  readonly humanApproved: boolean;
  /** The commit whose documents are under review. */
  readonly planRevision: string | null;
  /** The documents of `planRevision`, relative to the worktree. */
  readonly documents: readonly string[];
  /** The documents have changed since `planRevision`; they are recorded anew before anyone can approve. */
  readonly planStale: boolean;
  readonly gateOpenedAt: Timestamp | null;
  /** The reviewer's words that the next run must answer. */
  readonly feedback: string | null;
  readonly revisionsRequested: number;
  /** An agent run is due and has not been started. */
  readonly runWanted: boolean;
  readonly runs: readonly Run[];
  readonly decisions: readonly Decision[];
  /** Ids of comments that decided something or were refused; they are not judged again. */
  readonly handledComments: readonly string[];
  readonly comments: readonly OwedComment[];
  /** The status label that the issue is known to carry. */
  readonly labelSynced: string | null;
  readonly pullRequest: PullRequestRef | null;
  /** What the agent wants of a person; a new run or a decision ends it. */
  readonly attention: Attention | null;
  readonly deferred: Readonly<Record<string, Deferral>>;
  readonly lastError: Failure | null;
  readonly history: readonly Transition[];
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** The run that goes on now, if any. There is never more than one. */
export function activeRun(workflow: Workflow): Run | null {
  const last = workflow.runs.at(-1);
  return last && last.outcome === null ? last : null;
}

/** The key of the comment that announces a plan; each run announces its own, also one that changed nothing. */
export function readyKey(workflow: Pick<Workflow, "runs" | "planRevision">): string {
  return `ready:${workflow.runs.length}:${workflow.planRevision}`;
}

/** The comment on which the gate was opened: only what was said after it counts. `null` while there is none. */
export function announcement(workflow: Workflow): { commentId: string; createdAt: Timestamp } | null {
  if (workflow.state !== "GATE_1" || workflow.planStale) return null;
  const key = readyKey(workflow);
  const ready = workflow.comments.find((comment) => comment.key === key);
  if (ready === undefined || ready.commentId === null) return null;
  return { commentId: ready.commentId, createdAt: ready.createdAt ?? ready.postedAt ?? workflow.updatedAt };
}

export function isTerminal(state: State): boolean {
  return state === "DONE" || state === "CANCELLED";
}
