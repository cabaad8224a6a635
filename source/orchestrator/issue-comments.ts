import { listDocuments } from "../git/documents.ts";
import { screenLine } from "../text/screen.ts";
import { TrackerUnavailableError } from "../tracker/errors.ts";
import type { Author, Comment, Permission } from "../tracker/tracker.ts";
import { InvalidStateTransition } from "../workflow/errors.ts";
import {
  decidersOf,
  type Judged,
  type JudgementContext,
  judgeComments,
  type Verdict,
} from "../workflow/judgement.ts";
import { type Actor, activeRun, announcement, type Workflow } from "../workflow/state.ts";
import { ApprovalWithdrawnError, approve, PlanChangedError, requestChanges } from "./decisions.ts";
import { presentWorktree } from "./present-worktree.ts";
import { issueOf } from "./step-results.ts";
import type { Workspace } from "./workspace.ts";

/** How much of the agent's question is kept; all of it is on the issue. */
const LONGEST_WORDS = 500;

/** What came of judging the comments of an issue. */
export interface Judgement {
  /**
   * - `done`: they are not needed again
   * - `again`: the same ones must be judged later, as the workflow has moved on meanwhile or is about to
   * - `outdated`: they are others by now, to be fetched anew
   */
  readonly next: "done" | "again" | "outdated";
  /** Why the words of some author could not be judged; `null` where all were. */
  readonly problem: unknown;
}

/**
 * Judges the comments of a workflow's issue and acts on them, in the order they were written. What is refused is
 * recorded once, with the reason (spec section 6).
 */
export async function applyComments(
  workspace: Workspace,
  id: string,
  comments: readonly Comment[],
  signal: AbortSignal,
): Promise<Judgement> {
  const workflow = workspace.store.getState().workflows[id];
  if (workflow === undefined || !listensToComments(workflow)) return { next: "done", problem: null };
  // Its announcement is being posted: what has been said after that is for the gate that opens now.
  if (isOpening(workflow)) return { next: "again", problem: null };
  const context = await contextOf(workspace, workflow);
  const deciders = await askAbout(workspace, decidersOf(comments, context));
  const [problem = null] = deciders.unknown.values();
  // Asking took its time: another process may have decided, or the plan be another one.
  if (isElsewhere(workspace, workflow)) return { next: "again", problem };
  const all = judgeComments(comments, { ...context, mayDecide: (login) => deciders.allowed.has(login) });
  const judged = all.filter(({ comment }) => !deciders.unknown.has(comment.author?.login ?? ""));
  const objections = judged.filter((each) => signalKind(each.verdict) === "reject");
  const scene: Scene = { workspace, workflow, context, deciders, signal };
  for (const each of judged) {
    if (objections.includes(each) && each !== objections[0]) continue;
    if (!(await act(scene, each, objections.slice(1)))) return { next: "outdated", problem };
  }
  return { next: problem === null ? "done" : "again", problem };
}

/** What the comments of a workflow are judged in. */
interface Scene {
  readonly workspace: Workspace;
  readonly workflow: Workflow;
  readonly context: Omit<JudgementContext, "mayDecide">;
  readonly deciders: Deciders;
  readonly signal: AbortSignal;
}

