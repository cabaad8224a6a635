import { OrcError } from "../workflow/errors.ts";
import type { Repository } from "./repository.ts";
import { readGit, records } from "./run.ts";

/** The remote asked for is not configured in this repository. */
export class UnknownRemoteError extends OrcError {
  readonly remote: string;
  readonly known: readonly string[];

  constructor(remote: string, known: readonly string[]) {
    const remedy =
      known.length > 0 ? `Choose one of: ${known.join(", ")}.` : "Add one with `git remote add`.";
    super("UNKNOWN_REMOTE", `There is no git remote ${JSON.stringify(remote)}`, remedy);
    this.remote = remote;
    this.known = known;
  }
}

/** The names of the remotes that have a URL, in alphabetical order. */
export async function listRemotes(repo: Repository): Promise<string[]> {
  const question = ["config", "--null", "--name-only", "--get-regexp", "^remote\\..*\\.url$"];
  const { stdout } = await readGit(repo.root, question, { accept: [1] });
  const names = records(stdout).map((key) => key.slice("remote.".length, -".url".length));
  return [...new Set(names)].sort();
}

/**
 * The remote to work with: the preferred one, else `origin`, else the only one, else none.
 *
 * @throws {UnknownRemoteError} when the preferred one does not exist
 */
export function pickRemote(known: readonly string[], preferred: string | null): string | null {
  if (preferred !== null) {
    if (!known.includes(preferred)) throw new UnknownRemoteError(preferred, known);
    return preferred;
  }
  if (known.includes("origin")) return "origin";
  return known.length === 1 ? (known[0] ?? null) : null;
}

export { RemoteUnreachableError, remoteHead } from "./ls-remote.ts";
export { pushBranch } from "./push.ts";
