import type { Actor, Failure, Phase1Step, RunResult, Timestamp, Workflow } from "./state.ts";

/**
 * Everything that can happen to a workflow. The six transition events move the state by the table in
 * `table.ts`; the others record progress inside a state. What is written to the journal is exactly
 * one of these with its `Stamp`.
 */
export type WorkflowEvent = CreatedEvent | TransitionEvent | ProgressEvent;

/** The first event of every journal. */
export interface CreatedEvent {
  readonly type: "created";
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly featureName: string;
  readonly labels: readonly string[];
  readonly agent: string | null;
  readonly adoptIssue: number | null;
}

export type TransitionEvent =
  | { readonly type: "phase_1_start" }
  | { readonly type: "phase_1_complete" }
  | {
      readonly type: "phase_2_complete";
      /** A person opened the gate without the agent's completion; `by` says who. */
      readonly forced?: { readonly planRevision: string; readonly documents: readonly string[] };
    }
  | { readonly type: "approval_received"; readonly planRevision: string; readonly commentId: string | null }
  | {
      readonly type: "changes_requested";
      readonly reason: string;
      /** The bound on revisions in force when the words were said. */
      readonly maxRevisions: number;
      readonly commentId: string | null;
      /** The plan whose lines the words are about. Left out, they are about whatever is under review. */
      readonly planRevision?: string;
      /** Others who asked for changes at the same time; `reason` has their words as well. */
      readonly joined?: readonly {
        readonly by: Actor;
        readonly reason: string;
        readonly commentId: string;
      }[];
    }
  | { readonly type: "cancelled"; readonly reason: string };

export type TransitionType = TransitionEvent["type"];

export type ProgressEvent =
  | { readonly type: "step_started"; readonly step: Phase1Step }
  | {
      readonly type: "step_completed";
      readonly step: "issue";
      readonly issueNumber: number;
      readonly issueUrl: string | null;
    }
  | {
      readonly type: "step_completed";
      readonly step: "branch";
      readonly branchName: string;
      readonly baseBranch: string;
    }
  | { readonly type: "step_completed"; readonly step: "worktree"; readonly worktreePath: string }
  | {
      readonly type: "step_completed";
      readonly step: "plans";
      /** The commit that the branch began with. Left out by the versions before 2, which announced no branch. */
      readonly commit?: string;
    }
  | {
      readonly type: "run_started";
      readonly run: number;
      readonly agent: string;
      readonly provider: string;
      readonly role: string;
    }
  /** The agent's supervisor has answered for the run. */
  | { readonly type: "run_launched"; readonly run: number }
  | (RunResult & {
      readonly type: "run_ended";
      readonly run: number;
      /** What stands in the way now; `null` exactly when the run succeeded. */
      readonly failure: Omit<Failure, "at"> | null;
    })
  | { readonly type: "stop_requested"; readonly run: number }
  | { readonly type: "plan_recorded"; readonly planRevision: string; readonly documents: readonly string[] }
  | {
      readonly type: "comment_posted";
      readonly key: string;
      readonly commentId: string;
      /** By the tracker's clock. Left out by the versions before 2. */
      readonly createdAt?: Timestamp;
    }
  /** The agent said on the issue that its work is complete. */
  | { readonly type: "completion_reported"; readonly run: number; readonly commentId: string }
  | {
      readonly type: "attention_raised";
      readonly kind: "question" | "blocked";
      readonly text: string;
      readonly commentId: string;
    }
  | { readonly type: "pull_request_opened"; readonly number: number; readonly url: string }
  /** A person found another status label on the issue and wants ours back. */
  | { readonly type: "label_repair_requested" }
  | {
      readonly type: "decision_refused";
      readonly reason: string;
      /** The documents differ from those under review: they are recorded anew and reviewed again. */
      readonly planChanged: boolean;
      readonly planRevision: string | null;
      readonly commentId: string | null;
    }
  /** The worktree was removed after the end of the workflow. */
  | { readonly type: "cleaned" }
  | { readonly type: "label_synced"; readonly label: string }
  | { readonly type: "failed"; readonly failure: Omit<Failure, "at"> }
  | { readonly type: "retry_requested" }
  | {
      readonly type: "deferred";
      readonly effect: string;
      readonly message: string;
      readonly retryAt: Timestamp;
    }
  /** The journal was lost and starts again from a readable snapshot. */
  | { readonly type: "restored"; readonly workflow: Workflow };

/** When an event happened and who caused it. */
export interface Stamp {
  readonly at: Timestamp;
  readonly by: Actor;
}

export type StampedEvent = WorkflowEvent & Stamp;

/** Every event this version knows; the type makes the list complete. */
const KNOWN: Readonly<Record<WorkflowEvent["type"], true>> = {
  created: true,
  phase_1_start: true,
  phase_1_complete: true,
  phase_2_complete: true,
  approval_received: true,
  changes_requested: true,
  cancelled: true,
  step_started: true,
  step_completed: true,
  run_started: true,
  run_launched: true,
  run_ended: true,
  stop_requested: true,
  plan_recorded: true,
  comment_posted: true,
  completion_reported: true,
  attention_raised: true,
  pull_request_opened: true,
  label_repair_requested: true,
  decision_refused: true,
  cleaned: true,
  label_synced: true,
  failed: true,
  retry_requested: true,
  deferred: true,
  restored: true,
};

/** Does this version know the event, or was it written by a newer one? */
export function isKnownEvent(event: { readonly type: string }): boolean {
  return Object.hasOwn(KNOWN, event.type);
}
