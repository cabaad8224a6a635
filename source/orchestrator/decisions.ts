import { planChange } from "../git/plan-revision.ts";
import { OrcError } from "../workflow/errors.ts";
import type { Actor, Workflow } from "../workflow/state.ts";
import { presentWorktree } from "./present-worktree.ts";
import { branchOf, issueOf } from "./step-results.ts";
import type { Workspace } from "./workspace.ts";

/** The documents are not those that were announced for review. The gate stays shut and wants a new review. */
export class PlanChangedError extends OrcError {
  constructor(planRevision: string, files: readonly string[]) {
    const list = files.slice(0, 5).join(", ") + (files.length > 5 ? ` and ${files.length - 5} more` : "");
    super(
      "PLAN_CHANGED",
      `the plan has changed since ${planRevision.slice(0, 12)} was put up for review: ${list}`,
      "The changed plan is being recorded; review it, then approve again.",
    );
  }
}

/** The plan that the reviewer looked at is not the one under review. */
class OtherPlanError extends OrcError {
  constructor(seen: string, current: string | null, remedy: string) {
    super(
      "PLAN_CHANGED",
      `you looked at plan ${seen.slice(0, 12)}, under review is ${current?.slice(0, 12) ?? "none"}`,
      remedy,
    );
  }
}

/** The comment that approved does so no longer, or somebody has objected meanwhile. Nothing is recorded of it. */
export class ApprovalWithdrawnError extends OrcError {
  constructor() {
    super(
      "APPROVAL_WITHDRAWN",
      "the comments have changed since the approval was read",
      "They are being read again; nothing is to be done.",
    );
  }
}

export interface Approval {
  readonly by: Actor;
  readonly commentId: string | null;
  /** The plan that the approver looked at; `null` for the one under review. */
  readonly seen: string | null;
  /** Asked last, when all else is found to be in order: does it still stand? Left out, it does. */
  readonly stillStands?: () => Promise<boolean>;
  readonly signal?: AbortSignal;
}

/**
 * Opens the gate for exactly the plan under review, if the documents are still those (spec section 6).
 * @throws PlanChangedError after recording the refusal; ApprovalWithdrawnError; InvalidStateTransition;
 * RemoteUnreachableError
 */
export async function approve(
  workspace: Workspace,
  workflow: Workflow,
  approval: Approval,
): Promise<Workflow> {
  const { store, remote } = workspace;
  const { planRevision } = workflow;
  const { by, commentId, stillStands, signal } = approval;
  if (workflow.state === "GATE_1" && planRevision !== null) {
    if (approval.seen !== null && approval.seen !== planRevision)
      throw new OtherPlanError(approval.seen, planRevision, "Review the present plan, then approve again.");
    const change = await planChange(await presentWorktree(workspace, workflow, { signal }), {
      issue: issueOf(workflow),
      planRevision,
      branch: branchOf(workflow),
      remote,
      signal,
    });
    if (change !== null) {
      const refusal = new PlanChangedError(planRevision, change.files);
      store.dispatch(
        workflow.id,
        { type: "decision_refused", reason: refusal.message, planChanged: true, planRevision, commentId },
        by,
      );
      throw refusal;
    }
    // The question to the remote takes its time, in which a comment can be withdrawn.
    if (stillStands !== undefined && !(await stillStands())) throw new ApprovalWithdrawnError();
    signal?.throwIfAborted();
  }
  return store.dispatch(
    workflow.id,
    { type: "approval_received", planRevision: planRevision ?? "none", commentId },
    by,
  );
}

/**
 * Sends the plan back with the reviewer's words.
 * @throws InvalidStateTransition; OtherPlanError where the words are about lines of a plan that is not under review
 */
export async function requestChanges(
  workspace: Workspace,
  workflow: Workflow,
  request: {
    by: Actor;
    commentId: string | null;
    reason: string;
    /** The plan whose lines the words are about; `null` where they are about whatever is under review. */
    seen?: string | null;
    /** Others who asked for changes at the same time. */
    joined?: readonly { by: Actor; reason: string; commentId: string }[];
  },
): Promise<Workflow> {
  const { maxRevisions } = (await workspace.settings.fresh()).values;
  const { by, commentId, reason, seen = null, joined = [] } = request;
  if (workflow.state === "GATE_1" && seen !== null && seen !== workflow.planRevision)
    throw new OtherPlanError(
      seen,
      workflow.planRevision,
      "Look at your comments in the present plan, then send them again.",
    );
  const words = [{ by, reason }, ...joined].map((each) =>
    joined.length === 0 ? each.reason : `${each.by}: ${each.reason}`,
  );
  return workspace.store.dispatch(
    workflow.id,
    {
      type: "changes_requested",
      reason: words.join("\n\n"),
      maxRevisions,
      commentId,
      ...(seen === null ? {} : { planRevision: seen }),
      ...(joined.length > 0 ? { joined } : {}),
    },
    by,
  );
}
