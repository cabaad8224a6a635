import { deleteBranch, inspectWorktree, removeWorktree, type WorktreeInspection } from "../git/cleanup.ts";
import { listWorktrees } from "../git/worktree.ts";
import { whyNot } from "../workflow/actions.ts";
import { InvalidStateTransition, OrcError } from "../workflow/errors.ts";
import { possibleNow } from "../workflow/refusal.ts";
import type { Actor, Workflow } from "../workflow/state.ts";
import type { Cleaned, CleanOptions } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/** Removing the worktree or the branch would destroy work that is nowhere else. Nothing was removed. */
export class WorkWouldBeLostError extends OrcError {
  constructor(reasons: readonly string[]) {
    super(
      "WORK_WOULD_BE_LOST",
      `nothing was removed: ${reasons.join("; ")}`,
      "Commit and push it, or clean with --force to lose it.",
    );
  }
}

/** Removes what an ended workflow leaves in the file system, never work that is nowhere else (spec section 11). */
export async function cleanWorkflow(
  { repository, remote, store }: Workspace,
  workflow: Workflow,
  { force, deleteBranch: withBranch, dryRun = false }: CleanOptions,
  by: Actor,
): Promise<Cleaned> {
  const refusal = whyNot("clean", workflow);
  if (refusal !== null)
    throw new InvalidStateTransition(workflow.state, "clean", possibleNow(workflow), refusal);
  const { branchName: branch, baseBranch } = workflow;
  if (branch === null) return { worktree: null, branch: null };
  // Git knows where the branch is checked out, also where the step that made it never came to its end.
  const listed = (await listWorktrees(repository)).find((each) => each.branch === branch && !each.main);
  const path = listed?.path ?? workflow.worktreePath ?? `${repository.root}-${branch}`;
  const found = await inspectWorktree(repository, { path, branch, remote, base: baseBranch ?? branch });
  const blocks = blockersOf(found, { path, branch, remote, withBranch });
  if (!force && blocks.length > 0) throw new WorkWouldBeLostError(blocks);
  const worktree = found.exists ? path : null;
  const cleaned = { worktree, branch: withBranch ? branch : null };
  if (dryRun) return cleaned;
  if (worktree !== null) await removeWorktree(repository, { path: worktree, force });
  if (withBranch) await deleteBranch(repository, { branch, force: true });
  if (workflow.worktreePath !== null) store.dispatch(workflow.id, { type: "cleaned" }, by);
  return cleaned;
}

interface Place {
  readonly path: string;
  readonly branch: string;
  readonly remote: string | null;
  readonly withBranch: boolean;
}

/** What would be lost, in words. */
function blockersOf(found: WorktreeInspection, { path, branch, remote, withBranch }: Place): string[] {
  const { uncommitted, locked, unpushed } = found;
  const files = uncommitted.slice(0, NAMED_FILES).join(", ");
  const more = uncommitted.length > NAMED_FILES ? ", …" : "";
  return [
    ...(uncommitted.length > 0
      ? [`${uncommitted.length} uncommitted files in ${path}: ${files}${more}`]
      : []),
    ...(locked ? [`${path} is locked (git worktree lock)`] : []),
    // Without a remote nothing is ever pushed; the commits stay on the branch as long as that does.
    ...(unpushed > 0 && (remote !== null || withBranch) ? [`${unpushed} unpushed commits on ${branch}`] : []),
  ];
}

const NAMED_FILES = 5;
