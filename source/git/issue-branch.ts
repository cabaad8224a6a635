import { committedDocuments } from "./document-texts.ts";
import { plansFolder, README } from "./documents.ts";
import { resolveCommit } from "./refs.ts";
import type { Repository } from "./repository.ts";
import { readGit } from "./run.ts";
import { objectAt } from "./tree.ts";
import { listWorktrees } from "./worktree-list.ts";

/** What git knows of an issue's work. */
export interface IssueBranch {
  readonly name: string;
  readonly commit: string;
  /** It is in this repository, and not on the remote alone. */
  readonly isLocal: boolean;
  /** Where it is checked out; `null` where it is nowhere. */
  readonly worktree: string | null;
  /** Has the plans folder been begun on it? */
  readonly hasPlans: boolean;
  /** Its committed documents that are not empty. */
  readonly documents: readonly string[];
}

/**
 * The branch that the issue's work is on, by its name: `12-…`, a local one before one of the remote as it was last
 * seen. Where there are several, the one on which the plans folder was begun; `null` where that tells none.
 */
export async function findIssueBranch(
  repo: Repository,
  { issue, remote }: { issue: number; remote: string | null },
): Promise<IssueBranch | null> {
  const local = await candidates(repo, issue, "refs/heads/");
  const named =
    local.length > 0 || remote === null ? local : await candidates(repo, issue, `refs/remotes/${remote}/`);
  const found = await Promise.all(named.map((each) => describe(repo, issue, each)));
  const begun = found.filter(({ hasPlans }) => hasPlans);
  const [only, ...others] = begun.length > 0 ? begun : found;
  return only !== undefined && others.length === 0 ? only : null;
}

interface Candidate {
  readonly name: string;
  readonly ref: string;
}

async function candidates(repo: Repository, issue: number, prefix: string): Promise<Candidate[]> {
  const pattern = `${prefix}${issue}-*`;
  const { stdout } = await readGit(repo.root, ["for-each-ref", "--format=%(refname)", pattern]);
  return stdout
    .split("\n")
    .filter((ref) => ref !== "")
    .map((ref) => ({ ref, name: ref.slice(prefix.length) }));
}

async function describe(repo: Repository, issue: number, { name, ref }: Candidate): Promise<IssueBranch> {
  const commit = (await resolveCommit(repo.root, ref)) ?? "";
  const worktree = (await listWorktrees(repo)).find((each) => each.branch === name && !each.main);
  const readme = await objectAt(repo.root, commit, `${plansFolder(issue)}/${README}`, undefined);
  const documents = await committedDocuments(repo.root, { issue, revision: commit, maxBytes: 1 });
  return {
    name,
    commit,
    isLocal: ref.startsWith("refs/heads/"),
    worktree: worktree === undefined || worktree.prunable ? null : worktree.path,
    hasPlans: readme !== null,
    documents: documents.filter(({ bytes }) => bytes > 0).map(({ path }) => path),
  };
}
