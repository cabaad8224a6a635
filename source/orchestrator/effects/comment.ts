import type { Workflow } from "../../workflow/state.ts";
import { commentBody } from "../comments.ts";
import { issueOf } from "../step-results.ts";
import type { EffectContext } from "./context.ts";

/** Posts a comment that the issue is owed; its key keeps it from being posted twice. */
export async function postComment(key: string, workflow: Workflow, context: EffectContext): Promise<void> {
  const owed = workflow.comments.find((comment) => comment.key === key);
  if (owed === undefined) return;
  const posted = await context.tracker.postComment(issueOf(workflow), {
    key: `${workflow.id}:${key}`,
    body: commentBody(owed, workflow, context),
  });
  context.checkpoint("comment:posted");
  const { id: commentId, createdAt } = posted;
  context.store.dispatch(workflow.id, { type: "comment_posted", key, commentId, createdAt }, "orchestrator");
}
