import { OrcError } from "../workflow/errors.ts";
import { defaultBranch, upToDateBase } from "./base.ts";
import { GitError } from "./errors.ts";
import { RemoteUnreachableError, remoteHead } from "./ls-remote.ts";
import type { StepOptions } from "./options.ts";
import { fetchBranch, resolveCommit, trackingRef } from "./refs.ts";
import type { Repository } from "./repository.ts";
import { changeRepository, readGit } from "./run.ts";

/** A ref is a file, and its lock has a longer name. */
const LONGEST_COMPONENT = 200;

/** A name that git refuses for a branch, or that the file system could not hold. */
export class InvalidBranchNameError extends OrcError {
  readonly branch: string;

  constructor(branch: string) {
    super(
      "INVALID_BRANCH_NAME",
      `${JSON.stringify(branch.slice(0, 200))} cannot be the name of a branch`,
      "Choose another with --slug: letters a-z, digits and hyphens.",
    );
    this.branch = branch;
  }
}

export interface EnsuredBranch {
  readonly branch: string;
  /** The default branch, which this one is or would have been cut from. */
  readonly base: string;
  /** It existed already, here or on the remote. */
  readonly adopted: boolean;
}

/**
 * Makes sure that the workflow's branch exists in this repository (spec section 4, step 2): adopts a local
 * one, else a remote one, else cuts it from the up-to-date default branch. Running it again changes nothing.
 *
 * @throws {InvalidBranchNameError}
 */
export async function ensureBranch(
  repo: Repository,
  options: StepOptions & { branch: string; remote: string | null },
): Promise<EnsuredBranch> {
  const { branch, remote, log, signal, checkpoint } = options;
  await checkBranchName(repo, branch);
  if ((await resolveCommit(repo.root, `refs/heads/${branch}`, signal)) !== null) {
    log?.(`The branch ${branch} exists; going on with it.`);
    return { branch, base: await defaultBranch(repo, remote, { signal }), adopted: true };
  }
  if (remote !== null) {
    const commit = await fetchExisting(repo, remote, branch, options);
    if (commit !== null) {
      await createBranch(repo, branch, commit, signal);
      checkpoint?.("branch:created");
      await setUpstream(repo, remote, branch, signal);
      log?.(`The branch ${branch} exists on ${remote}; going on with it.`);
      return { branch, base: await defaultBranch(repo, remote, { signal }), adopted: true };
    }
  }
  const base = await upToDateBase(repo, options);
  checkpoint?.("branch:base-fetched");
  await createBranch(repo, branch, base.commit, signal);
  checkpoint?.("branch:created");
  log?.(`Created the branch ${branch} from ${base.branch} (${base.commit.slice(0, 10)}).`);
  return { branch, base: base.branch, adopted: false };
}

async function checkBranchName(repo: Repository, branch: string): Promise<void> {
  const unfit =
    branch.includes("\0") || branch.split("/").some((part) => Buffer.byteLength(part) > LONGEST_COMPONENT);
  if (unfit) throw new InvalidBranchNameError(branch);
  const { stdout, exitCode } = await readGit(repo.root, ["check-ref-format", "--branch", branch], {
    accept: [1, 128],
  });
  // `@{-1}` passes, but as the name of another branch.
  if (exitCode !== 0 || stdout !== branch) throw new InvalidBranchNameError(branch);
}

/** Fetches the branch if the remote has it, and gives its commit; `null` when there is none as far as we know. */
async function fetchExisting(
  repo: Repository,
  remote: string,
  branch: string,
  { signal, log, progress }: StepOptions,
): Promise<string | null> {
  try {
    if ((await remoteHead(repo, remote, branch, { signal })) === null) return null;
    await fetchBranch(repo, remote, branch, { signal, progress });
  } catch (error) {
    if (!(error instanceof RemoteUnreachableError || error instanceof GitError)) throw error;
    log?.(`Whether ${remote} has a branch ${branch} could not be asked: ${error.message}`);
  }
  return resolveCommit(repo.root, trackingRef(remote, branch), signal);
}

async function createBranch(
  repo: Repository,
  branch: string,
  commit: string,
  signal?: AbortSignal,
): Promise<void> {
  const command = ["branch", "--no-track", "--end-of-options", branch, commit];
  try {
    await changeRepository(repo.commonDir, repo.root, command, { signal });
  } catch (error) {
    // Somebody else may have made it between our look and our command; then it is adopted.
    if (!(error instanceof GitError)) throw error;
    if ((await resolveCommit(repo.root, `refs/heads/${branch}`, signal)) === null) throw error;
  }
}

/** By config rather than `--track`, which a single-branch clone refuses. */
async function setUpstream(
  repo: Repository,
  remote: string,
  branch: string,
  signal?: AbortSignal,
): Promise<void> {
  const settings = { remote, merge: `refs/heads/${branch}` };
  for (const [key, value] of Object.entries(settings)) {
    const command = ["config", "--replace-all", "--end-of-options", `branch.${branch}.${key}`, value];
    await changeRepository(repo.commonDir, repo.root, command, { signal });
  }
}
