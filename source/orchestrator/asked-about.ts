import { isTerminal, type Workflow } from "../workflow/state.ts";
import type { SessionStatus } from "./session.ts";

/** Is the issue looked at for the sake of its labels at least? */
export function isWatched(workflow: Workflow): boolean {
  return workflow.issueNumber !== null && !isTerminal(workflow.state);
}

/** Has it a pull request that may still change, as far as is known? */
export function hasOpenPullRequest(
  { id, pullRequest }: Workflow,
  known: SessionStatus["pullRequests"],
): boolean {
  return pullRequest !== null && (known[id]?.state ?? "open") === "open";
}

/** Is there anything to ask the tracker about this workflow? */
export function isAskedAbout(workflow: Workflow, known: SessionStatus["pullRequests"]): boolean {
  return isWatched(workflow) || hasOpenPullRequest(workflow, known);
}
