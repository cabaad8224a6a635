import { OrcError } from "../workflow/errors.ts";
import { GitError, UnsafePathError } from "./errors.ts";
import type { StepOptions } from "./options.ts";
import { canonicalPath, kindOf } from "./paths.ts";
import { resolveCommit } from "./refs.ts";
import type { Repository } from "./repository.ts";
import { changeRepository, readGit, records } from "./run.ts";
import { BranchInUseError } from "./worktree.ts";
import { listWorktrees, type Worktree } from "./worktree-list.ts";
import { isHalfMade } from "./worktree-repair.ts";

/** Milliseconds that deleting a large folder may take. */
const REMOVAL_TIMEOUT = 600_000;

/** The worktree holds work that is in no commit. */
export class UncommittedWorkError extends OrcError {
  readonly path: string;
  readonly files: readonly string[];

  constructor(path: string, files: readonly string[], cause?: unknown) {
    super(
      "UNCOMMITTED_WORK",
      `${path} has uncommitted work: ${files.slice(0, 5).join(", ")}${files.length > 5 ? ` and ${files.length - 5} more` : ""}`,
      "Commit it, move it away, or use --force to delete it.",
      { cause },
    );
    this.path = path;
    this.files = files;
  }
}

/** Somebody locked the worktree with `git worktree lock`, which says that it must stay. */
export class WorktreeLockedError extends OrcError {
  constructor(path: string, reason: string) {
    super(
      "WORKTREE_LOCKED",
      `${path} is locked${reason ? `: ${reason}` : ""}`,
      `When it may go: git worktree unlock ${JSON.stringify(path)}`,
    );
  }
}

/** The branch has commits that are neither on its upstream nor in the main checkout. */
export class UnmergedBranchError extends OrcError {
  constructor(branch: string, cause: unknown) {
    super(
      "UNMERGED_BRANCH",
      `The branch ${branch} has commits that are nowhere else`,
      "Push or merge it, or use --force.",
      { cause },
    );
  }
}

export interface WorktreeInspection {
  readonly exists: boolean;
  /** Changed and untracked paths; ignored ones do not count. */
  readonly uncommitted: string[];
  /** Commits that would be lost with this repository: of the branch, and of a detached HEAD. */
  readonly unpushed: number;
  readonly locked: boolean;
}

/** What would be lost if the worktree and its branch were removed now. Asks no remote. */
export async function inspectWorktree(
  repo: Repository,
  options: Pick<StepOptions, "signal"> & {
    path: string;
    branch: string;
    remote: string | null;
    /** What commits must be in to be safe, where there is no remote. */
    base: string | null;
  },
): Promise<WorktreeInspection> {
  const { branch, remote, base, signal } = options;
  const worktree = await linkedWorktree(repo, options.path, signal);
  const exists = worktree !== undefined && !worktree.prunable && kindOf(worktree.path) === "folder";
  const tips = [await resolveCommit(repo.root, `refs/heads/${branch}`, signal)];
  if (worktree) tips.push(await resolveCommit(repo.root, worktree.head, signal));
  return {
    exists,
    uncommitted: exists ? await uncommittedPaths(worktree.path, signal) : [],
    unpushed: await countUnpushed(repo, tips, remote === null ? base : null, signal),
    locked: worktree !== undefined && worktree.lockReason !== null,
  };
}

async function uncommittedPaths(path: string, signal: AbortSignal | undefined): Promise<string[]> {
  const question = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"];
  const { stdout } = await readGit(path, question, { signal });
  return records(stdout).map((record) => record.slice("XY ".length));
}

async function countUnpushed(
  repo: Repository,
  tips: ReadonlyArray<string | null>,
  base: string | null,
  signal: AbortSignal | undefined,
): Promise<number> {
  const found = tips.filter((tip) => tip !== null);
  if (found.length === 0) return 0;
  const baseCommit =
    base === null
      ? null
      : ((await resolveCommit(repo.root, `refs/heads/${base}`, signal)) ??
        (await resolveCommit(repo.root, base, signal)));
  const safe = baseCommit === null ? ["--remotes"] : ["--remotes", baseCommit];
  const { stdout } = await readGit(repo.root, ["rev-list", "--count", ...found, "--not", ...safe], {
    signal,
  });
  return Number(stdout);
}

/**
 * Removes a linked worktree of this repository: its folder and git's knowledge of it. Removes nothing
 * that git does not know as one, and never the main checkout. Nothing there is nothing to do.
 *
 * @throws {UncommittedWorkError} without `force`
 * @throws {WorktreeLockedError} even with `force`
 * @throws {UnsafePathError} the folder is no linked worktree of this repository
 */
export async function removeWorktree(
  repo: Repository,
  { path, force, signal }: Pick<StepOptions, "signal"> & { path: string; force: boolean },
): Promise<void> {
  const worktree = await linkedWorktree(repo, path, signal);
  if (worktree === undefined) {
    if (kindOf(path) === null) return;
    throw new UnsafePathError(
      path,
      "it is not a linked worktree of this repository",
      "Look at it, and delete it yourself.",
    );
  }
  const halfMade = isHalfMade(worktree);
  if (worktree.lockReason !== null && !halfMade)
    throw new WorktreeLockedError(worktree.path, worktree.lockReason);
  const flags = force ? ["--force", ...(halfMade ? ["--force"] : [])] : [];
  const command = ["worktree", "remove", ...flags, "--end-of-options", worktree.path];
  try {
    await changeRepository(repo.commonDir, repo.root, command, { signal, timeoutMs: REMOVAL_TIMEOUT });
  } catch (error) {
    if (!(error instanceof GitError) || force || worktree.prunable) throw error;
    const files = await uncommittedPaths(worktree.path, signal);
    throw files.length > 0 ? new UncommittedWorkError(worktree.path, files, error) : error;
  }
}

async function linkedWorktree(
  repo: Repository,
  path: string,
  signal?: AbortSignal,
): Promise<Worktree | undefined> {
  const wanted = canonicalPath(path);
  return (await listWorktrees(repo, { signal })).find(
    (worktree) => !worktree.main && worktree.path === wanted,
  );
}

/**
 * Deletes a local branch. Without `force`, only one whose commits are in its upstream or in HEAD.
 *
 * @throws {UnmergedBranchError} without `force`
 * @throws {BranchInUseError} it is checked out
 */
export async function deleteBranch(
  repo: Repository,
  { branch, force, signal }: Pick<StepOptions, "signal"> & { branch: string; force: boolean },
): Promise<void> {
  if ((await resolveCommit(repo.root, `refs/heads/${branch}`, signal)) === null) return;
  const holder = (await listWorktrees(repo, { signal })).find((worktree) => worktree.branch === branch);
  if (holder && !holder.prunable) throw new BranchInUseError(branch, holder.path);
  try {
    const command = ["branch", force ? "-D" : "-d", "--end-of-options", branch];
    await changeRepository(repo.commonDir, repo.root, command, { signal });
  } catch (error) {
    if (error instanceof GitError && error.exitCode === 1 && !force)
      throw new UnmergedBranchError(branch, error);
    throw error;
  }
}
