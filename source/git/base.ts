import { OrcError } from "../workflow/errors.ts";
import { GitError } from "./errors.ts";
import { RemoteUnreachableError, remoteDefaultBranch } from "./ls-remote.ts";
import type { StepOptions } from "./options.ts";
import { currentBranch, fetchBranch, resolveCommit, trackingRef } from "./refs.ts";
import type { Repository } from "./repository.ts";
import { readGit } from "./run.ts";

/** The branch that new work would start from exists neither here nor, as far as we know, on the remote. */
export class BaseBranchMissingError extends OrcError {
  constructor(branch: string) {
    super(
      "BASE_MISSING",
      `There is no commit on the default branch ${branch}`,
      `Make or fetch the branch ${branch}, then retry.`,
    );
  }
}

export interface Base {
  readonly branch: string;
  readonly commit: string;
}

/**
 * The repository's default branch: what the remote's HEAD names, else `init.defaultBranch`, `main` or
 * `master` where that exists, else the branch the main checkout is on.
 */
export async function defaultBranch(
  repo: Repository,
  remote: string | null,
  { signal }: Pick<StepOptions, "signal"> = {},
): Promise<string> {
  const named = remote === null ? null : await branchOfRemoteHead(repo, remote, signal);
  if (named !== null) return named;
  const question = ["config", "--null", "--get", "init.defaultBranch"];
  const configured = (await readGit(repo.root, question, { accept: [1], signal })).stdout.replace(/\0$/, "");
  for (const branch of [configured, "main", "master"]) {
    if (branch !== "" && (await resolveCommit(repo.root, `refs/heads/${branch}`, signal)) !== null)
      return branch;
  }
  return (await currentBranch(repo.root, signal)) ?? "main";
}

/** The remote's default branch, from the clone's memory of it or else from the remote; `null` for neither. */
async function branchOfRemoteHead(
  repo: Repository,
  remote: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const memory = ["symbolic-ref", "--quiet", `refs/remotes/${remote}/HEAD`];
  const { stdout, exitCode } = await readGit(repo.root, memory, { accept: [1], signal });
  if (exitCode === 0 && (await resolveCommit(repo.root, stdout, signal)) !== null) {
    return stdout.slice(`refs/remotes/${remote}/`.length);
  }
  return remoteDefaultBranch(repo, remote, { signal }).catch((error) => {
    if (error instanceof RemoteUnreachableError) return null;
    throw error;
  });
}

/**
 * The commit that new work starts from: the default branch as the remote has it now. When the remote cannot
 * be reached, as it was known last, and `log` says so. Without a remote, the local branch.
 */
export async function upToDateBase(
  repo: Repository,
  options: StepOptions & { remote: string | null },
): Promise<Base> {
  const { remote, signal, log } = options;
  const branch = await defaultBranch(repo, remote, { signal });
  if (remote === null) return localBase(repo, branch, signal);
  const fetched = await fetchedBase(repo, remote, branch, options);
  if (fetched !== null) return fetched;
  const known = await resolveCommit(repo.root, trackingRef(remote, branch), signal);
  if (known === null) return localBase(repo, branch, signal);
  log?.(`Starting from ${remote}/${branch} as it was known last (${known.slice(0, 10)}).`);
  return { branch, commit: known };
}

/** Fetches the default branch; `null`, after a word in the log, when there is nothing to be had. */
async function fetchedBase(
  repo: Repository,
  remote: string,
  remembered: string,
  options: StepOptions,
): Promise<Base | null> {
  const { signal, log } = options;
  let branch = remembered;
  try {
    await fetchBranch(repo, remote, branch, options).catch(async (error) => {
      if (!(error instanceof GitError)) throw error;
      // Either nobody answers, or the default branch was renamed since it was remembered.
      const current = await remoteDefaultBranch(repo, remote, { signal });
      if (current === null || current === branch) throw error;
      branch = current;
      await fetchBranch(repo, remote, branch, options);
    });
  } catch (error) {
    if (error instanceof RemoteUnreachableError) {
      log?.(`${remote} cannot be reached; its branches may have moved on.`);
      return null;
    }
    if (!(error instanceof GitError)) throw error;
    log?.(`${branch} could not be fetched from ${remote}${error.stderr ? `: ${error.stderr}` : ""}`);
    return null;
  }
  const commit = await resolveCommit(repo.root, trackingRef(remote, branch), signal);
  return commit === null ? null : { branch, commit };
}

async function localBase(repo: Repository, branch: string, signal?: AbortSignal): Promise<Base> {
  const commit = await resolveCommit(repo.root, `refs/heads/${branch}`, signal);
  if (commit === null) throw new BaseBranchMissingError(branch);
  return { branch, commit };
}
