import type { StepOptions } from "./options.ts";
import { withPrivateIndex } from "./private-index.ts";
import { resolveCommit } from "./refs.ts";
import { changeWorktree, type GitAnswer, readGit, records } from "./run.ts";

/** Characters of a patch that are shown; nobody reads more in a terminal. */
const LONGEST_PATCH = 2 * 1024 * 1024;
const CUT_NOTE = "\n… the rest of the diff is not shown\n";

export interface ChangedFile {
  readonly path: string;
  /** What it was called in the base, where it was renamed. */
  readonly renamedFrom: string | null;
  /** Lines added and deleted; `null` for a binary file. */
  readonly added: number | null;
  readonly deleted: number | null;
}

type DiffOptions = Pick<StepOptions, "signal"> & {
  /** The branch or commit that the work started from. */
  readonly base: string;
};

/**
 * The worktree against the point where it left its base, as a patch: committed, uncommitted and untracked
 * work. At most 2 MiB; a cut is marked at the end.
 */
export async function diffAgainstBase(worktree: string, options: DiffOptions): Promise<string> {
  const { stdout, truncated } = await diff(worktree, options, ["--patch"], LONGEST_PATCH);
  if (!truncated) return stdout;
  return stdout.slice(0, stdout.lastIndexOf("\n")) + CUT_NOTE;
}

/** The files that differ between the worktree and the point where it left its base. */
export async function changedFiles(worktree: string, options: DiffOptions): Promise<ChangedFile[]> {
  const { stdout } = await diff(worktree, options, ["--numstat", "-z"]);
  const fields = stdout.split("\0");
  const files: ChangedFile[] = [];
  for (let at = 0; at < fields.length; at++) {
    const [added, deleted, path] = (fields[at] ?? "").split("\t");
    if (added === undefined || deleted === undefined || path === undefined) continue;
    const counts = { added: lineCount(added), deleted: lineCount(deleted) };
    // A rename has an empty path, then the old and the new one.
    if (path !== "") files.push({ path, renamedFrom: null, ...counts });
    else files.push({ path: fields[at + 2] ?? "", renamedFrom: fields[at + 1] ?? null, ...counts });
    if (path === "") at += 2;
  }
  return files;
}

function lineCount(field: string): number | null {
  return field === "-" ? null : Number(field);
}

async function diff(
  worktree: string,
  { base, signal }: DiffOptions,
  format: readonly string[],
  maxLength?: number,
): Promise<GitAnswer> {
  const start = await startingPoint(worktree, base, signal);
  return withPrivateIndex(worktree, { copied: true, signal }, async (env) => {
    await addUntracked(worktree, env, signal);
    const plain = ["--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"];
    const command = ["diff", ...format, ...plain, "--find-renames", "--ignore-submodules=dirty", start, "--"];
    return readGit(worktree, command, { env, signal, ...(maxLength === undefined ? {} : { maxLength }) });
  });
}

/** Untracked files show in a diff once an index knows of them; ours does, the worktree's own does not. */
async function addUntracked(
  worktree: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const question = ["ls-files", "-z", "--others", "--exclude-standard"];
  const untracked = records((await readGit(worktree, question, { env, signal })).stdout);
  // A path that ends with a slash is a repository of its own.
  const files = untracked.filter((path) => !path.endsWith("/"));
  if (files.length === 0) return;
  const command = ["add", "--intent-to-add", "--sparse", "--pathspec-from-file=-", "--pathspec-file-nul"];
  await changeWorktree(worktree, command, { env, signal, input: files.join("\0") });
}

/**
 * The best common ancestor of HEAD and the base, wherever the base is known from: the local branch may lag
 * behind the remote-tracking one that the work was cut from.
 */
async function startingPoint(
  worktree: string,
  base: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const patterns = [`refs/heads/${base}`, `refs/remotes/*/${base}`];
  const question = ["for-each-ref", "--format=%(objectname)", ...patterns];
  const known = (await readGit(worktree, question, { signal })).stdout.split("\n").filter((id) => id !== "");
  const candidates = known.length > 0 ? known : [(await resolveCommit(worktree, base, signal)) ?? "HEAD"];
  const { stdout, exitCode } = await readGit(worktree, ["merge-base", "HEAD", ...candidates], {
    accept: [1],
    signal,
  });
  return exitCode === 0 ? stdout : (candidates[0] ?? "HEAD");
}
