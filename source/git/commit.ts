import { GitError, WrongBranchError } from "./errors.ts";
import type { StepOptions } from "./options.ts";
import { currentBranch, resolveCommit } from "./refs.ts";
import { ensureIdentity } from "./repository.ts";
import { changeWorktree, readGit } from "./run.ts";
import { stage, treeWithPaths } from "./tree.ts";

/** How often a commit is tried anew when the branch moves under us. */
const ATTEMPTS = 3;

/**
 * Commits the given paths as they are in the working tree, and nothing else: what somebody else has staged
 * stays staged. The branch moves only from the commit we looked at, so no commit is ever lost.
 *
 * @returns the branch's commit; `created` is false when it held exactly this already
 * @throws {WrongBranchError} HEAD is not on the branch
 * @throws {GitIdentityMissingError}
 */
export async function commitPaths(
  worktree: string,
  {
    branch,
    paths,
    message,
    name,
    signal,
    checkpoint,
  }: StepOptions & {
    branch: string;
    paths: readonly string[];
    message: string;
    /** What the checkpoints are called after. */
    name: string;
  },
): Promise<{ commit: string; created: boolean }> {
  for (let attempt = 1; ; attempt++) {
    const head = await headOfBranch(worktree, branch, signal);
    const tree = await treeWithPaths(worktree, head, paths, signal);
    const { stdout: headTree } = await readGit(worktree, ["rev-parse", "--verify", `${head}^{tree}`], {
      signal,
    });
    if (tree === headTree) return { commit: head, created: false };

    await ensureIdentity({ root: worktree }, { signal });
    // Before the branch moves: a crash in between leaves them staged, not seemingly deleted.
    await stage(worktree, paths, { signal });
    checkpoint?.(`${name}:staged`);
    const commit = await writeCommit(worktree, tree, head, message, signal);
    checkpoint?.(`${name}:commit-written`);
    if (await moveBranch(worktree, branch, head, commit, message, signal, attempt < ATTEMPTS)) {
      checkpoint?.(`${name}:committed`);
      return { commit, created: true };
    }
  }
}

/** The commit of the branch that HEAD must be on. */
export async function headOfBranch(worktree: string, branch: string, signal?: AbortSignal): Promise<string> {
  const actual = await currentBranch(worktree, signal);
  const head = actual === branch ? await resolveCommit(worktree, `refs/heads/${branch}`, signal) : null;
  if (head === null) throw new WrongBranchError(worktree, branch, actual);
  return head;
}

async function writeCommit(
  worktree: string,
  tree: string,
  parent: string,
  message: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  // The plumbing does not look at this setting by itself.
  const question = ["config", "--type=bool", "--get", "commit.gpgSign"];
  const signed = (await readGit(worktree, question, { accept: [1], signal })).stdout === "true";
  const command = ["commit-tree", ...(signed ? ["-S"] : []), "-p", parent, "-F", "-", tree];
  return (await changeWorktree(worktree, command, { input: `${message.trim()}\n`, signal })).stdout;
}

/** Moves the branch if it still stands where we found it; `false` when it does not and we may try again. */
async function moveBranch(
  worktree: string,
  branch: string,
  from: string,
  to: string,
  message: string,
  signal: AbortSignal | undefined,
  mayRetry: boolean,
): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const reason = `commit: ${message.split("\n")[0] ?? ""}`;
  try {
    await changeWorktree(worktree, ["update-ref", "-m", reason, ref, to, from], { signal });
    return true;
  } catch (error) {
    if (!(error instanceof GitError) || !mayRetry) throw error;
    if ((await resolveCommit(worktree, ref, signal)) === from) throw error;
    return false;
  }
}
