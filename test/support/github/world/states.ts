import { type Change, touch } from "./changes.ts";
import type { Discussion, Issue, PullRequest } from "./entities.ts";

/** Opening and closing; what is so already stays as it is. */

export function closeIssue(
  change: Change,
  issue: Issue,
  reason: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE" = "COMPLETED",
): void {
  if (issue.state === "CLOSED") return;
  issue.state = "CLOSED";
  issue.stateReason = reason;
  close(change, issue);
}

export function reopenIssue(change: Change, issue: Issue): void {
  if (issue.state === "OPEN") return;
  issue.state = "OPEN";
  issue.stateReason = "REOPENED";
  reopen(change, issue);
}

export function closePullRequest(change: Change, pullRequest: PullRequest, state: "CLOSED" | "MERGED"): void {
  if (pullRequest.state !== "OPEN") return;
  pullRequest.state = state;
  close(change, pullRequest);
  if (state === "MERGED") pullRequest.mergedAt = pullRequest.closedAt;
}

export function reopenPullRequest(change: Change, pullRequest: PullRequest): void {
  if (pullRequest.state !== "CLOSED") return;
  pullRequest.state = "OPEN";
  reopen(change, pullRequest);
}

function close(change: Change, discussion: Discussion): void {
  discussion.closedAt = change.registry.timestamp();
  touch(change, discussion);
}

function reopen(change: Change, discussion: Discussion): void {
  discussion.closedAt = null;
  touch(change, discussion);
}

/** A branch points at another commit now: open pull requests follow, and whether they merge has to be computed anew. */
export function moveBranch(
  change: Change,
  pullRequests: readonly PullRequest[],
  branch: string,
  oid: string,
): void {
  for (const pullRequest of pullRequests) {
    if (pullRequest.state !== "OPEN" || pullRequest.headRefName !== branch) continue;
    pullRequest.headRefOid = oid;
    pullRequest.mergeable = "UNKNOWN";
    touch(change, pullRequest);
  }
}
