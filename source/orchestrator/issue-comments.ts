import { listDocuments } from "../git/documents.ts";
import { screenLine } from "../text/screen.ts";
import type { Author, Comment } from "../tracker/tracker.ts";
import { InvalidStateTransition } from "../workflow/errors.ts";
import {
  decidersOf,
  type Judged,
  type JudgementContext,
  judgeComments,
  type Verdict,
} from "../workflow/judgement.ts";
import { type Actor, activeRun, announcement, isTerminal, type Workflow } from "../workflow/state.ts";
import { approve, PlanChangedError, requestChanges } from "./decisions.ts";
import { presentWorktree } from "./present-worktree.ts";
import { issueOf } from "./step-results.ts";
import type { Workspace } from "./workspace.ts";

/** How much of the agent's question is kept; all of it is on the issue. */
const LONGEST_WORDS = 500;

/**
 * Judges the comments of a workflow's issue and acts on them, in the order they were written. What is refused is
 * recorded once, with the reason (spec section 6).
 * @returns `false` when they must be looked at again: the workflow has moved on meanwhile, or is about to
 */
export async function applyComments(
  workspace: Workspace,
  id: string,
  comments: readonly Comment[],
): Promise<boolean> {
  const workflow = workspace.store.getState().workflows[id];
  if (workflow === undefined || !listensToComments(workflow)) return true;
  // Its announcement is being posted: what has been said after that is for the gate that opens now.
  if (isOpening(workflow)) return false;
  const context = await contextOf(workspace, workflow);
  const allowed = new Set<string>();
  for (const login of decidersOf(comments, context)) {
    if (await mayDecide(workspace, login)) allowed.add(login);
  }
  const judged = judgeComments(comments, { ...context, mayDecide: (login) => allowed.has(login) });
  // Asking took its time: another process may have decided, or the plan be another one.
  if (isElsewhere(workspace, workflow)) return false;
  const objections = judged.filter((each) => signalKind(each.verdict) === "reject");
  for (const each of judged) {
    if (objections.includes(each) && each !== objections[0]) continue;
    await act(workspace, workflow, each, objections.slice(1));
  }
  return true;
}

function isElsewhere({ store }: Workspace, workflow: Workflow): boolean {
  const now = store.getState().workflows[workflow.id];
  return (
    now === undefined ||
    now.state !== workflow.state ||
    now.runs.length !== workflow.runs.length ||
    announcement(now)?.commentId !== announcement(workflow)?.commentId
  );
}

async function act(
  workspace: Workspace,
  workflow: Workflow,
  { comment, verdict }: Judged<Comment>,
  joined: readonly Judged<Comment>[],
): Promise<void> {
  const { store } = workspace;
  const { id } = workflow;
  const by = actorOf(workspace, comment.author);
  const commentId = comment.id;
  switch (verdict.kind) {
    case "refused":
      return refuse(workspace, workflow, commentId, by, verdict.reason);
    case "complete":
      return believe(workspace, workflow, verdict.run, commentId, by);
    case "question":
    case "blocked": {
      const text = screenLine(verdict.text).slice(0, LONGEST_WORDS);
      store.dispatch(id, { type: "attention_raised", kind: verdict.kind, text, commentId }, by);
      return;
    }
    case "decision":
  }
  try {
    if (verdict.signal.kind === "approve") await approve(workspace, workflow, { by, commentId, seen: null });
    else {
      const { reason } = verdict.signal;
      const others = joined.map((each) => joinedRequest(workspace, each));
      await requestChanges(workspace, workflow, { by, commentId, reason, joined: others });
    }
  } catch (error) {
    if (error instanceof PlanChangedError) return;
    if (!(error instanceof InvalidStateTransition)) throw error;
    for (const each of [{ comment }, ...(signalKind(verdict) === "reject" ? joined : [])])
      refuse(workspace, workflow, each.comment.id, actorOf(workspace, each.comment.author), error.message);
  }
}

/** The agent's word counts with documents to show for it; of a run that goes on that is seen at its end. */
async function believe(
  workspace: Workspace,
  workflow: Workflow,
  run: number,
  commentId: string,
  by: Actor,
): Promise<void> {
  const isOver = activeRun(workflow) === null;
  const documents = isOver
    ? await listDocuments(await presentWorktree(workspace, workflow), issueOf(workflow))
    : null;
  if (documents?.length === 0)
    return refuse(
      workspace,
      workflow,
      commentId,
      by,
      "the agent reports its completion, but has left no documents",
    );
  workspace.store.dispatch(workflow.id, { type: "completion_reported", run, commentId }, by);
}

function joinedRequest(workspace: Workspace, { comment, verdict }: Judged<Comment>) {
  const reason = verdict.kind === "decision" && verdict.signal.kind === "reject" ? verdict.signal.reason : "";
  return { by: actorOf(workspace, comment.author), reason, commentId: comment.id };
}

function signalKind(verdict: Verdict): "approve" | "reject" | null {
  return verdict.kind === "decision" ? verdict.signal.kind : null;
}

function refuse(
  workspace: Workspace,
  workflow: Workflow,
  commentId: string,
  by: Actor,
  reason: string,
): void {
  const { planRevision } = workflow;
  workspace.store.dispatch(
    workflow.id,
    { type: "decision_refused", reason, planChanged: false, planRevision, commentId },
    by,
  );
}

async function contextOf(
  { settings }: Workspace,
  workflow: Workflow,
): Promise<Omit<JudgementContext, "mayDecide">> {
  const { agents } = (await settings.fresh()).values;
  const names = workflow.runs.map((run) => run.agent).toReversed();
  return {
    state: workflow.state,
    announcement: announcement(workflow),
    handled: workflow.handledComments,
    run: workflow.runs.at(-1) ?? null,
    agentLogins: names.flatMap((name) => agents[name]?.account ?? []),
  };
}

async function mayDecide({ tracker, settings }: Workspace, login: string): Promise<boolean> {
  const { approvers } = (await settings.fresh()).values;
  if (approvers.some((approver) => approver.toLowerCase() === login.toLowerCase())) return true;
  return ["admin", "maintain", "write"].includes(await tracker.permission(login));
}

/** Who a comment's author is in the history (spec section 2): the local tracker's comments come by the command line. */
function actorOf({ tracker }: Workspace, author: Author | null): Actor {
  return `${tracker.name === "local" ? "cli" : tracker.name}:${author?.login ?? "ghost"}`;
}

/** May a comment change anything for this workflow now? */
export function listensToComments(workflow: Workflow): boolean {
  return workflow.issueNumber !== null && (workflow.state === "PHASE_2" || workflow.state === "GATE_1");
}

/** Is the issue looked at for the sake of its labels at least? */
export function isWatched(workflow: Workflow): boolean {
  return workflow.issueNumber !== null && !isTerminal(workflow.state);
}

function isOpening({ state, agentComplete, runWanted }: Workflow): boolean {
  return state === "PHASE_2" && agentComplete && !runWanted;
}
