import { OrcError } from "../workflow/errors.ts";
import { GitError } from "./errors.ts";
import type { StepOptions } from "./options.ts";
import type { Repository } from "./repository.ts";
import { askRemote } from "./run.ts";

/** A remote that does not answer, or not to us. */
export class RemoteUnreachableError extends OrcError {
  readonly remote: string;

  constructor(remote: string, cause: GitError) {
    super(
      "REMOTE_UNREACHABLE",
      `The git remote ${remote} cannot be read: ${cause.timedOut ? "no answer in time" : cause.stderr}`,
      `Check the network and your access (try: git ls-remote ${remote}), then try again.`,
      { cause },
    );
    this.remote = remote;
  }
}

/**
 * The commit at which a branch stands on the remote, asked of the remote itself; `null` when it is not there.
 *
 * @throws {RemoteUnreachableError}
 */
export async function remoteHead(
  repo: Pick<Repository, "root">,
  remote: string,
  branch: string,
  options: Pick<StepOptions, "signal"> = {},
): Promise<string | null> {
  const ref = `refs/heads/${branch}`;
  const lines = await listRemote(repo.root, remote, [], ref, options);
  // A pattern also matches refs that merely end like it.
  const line = lines.find((candidate) => candidate.endsWith(`\t${ref}`));
  return line?.split("\t")[0] ?? null;
}

/**
 * The branch that the remote's HEAD names, asked of the remote itself; `null` when it has none yet.
 *
 * @throws {RemoteUnreachableError}
 */
export async function remoteDefaultBranch(
  repo: Pick<Repository, "root">,
  remote: string,
  options: Pick<StepOptions, "signal"> = {},
): Promise<string | null> {
  const lines = await listRemote(repo.root, remote, ["--symref"], "HEAD", options);
  const symbolic = lines.map((line) => /^ref: refs\/heads\/(.+)\tHEAD$/.exec(line)?.[1]);
  return symbolic.find((branch) => branch !== undefined) ?? null;
}

async function listRemote(
  cwd: string,
  remote: string,
  flags: readonly string[],
  pattern: string,
  { signal }: Pick<StepOptions, "signal">,
): Promise<string[]> {
  try {
    const answer = await askRemote(cwd, ["ls-remote", ...flags, "--end-of-options", remote, pattern], {
      signal,
    });
    return answer.stdout.split("\n");
  } catch (error) {
    if (error instanceof GitError) throw new RemoteUnreachableError(remote, error);
    throw error;
  }
}
