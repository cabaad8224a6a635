import { OrcError } from "../workflow/errors.ts";
import { refuseLinkedFolders, reviewedPaths } from "./documents.ts";
import { UnsafePathError } from "./errors.ts";
import { remoteHead } from "./ls-remote.ts";
import type { StepOptions } from "./options.ts";
import { fetchBranch, resolveCommit, trackingRef } from "./refs.ts";
import { commonDirOfWorktree } from "./repository.ts";
import { changedBetween, objectAt, treeWithPaths } from "./tree.ts";

/** The reviewed commit or its branch cannot be found, so what was reviewed cannot be compared. */
export class PlanRevisionMissingError extends OrcError {
  readonly revision: string;

  constructor(revision: string) {
    super(
      "PLAN_REVISION_MISSING",
      `${revision} is not in this repository`,
      "Restore the branch (git reflog, git fetch), or ask for changes to get a new plan.",
    );
    this.revision = revision;
  }
}

/** Where the documents are no longer what was reviewed. */
export interface PlanChange {
  /** The commit that differs; for `worktree`, the one that the uncommitted change is on top of. */
  readonly revision: string;
  readonly where: "worktree" | "local" | "remote";
  /** The documents that differ, relative to the worktree. */
  readonly files: string[];
}

/**
 * Compares the documents under `.plans/<issue>/specs` and `plans` with those of `planRevision`: in the
 * branch, in the working tree (an uncommitted change counts), and in the remote branch as it is now
 * (spec section 6).
 *
 * @returns `null` when all are the same
 * @throws {RemoteUnreachableError} the remote cannot be asked, so nothing can be said
 * @throws {PlanRevisionMissingError}
 */
export async function planChange(
  worktree: string,
  options: Pick<StepOptions, "signal"> & {
    issue: number;
    planRevision: string;
    branch: string;
    remote: string | null;
  },
): Promise<PlanChange | null> {
  const { issue, planRevision, branch, remote, signal } = options;
  const paths = reviewedPaths(issue);
  const reviewed = await present(worktree, planRevision, signal);
  const local = await present(worktree, `refs/heads/${branch}`, signal);
  const compare = async (
    where: PlanChange["where"],
    revision: string,
    tree: string,
  ): Promise<PlanChange | null> =>
    (await isSame(worktree, reviewed, tree, paths, signal))
      ? null
      : { revision, where, files: await changedBetween(worktree, reviewed, tree, paths, signal) };

  const committed = await compare("local", local, local);
  if (committed) return committed;
  try {
    refuseLinkedFolders(worktree, issue);
    const uncommitted = await compare(
      "worktree",
      local,
      await treeWithPaths(worktree, reviewed, paths, signal),
    );
    if (uncommitted) return uncommitted;
  } catch (error) {
    if (!(error instanceof UnsafePathError)) throw error;
    return { revision: local, where: "worktree", files: [error.path] };
  }
  const pushed = remote === null ? null : await fetchedHead(worktree, remote, branch, signal);
  return pushed === null ? null : compare("remote", pushed, pushed);
}

async function present(worktree: string, revision: string, signal: AbortSignal | undefined): Promise<string> {
  const commit = await resolveCommit(worktree, revision, signal);
  if (commit === null) throw new PlanRevisionMissingError(revision);
  return commit;
}

async function isSame(
  worktree: string,
  one: string,
  other: string,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (const path of paths) {
    if ((await objectAt(worktree, one, path, signal)) !== (await objectAt(worktree, other, path, signal)))
      return false;
  }
  return true;
}

/** The remote branch's commit with its objects here; `null` when the remote does not have the branch. */
async function fetchedHead(
  worktree: string,
  remote: string,
  branch: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const head = await remoteHead({ root: worktree }, remote, branch, { signal });
  if (head === null || (await resolveCommit(worktree, head, signal)) !== null) return head;
  const commonDir = await commonDirOfWorktree(worktree);
  await fetchBranch({ root: worktree, commonDir }, remote, branch, { signal });
  return resolveCommit(worktree, trackingRef(remote, branch), signal);
}
