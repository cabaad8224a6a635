import type { StepOptions } from "./options.ts";
import { fetchBranch, resolveCommit, trackingRef } from "./refs.ts";
import { remoteHead } from "./remote.ts";
import { commonDirOfWorktree } from "./repository.ts";
import { changeRepository } from "./run.ts";

/**
 * Brings commits that were pushed to the branch from elsewhere into the worktree, where that needs no
 * merge. Does nothing when the remote has nothing new.
 *
 * @throws {GitError} local and remote commits have gone different ways, or local changes are in the way
 */
export async function fastForward(
  worktree: string,
  { remote, branch, signal, progress }: StepOptions & { remote: string; branch: string },
): Promise<void> {
  const commonDir = await commonDirOfWorktree(worktree);
  const repo = { root: worktree, commonDir };
  if ((await remoteHead(repo, remote, branch, { signal })) === null) return;
  await fetchBranch(repo, remote, branch, { signal, progress });
  const ahead = await resolveCommit(worktree, trackingRef(remote, branch), signal);
  if (ahead === null) return;
  await changeRepository(
    commonDir,
    worktree,
    ["merge", "--ff-only", "--quiet", "--no-verify", "--end-of-options", ahead],
    { signal },
  );
}
