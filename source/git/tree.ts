import { filesBelow } from "./documents.ts";
import { withPrivateIndex } from "./private-index.ts";
import { changeWorktree, readGit, records } from "./run.ts";

/**
 * Writes the tree that `commit` would have if the given paths were as they are in the working tree: added,
 * changed and removed files alike, ignored ones too, and nothing else. The worktree's index stays as it is.
 *
 * @returns the tree's id
 */
export async function treeWithPaths(
  worktree: string,
  commit: string,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string> {
  return withPrivateIndex(worktree, { copied: false, signal }, async (env) => {
    await changeWorktree(worktree, ["read-tree", commit], { env, signal });
    await stage(worktree, paths, { env, signal });
    return (await changeWorktree(worktree, ["write-tree"], { env, signal })).stdout;
  });
}

/** Brings the given paths in the index to what they are in the working tree, whatever a gitignore says. */
export async function stage(
  worktree: string,
  paths: readonly string[],
  options: { env?: Readonly<Record<string, string>>; signal: AbortSignal | undefined },
): Promise<void> {
  const indexed = records((await readGit(worktree, ["ls-files", "-z", "--", ...paths], options)).stdout);
  const found = new Set(filesBelow(worktree, paths));
  // What lies below a path that is now a file or link goes by itself, and cannot be named any more.
  const reachable = indexed.filter((path) => !ancestors(path).some((folder) => found.has(folder)));
  const files = [...new Set([...reachable, ...found])].sort();
  if (files.length === 0) return;
  const flags = ["--add", "--remove", "--replace", "--ignore-skip-worktree-entries"];
  const command = ["update-index", ...flags, "-z", "--stdin"];
  await changeWorktree(worktree, command, { ...options, input: files.join("\0") });
}

function ancestors(path: string): string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}

/** The id of what a path is in a commit or tree; `null` where there is nothing. */
export async function objectAt(
  worktree: string,
  tree: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const question = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${tree}:${path}`];
  const { stdout, exitCode } = await readGit(worktree, question, { accept: [1, 128], signal });
  return exitCode === 0 ? stdout : null;
}

/** The files below the given paths that differ between two commits or trees, sorted by git. */
export async function changedBetween(
  worktree: string,
  from: string,
  to: string,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const command = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", from, to, "--", ...paths];
  return records((await readGit(worktree, command, { signal })).stdout);
}
