import { OrcError } from "../workflow/errors.ts";
import type { Workflow } from "../workflow/state.ts";

/** What an earlier step should have made is not there: only a damaged state leads here. */
class MissingStepResultError extends OrcError {
  constructor(what: string) {
    super(
      "MISSING_STEP_RESULT",
      `the workflow has no ${what} yet`,
      "Cancel the workflow and start it anew; its issue can be adopted with --issue.",
    );
  }
}

export function issueOf(workflow: Workflow): number {
  if (workflow.issueNumber === null) throw new MissingStepResultError("issue");
  return workflow.issueNumber;
}

export function branchOf(workflow: Workflow): string {
  if (workflow.branchName === null) throw new MissingStepResultError("branch");
  return workflow.branchName;
}

export function worktreeOf(workflow: Workflow): string {
  if (workflow.worktreePath === null) throw new MissingStepResultError("worktree");
  return workflow.worktreePath;
}
