import { pushBranch } from "../git/push.ts";
import { inertText } from "../text/comment.ts";
import { screenLine } from "../text/screen.ts";
import type { PullRequest } from "../tracker/tracker.ts";
import { whyNot } from "../workflow/actions.ts";
import { InvalidStateTransition, OrcError } from "../workflow/errors.ts";
import { possibleNow } from "../workflow/refusal.ts";
import type { Actor, Workflow } from "../workflow/state.ts";
import { documentsFolder } from "./documents.ts";
import { presentWorktree } from "./present-worktree.ts";
import { branchOf, issueOf } from "./step-results.ts";
import type { Workspace } from "./workspace.ts";

/** Only a tracker that has pull requests, and a branch that is there, can have one. */
class NoPullRequestsError extends OrcError {
  constructor(reason: string, remedy: string) {
    super("NO_PULL_REQUESTS", reason, remedy);
  }
}

/** Opens a draft pull request for the workflow's branch, linked to its issue, or finds the one there is. */
export async function openPullRequest(
  workspace: Workspace,
  workflow: Workflow,
  by: Actor,
): Promise<PullRequest> {
  const { tracker, remote, store } = workspace;
  const refusal = whyNot("pull_request", workflow);
  if (refusal !== null)
    throw new InvalidStateTransition(workflow.state, "pull_request", possibleNow(workflow), refusal);
  if (tracker.pullRequests === null)
    throw new NoPullRequestsError(
      `the ${tracker.name} tracker has no pull requests`,
      'Set "tracker": "github" where the repository is on GitHub.',
    );
  if (remote === null)
    throw new NoPullRequestsError(
      "the branch has nowhere to be pushed to",
      "Add a remote: git remote add origin <address>",
    );
  const branch = branchOf(workflow);
  await pushBranch(await presentWorktree(workspace, workflow), { remote, branch });
  const issue = issueOf(workflow);
  const opened = await tracker.pullRequests.openDraft({
    head: branch,
    base: workflow.baseBranch ?? "main",
    title: inertText(screenLine(workflow.title)),
    body: `Closes #${issue}\n\nThe specification is in \`${documentsFolder(issue)}/\`.`,
  });
  const { number, url } = opened;
  if (workflow.pullRequest?.number !== number)
    store.dispatch(workflow.id, { type: "pull_request_opened", number, url }, by);
  return opened;
}
