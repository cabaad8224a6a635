import type { StepOptions } from "./options.ts";
import type { Repository } from "./repository.ts";
import { exchangeWithRemote, readGit } from "./run.ts";

/** The commit that a ref or any other revision names; `null` when it names none. */
export async function resolveCommit(
  cwd: string,
  revision: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const question = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const { stdout, exitCode } = await readGit(cwd, question, { accept: [1, 128], signal });
  return exitCode === 0 ? stdout : null;
}

/** The branch that HEAD is on; `null` when it is detached. */
export async function currentBranch(cwd: string, signal?: AbortSignal): Promise<string | null> {
  const { stdout, exitCode } = await readGit(cwd, ["symbolic-ref", "--quiet", "HEAD"], {
    accept: [1],
    signal,
  });
  return exitCode === 0 ? stdout.replace(/^refs\/heads\//, "") : null;
}

export function trackingRef(remote: string, branch: string): string {
  return `refs/remotes/${remote}/${branch}`;
}

/** Fetches one branch into its remote-tracking ref, whatever refspec the clone was made with. */
export async function fetchBranch(
  repo: Pick<Repository, "root" | "commonDir">,
  remote: string,
  branch: string,
  { signal, progress }: Pick<StepOptions, "signal" | "progress">,
): Promise<void> {
  const flags = [
    "--no-tags",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
    "--recurse-submodules=no",
    "--progress",
  ];
  const refspec = `+refs/heads/${branch}:${trackingRef(remote, branch)}`;
  const command = ["fetch", ...flags, "--end-of-options", remote, refspec];
  await exchangeWithRemote(repo.commonDir, repo.root, command, { signal, progress });
}