/** Those whose words were asked about. */
interface Deciders {
  readonly allowed: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** Of whom it could not be found out, with the reason. */
  readonly unknown: ReadonlyMap<string, unknown>;
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

/** @returns `false` when the comment does not say any longer what it was judged by */
async function act(
  scene: Scene,
  { comment, verdict }: Judged<Comment>,
  joined: readonly Judged<Comment>[],
): Promise<boolean> {
  const { workspace, workflow, signal } = scene;
  const { store } = workspace;
  const { id } = workflow;
  const by = actorOf(workspace, comment.author);
  const commentId = comment.id;
  switch (verdict.kind) {
    case "refused":
      refuse(workspace, workflow, commentId, by, verdict.reason);
      return true;
    case "complete":
      await believe(scene, verdict.run, commentId, by);
      return true;
    case "question":
    case "blocked": {
      const text = screenLine(verdict.text).slice(0, LONGEST_WORDS);
      store.dispatch(id, { type: "attention_raised", kind: verdict.kind, text, commentId }, by);
      return true;
    }
    case "decision":
  }
  try {
    if (verdict.signal.kind === "approve") {
      const stillStands = () => isStillApproval(scene, commentId);
      await approve(workspace, workflow, { by, commentId, seen: null, stillStands, signal });
    } else {
      const { reason } = verdict.signal;
      const others = joined.map((each) => joinedRequest(workspace, each));
      await requestChanges(workspace, workflow, { by, commentId, reason, joined: others });
    }
  } catch (error) {
    if (error instanceof ApprovalWithdrawnError) return false;
    if (error instanceof PlanChangedError) return true;
    if (!(error instanceof InvalidStateTransition)) throw error;
    for (const each of [{ comment }, ...(signalKind(verdict) === "reject" ? joined : [])])
      refuse(workspace, workflow, each.comment.id, actorOf(workspace, each.comment.author), error.message);
  }
  return true;
}

/**
 * Looks at the comments as they are now: one that was deleted, edited or answered by an objection opens nothing.
 * Whoever has spoken since is taken at their word until the next look, which asks what they may do.
 */
async function isStillApproval(scene: Scene, commentId: string): Promise<boolean> {
  const { workspace, workflow, context, deciders } = scene;
  const comments = await workspace.tracker.listComments(issueOf(workflow));
  const judged = judgeComments(comments, {
    ...context,
    mayDecide: (login) => !deciders.refused.has(login) && !isHopeless(deciders.unknown.get(login)),
  });
  return judged.some(({ comment, verdict }) => comment.id === commentId && signalKind(verdict) === "approve");
}

/** The agent's word counts with documents to show for it; of a run that goes on that is seen at its end. */
async function believe(
  { workspace, workflow, signal }: Scene,
  run: number,
  commentId: string,
  by: Actor,
): Promise<void> {
  const isOver = activeRun(workflow) === null;
  const documents = isOver
    ? await listDocuments(await presentWorktree(workspace, workflow, { signal }), issueOf(workflow))
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

/** Asked of each by itself: that one cannot be asked about says nothing about the others. */
async function askAbout({ tracker, settings }: Workspace, logins: readonly string[]): Promise<Deciders> {
  const listed = new Set((await settings.fresh()).values.approvers.map((login) => login.toLowerCase()));
  const allowed = new Set<string>();
  const refused = new Set<string>();
  const unknown = new Map<string, unknown>();
  for (const login of logins) {
    try {
      const may = listed.has(login.toLowerCase()) || DECIDERS.has(await tracker.permission(login));
      (may ? allowed : refused).add(login);
    } catch (error) {
      unknown.set(login, error);
    }
  }
  return { allowed, refused, unknown };
}

const DECIDERS: ReadonlySet<Permission> = new Set<Permission>(["admin", "maintain", "write"]);

/** Is there nothing to be hoped for from asking again? Then the author's words will not count, and hold nothing up. */
function isHopeless(problem: unknown): boolean {
  return problem !== undefined && !(problem instanceof TrackerUnavailableError);
}

/** Who a comment's author is in the history (spec section 2): the local tracker's comments come by the command line. */
function actorOf({ tracker }: Workspace, author: Author | null): Actor {
  return `${tracker.name === "local" ? "cli" : tracker.name}:${author?.login ?? "ghost"}`;
}

/** May a comment change anything for this workflow now? */
export function listensToComments(workflow: Workflow): boolean {
  return workflow.issueNumber !== null && (workflow.state === "PHASE_2" || workflow.state === "GATE_1");
}

function isOpening({ state, agentComplete, runWanted }: Workflow): boolean {
  return state === "PHASE_2" && agentComplete && !runWanted;
}
