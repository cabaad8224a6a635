import type { Comment } from "../tracker/tracker.ts";
import { InvalidStateTransition } from "../workflow/errors.ts";
import { judge, readSignal, type Signal } from "../workflow/signals.ts";
import type { Actor, Workflow } from "../workflow/state.ts";
import { approve, PlanChangedError, requestChanges } from "./decisions.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Judges the comments of an issue that may decide its gate and acts on them, oldest first. What is refused is
 * recorded once, with the reason.
 */
export async function applyGateComments(
  workspace: Workspace,
  id: string,
  comments: readonly Comment[],
): Promise<void> {
  for (const comment of comments) {
    const workflow = workspace.store.getState().workflows[id];
    if (workflow === undefined || workflow.handledComments.includes(comment.id)) continue;
    if (readSignal(comment.body) === null) continue;
    await applyComment(workspace, workflow, comment);
  }
}

async function applyComment(workspace: Workspace, workflow: Workflow, comment: Comment): Promise<void> {
  const { login } = comment.author;
  const by = actorOf(workspace, login);
  const verdict = judge(comment, {
    gateOpenedAt: workflow.state === "GATE_1" ? workflow.gateOpenedAt : null,
    authorMayDecide: await mayDecide(workspace, login),
    authorIsAgent: isAgentAccount(workspace, workflow, login),
  });
  if (verdict.kind === "none") return;
  if (verdict.kind === "refused") return refuse(workspace, workflow, comment.id, by, verdict.reason);
  try {
    await act(workspace, workflow, verdict.signal, comment.id, by);
  } catch (error) {
    if (error instanceof PlanChangedError) return;
    if (error instanceof InvalidStateTransition)
      return refuse(workspace, workflow, comment.id, by, error.message);
    throw error;
  }
}

async function act(
  workspace: Workspace,
  workflow: Workflow,
  signal: Signal,
  commentId: string,
  by: Actor,
): Promise<void> {
  if (signal.kind === "approve") await approve(workspace, workflow, { by, commentId, seen: null });
  else await requestChanges(workspace, workflow, { by, commentId, reason: signal.reason });
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

async function mayDecide({ tracker, settings }: Workspace, login: string): Promise<boolean> {
  const { approvers } = (await settings.fresh()).values;
  if (approvers.some((approver) => approver.toLowerCase() === login.toLowerCase())) return true;
  return ["admin", "maintain", "write"].includes(await tracker.permission(login));
}

function isAgentAccount({ settings }: Workspace, workflow: Workflow, login: string): boolean {
  const { agents } = settings.last.values;
  return workflow.runs.some((run) => agents[run.agent]?.account?.toLowerCase() === login.toLowerCase());
}

/** Who a comment's author is in the history (spec section 2): the local tracker's comments come by the command line. */
function actorOf({ tracker }: Workspace, login: string): Actor {
  return `${tracker.name === "local" ? "cli" : tracker.name}:${login}`;
}

/** May a comment change anything for this workflow now? */
export function listensToComments(workflow: Workflow): boolean {
  return workflow.issueNumber !== null && (workflow.state === "PHASE_2" || workflow.state === "GATE_1");
}
