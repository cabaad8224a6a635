import { type CommentKind, readyKey, type Workflow } from "./state.ts";

/** The issue is owed a comment; it is owed each key once. */
export function owing(
  workflow: Workflow,
  kind: CommentKind,
  key: string,
  decision: number | null = null,
): Workflow {
  if (workflow.comments.some((comment) => comment.key === key)) return workflow;
  return {
    ...workflow,
    comments: [
      ...workflow.comments,
      { key, kind, commentId: null, postedAt: null, createdAt: null, decision },
    ],
  };
}

/** The issue is owed the announcement of the plan under review. */
export function announced(workflow: Workflow): Workflow {
  return owing(workflow, "ready", readyKey(workflow));
}
