import type { Cleaned } from "../../orchestrator/session.ts";
import { whyNot } from "../../workflow/actions.ts";
import type { Workflow } from "../../workflow/state.ts";
import { shortPath } from "./paths.ts";
import { counted } from "./people.ts";

/** Why nothing can be removed of a workflow, as far as that is known before one tries; `null` where it can. */
export function whyNotCleaned(workflow: Workflow): string | null {
  return whyNot("clean", workflow) ?? (workflow.branchName === null ? "it has left nothing here" : null);
}

/** What a clean-up takes of a workflow. */
export function toBeCleaned({ worktreePath, branchName }: Workflow): string {
  return worktreePath === null
    ? `the worktree of ${branchName ?? "its branch"}, if there is one`
    : shortPath(worktreePath);
}

export function cleanedWords({ worktree }: Cleaned): string {
  return worktree === null ? "there was no worktree any more" : `removed ${shortPath(worktree)}`;
}

/** How it went, where nobody watched. */
export function cleanSummary(cleaned: number, kept: number): string {
  const done = `Cleaned up ${counted(cleaned, "workflow")}`;
  return kept === 0 ? done : `${done}, kept ${kept}`;
}
