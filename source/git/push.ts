import { OrcError } from "../workflow/errors.ts";
import { GitError } from "./errors.ts";
import { RemoteUnreachableError, remoteHead } from "./ls-remote.ts";
import type { StepOptions } from "./options.ts";
import { commonDirOfWorktree } from "./repository.ts";
import { exchangeWithRemote, type GitAnswer } from "./run.ts";

/** `rejected`: the remote has other commits. `denied`: it refuses us. `unreachable`: it does not answer. */
export type PushFailure = "rejected" | "unreachable" | "denied" | "other";

/** A push that did not happen. The commits are safe in the local branch. */
export class PushFailedError extends OrcError {
  readonly kind: PushFailure;
  readonly remote: string;
  readonly branch: string;

  constructor(kind: PushFailure, remote: string, branch: string, details: string, cause?: unknown) {
    const remedy = {
      rejected: `The branch has other commits on ${remote}. Bring them in (git pull --rebase ${remote} ${branch}), then retry.`,
      unreachable:
        "Check the network and the remote's address, then retry. Nothing is lost: the commit is in the local branch.",
      denied: `Ask for write access to ${remote}, or see which rule or hook there refuses the branch, then retry.`,
      other: "Mend what git says here, then retry.",
    }[kind];
    super(
      "PUSH_FAILED",
      `${branch} was not pushed to ${remote} (${kind})${details ? `: ${details}` : ""}`,
      remedy,
      { cause },
    );
    this.kind = kind;
    this.remote = remote;
    this.branch = branch;
  }
}

/**
 * Pushes a branch and makes the remote one its upstream. Never forces. Hooks are left out: they are meant
 * for code, and this is bookkeeping.
 *
 * @throws {PushFailedError} with the kind of failure, told from `--porcelain` output and exit codes
 */
export async function pushBranch(
  worktree: string,
  { remote, branch, signal, log, progress }: StepOptions & { remote: string; branch: string },
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const flags = [
    "--porcelain",
    "--progress",
    "--no-verify",
    "--no-follow-tags",
    "--recurse-submodules=no",
    "--set-upstream",
  ];
  const command = ["push", ...flags, "--end-of-options", remote, `${ref}:${ref}`];
  let answer: GitAnswer;
  try {
    answer = await exchangeWithRemote(await commonDirOfWorktree(worktree), worktree, command, {
      signal,
      progress,
      accept: [1],
    });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const kind = error.timedOut
      ? "unreachable"
      : await kindOfConnectionFailure(worktree, remote, branch, signal);
    throw new PushFailedError(kind, remote, branch, error.stderr, error);
  }
  if (answer.exitCode !== 0) throw refusal(answer.stdout, remote, branch);
  log?.(`Pushed ${branch} to ${remote}.`);
}

/** Reads the line `!<tab>from:to<tab>[kind] (reason)` that the remote's refusal leaves. */
function refusal(porcelain: string, remote: string, branch: string): PushFailedError {
  const line = porcelain.split("\n").find((candidate) => candidate.startsWith("!\t"));
  const summary = line?.split("\t")[2] ?? "";
  const kind = line === undefined ? "other" : summary.startsWith("[remote rejected]") ? "denied" : "rejected";
  return new PushFailedError(kind, remote, branch, summary);
}

/** A remote that still answers a question has refused the push; one that does not was never reached. */
async function kindOfConnectionFailure(
  worktree: string,
  remote: string,
  branch: string,
  signal: AbortSignal | undefined,
): Promise<PushFailure> {
  try {
    await remoteHead({ root: worktree }, remote, branch, { signal });
    return "denied";
  } catch (error) {
    if (error instanceof RemoteUnreachableError) return "unreachable";
    throw error;
  }
}
