import type { Workflow } from "./state.ts";

/** What a comment on the issue was to the workflow. */
export type Remark =
  | { readonly kind: "approved" }
  | { readonly kind: "changes_requested" }
  /** It looked like a decision and did not count. */
  | { readonly kind: "refused"; readonly reason: string }
  /** The agent's own word that it is done. */
  | { readonly kind: "completion" }
  | { readonly kind: "attention" }
  /** orc-tui wrote it. */
  | { readonly kind: "ours" }
  | { readonly kind: "talk" };

/** What became of a comment, as the workflow's record has it (spec section 6: every decision is shown with its reason). */
export function remarkOn(
  comment: { readonly id: string; readonly body: string },
  workflow: Workflow,
): Remark {
  const decision = workflow.decisions.find(({ commentId }) => commentId === comment.id);
  if (decision?.verdict === "refused") return { kind: "refused", reason: decision.reason };
  if (decision !== undefined) return { kind: decision.verdict };
  if (workflow.comments.some(({ commentId }) => commentId === comment.id)) return { kind: "ours" };
  if (workflow.runs.some((run) => run.reported?.commentId === comment.id)) return { kind: "completion" };
  if (workflow.attention?.commentId === comment.id) return { kind: "attention" };
  return { kind: "talk" };
}
