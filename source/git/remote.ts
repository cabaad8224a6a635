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

/** The remotes that have a URL, in alphabetical order, each with the first of them as it is written in the settings. */
export async function readRemotes(repo: Repository): Promise<ReadonlyMap<string, string>> {
  const question = ["config", "--null", "--get-regexp", "^remote\\..*\\.url$"];
  const { stdout } = await readGit(repo.root, question, { accept: [1] });
  const found = new Map<string, string>();
  for (const record of records(stdout)) {
    const end = record.indexOf("\n");
    const name = record.slice("remote.".length, end - ".url".length);
    if (!found.has(name)) found.set(name, record.slice(end + 1));
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The address of a remote as git uses it: `insteadOf` rules are applied. */
export async function remoteUrl(repo: Repository, remote: string): Promise<string> {
  return (await readGit(repo.root, ["remote", "get-url", "--end-of-options", remote])).stdout;
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
