import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { OrcError } from "../workflow/errors.ts";
import { BranchMissingError, GitError, UnsafePathError } from "./errors.ts";
import type { StepOptions } from "./options.ts";
import { canonicalPath, isInside, kindOf } from "./paths.ts";
import { resolveCommit } from "./refs.ts";
import type { Repository } from "./repository.ts";
import { changeRepository } from "./run.ts";
import { listWorktrees, type Worktree } from "./worktree-list.ts";
import {
  CHECKOUT_TIMEOUT,
  clearAbandonedLink,
  completeCheckout,
  isHalfMade,
  MAKER_MARK,
  settled,
} from "./worktree-repair.ts";

export { listWorktrees } from "./worktree-list.ts";
export { worktreePath } from "./worktree-path.ts";

/** Something that is not this branch's worktree stands where it belongs. */
export class WorktreeExistsError extends OrcError {
  readonly path: string;

  constructor(
    path: string,
    what: string,
    remedy = `Move ${JSON.stringify(path)} away or delete it, then retry.`,
  ) {
    super("WORKTREE_EXISTS", `The worktree cannot be made at ${path}: ${what}`, remedy);
    this.path = path;
  }
}

/** The folder that the worktree is to lie in cannot be written. */
export class WorktreeFolderError extends OrcError {
  constructor(path: string, cause: unknown) {
    super(
      "WORKTREE_FOLDER",
      `The worktree cannot be made at ${path}: its folder cannot be written`,
      "Let yourself write there, or set worktreeRoot to another folder, then retry.",
      { cause },
    );
  }
}

/** The branch is checked out in another place; git allows it in one only. */
export class BranchInUseError extends OrcError {
  readonly branch: string;
  /** The checkout that holds the branch. */
  readonly path: string;

  constructor(branch: string, path: string) {
    super(
      "BRANCH_IN_USE",
      `The branch ${branch} is checked out in ${path}`,
      `Switch that checkout to another branch (git -C ${JSON.stringify(path)} switch …), then retry.`,
    );
    this.branch = branch;
    this.path = path;
  }
}

/**
 * Makes sure that the branch has its worktree at `path` (spec section 4, step 3). Adopts a folder that is it
 * already, completes or makes anew what a crash in the middle of `git worktree add` left, and deletes nothing
 * that somebody may have made. Running it again changes nothing.
 *
 * @throws {WorktreeExistsError} something else is there
 * @throws {WorktreeFolderError} the folder above it cannot be written
 * @throws {BranchInUseError} the branch is checked out elsewhere
 */
export async function ensureWorktree(
  repo: Repository,
  options: StepOptions & { branch: string; path: string },
): Promise<{ path: string; adopted: boolean }> {
  const { branch, log, signal, checkpoint } = options;
  const path = safePath(repo, options.path);
  if ((await resolveCommit(repo.root, `refs/heads/${branch}`, signal)) === null)
    throw new BranchMissingError(branch);
  const worktrees = await listWorktrees(repo, { signal });
  const registered = worktrees.find((worktree) => worktree.path === path);
  const elsewhere = worktrees.find((worktree) => worktree !== registered && worktree.branch === branch);
  if (elsewhere && !elsewhere.prunable) throw new BranchInUseError(branch, elsewhere.path);

  const here = registered && isHalfMade(registered) ? await settled(repo, registered, signal) : registered;
  if (here && (await adopt(repo, here, options))) {
    log?.(`The worktree ${path} exists; going on with it.`);
    return { path, adopted: true };
  }
  refuseUnwritable(path);
  refuseOccupied(path);
  const force = here || elsewhere ? ["--force", ...(here && isHalfMade(here) ? ["--force"] : [])] : [];
  checkpoint?.("worktree:adding");
  await addWorktree(repo, path, branch, force, options);
  checkpoint?.("worktree:added");
  log?.(`Made the worktree ${path}.`);
  return { path, adopted: false };
}

function safePath(repo: Repository, wanted: string): string {
  const refuse = (reason: string) =>
    new UnsafePathError(wanted, reason, "Set worktreeRoot to another folder.");
  if (!isAbsolute(wanted)) throw refuse("it is not absolute");
  if (kindOf(wanted) === "link") throw new WorktreeExistsError(wanted, "there is a symbolic link");
  const path = canonicalPath(wanted);
  if (path === repo.root) throw refuse("it is the main checkout");
  if (isInside(repo.commonDir, path)) throw refuse("it lies in git's own folder");
  if (isInside(path, repo.root)) throw refuse("the main checkout lies in it");
  return path;
}

/** Whether the registered worktree is, or could be made, this branch's; `false` when it must be added anew. */
async function adopt(
  repo: Repository,
  here: Worktree,
  options: StepOptions & { branch: string },
): Promise<boolean> {
  const { branch, log, signal } = options;
  const halfMade = isHalfMade(here);
  if (here.lockReason !== null && !halfMade && (here.prunable || here.branch !== branch)) {
    throw new WorktreeExistsError(
      here.path,
      `it is registered, and locked${here.lockReason ? ` (${here.lockReason})` : ""}`,
      `See why it is locked, then: git worktree unlock ${JSON.stringify(here.path)}`,
    );
  }
  if (halfMade && clearAbandonedLink(here)) return false;
  if (here.prunable) return false;
  if (here.branch !== branch) {
    const what = here.branch === null ? "a worktree with a detached HEAD" : `the worktree of ${here.branch}`;
    throw new WorktreeExistsError(
      here.path,
      `there is ${what}`,
      `Run git -C ${JSON.stringify(here.path)} switch ${branch}, or move it away with git worktree move.`,
    );
  }
  if (halfMade) {
    log?.(`The worktree ${here.path} was left half-made; completing it.`);
    await completeCheckout(repo, here, { signal, log });
  }
  return true;
}

/** A worktree can only be added where there is nothing, or an empty folder. */
function refuseOccupied(path: string): void {
  const kind = kindOf(path);
  if (kind === null) return;
  if (kind !== "folder") throw new WorktreeExistsError(path, "there is a file");
  if (readdirSync(path).length > 0)
    throw new WorktreeExistsError(path, "there is a folder with other things in it");
}

/** git's own words for this are its whole command line, and do not say what helps. */
function refuseUnwritable(path: string): void {
  let folder = path;
  while (!existsSync(folder)) folder = dirname(folder);
  if (folder === path) return;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new WorktreeFolderError(path, error);
  }
}

async function addWorktree(
  repo: Repository,
  path: string,
  branch: string,
  force: readonly string[],
  { signal, log, progress }: StepOptions,
): Promise<void> {
  // Not `--quiet`: it has no `--progress`, and tells of it by itself.
  const command = ["worktree", "add", ...force, "--end-of-options", path, branch];
  try {
    await changeRepository(repo.commonDir, repo.root, command, {
      signal,
      progress,
      timeoutMs: CHECKOUT_TIMEOUT,
      env: { [MAKER_MARK]: path },
    });
  } catch (error) {
    // git also answers with failure when only the post-checkout hook failed.
    if (!(error instanceof GitError) || error.timedOut) throw error;
    const made = (await listWorktrees(repo, { signal })).find((worktree) => worktree.path === path);
    if (made?.branch !== branch || made.prunable || isHalfMade(made)) throw error;
    log?.(`The worktree is made, but its post-checkout hook failed: ${error.stderr}`);
  }
}
