import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import type { StepOptions } from "./options.ts";
import { type FileDiff, parsePatch } from "./patch.ts";
import { withPrivateIndex } from "./private-index.ts";
import { resolveCommit } from "./refs.ts";
import { changeWorktree, readGit, records } from "./run.ts";

/** Characters of a patch that are shown; nobody reads more in a terminal. */
const LONGEST_PATCH = 4 * 1024 * 1024;
/** Milliseconds; a person is looking at an empty pane. */
const PATIENCE = 30_000;

/** What a branch changes. */
export interface BranchDiff {
  /** The commit where it left its base. */
  readonly start: string;
  readonly files: readonly FileDiff[];
  /** The paths with changes that are not committed. */
  readonly uncommitted: readonly string[];
  /** The worktree is gone: only what is committed is shown. */
  readonly committedOnly: boolean;
  /** The patch was too long: hunks are missing at its end. What `files` says of lines added and deleted is whole. */
  readonly isCut: boolean;
}

/** Whose diff. */
export interface DiffSubject {
  /** The worktree; where it is gone, the branch is looked at without it. */
  readonly worktree: string;
  readonly branch: string;
  /** The branch or commit that the work started from. */
  readonly base: string;
  /** Any checkout of the repository. */
  readonly repository: string;
}

type Options = Pick<StepOptions, "signal">;

/**
 * The branch against the point where it left its base: committed, uncommitted and untracked work.
 * Whatever the user's settings say of diffs, no program of theirs is run for it.
 */
export async function branchDiff(subject: DiffSubject, { signal }: Options = {}): Promise<BranchDiff> {
  const { worktree, branch, base, repository } = subject;
  if (!existsSync(worktree)) {
    const tip = `refs/heads/${branch}`;
    const start = await startingPoint(repository, base, tip, signal);
    return {
      ...(await patchOf(repository, [start, tip], {}, signal)),
      start,
      uncommitted: [],
      committedOnly: true,
    };
  }
  const start = await startingPoint(worktree, base, "HEAD", signal);
  return withPrivateIndex(worktree, { copied: true, signal }, async (env) => {
    await addUntracked(worktree, env, signal);
    const names = ["diff", "--name-only", "-z", ...PLAIN, "HEAD", "--"];
    const uncommitted = records(
      (await readGit(worktree, names, { env, signal, timeoutMs: PATIENCE })).stdout,
    );
    return { ...(await patchOf(worktree, [start], env, signal)), start, uncommitted, committedOnly: false };
  });
}

/** A text that is another whenever the diff may be another; takes far less than the diff itself. */
export async function diffStamp(
  { worktree, branch, repository }: DiffSubject,
  { signal }: Options = {},
): Promise<string> {
  if (!existsSync(worktree)) return (await resolveCommit(repository, `refs/heads/${branch}`, signal)) ?? "";
  const question = [
    "status",
    "--porcelain=v2",
    "--branch",
    "-z",
    "--untracked-files=all",
    "--no-renames",
    "--ignore-submodules=dirty",
  ];
  const { stdout } = await readGit(worktree, question, { signal, timeoutMs: PATIENCE });
  const paths = records(stdout).flatMap(
    (record) => /^(?:1 (?:\S+ ){7}|u (?:\S+ ){9}|\? )(.*)$/s.exec(record)?.[1] ?? [],
  );
  return [stdout, ...paths.slice(0, MOST_LOOKED_AT).map((path) => signatureOf(join(worktree, path)))].join(
    "\0",
  );
}

/** A file that is changed again is told by its time; of so many at most. */
const MOST_LOOKED_AT = 2_000;

function signatureOf(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.size} ${stats.mtimeMs}`;
}

/** Settings of the user that would change what is printed, put right. */
const FIXED = [
  "core.quotePath=false",
  "diff.suppressBlankEmpty=false",
  "diff.autoRefreshIndex=true",
  "diff.noprefix=false",
];
const PLAIN = [
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-relative",
  "--src-prefix=a/",
  "--dst-prefix=b/",
  "--find-renames",
  "--unified=3",
  "--inter-hunk-context=0",
  "--submodule=short",
  "--ignore-submodules=dirty",
  "-O/dev/null",
];

async function patchOf(
  cwd: string,
  revisions: readonly string[],
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<Pick<BranchDiff, "files" | "isCut">> {
  const settings = FIXED.flatMap((setting) => ["-c", setting]);
  const command = [...settings, "diff", "--raw", "--numstat", "--patch", ...PLAIN, ...revisions, "--"];
  const { stdout, truncated } = await readGit(cwd, command, {
    env,
    signal,
    maxLength: LONGEST_PATCH,
    timeoutMs: PATIENCE,
  });
  const whole = truncated ? stdout.slice(0, stdout.lastIndexOf("\n")) : stdout;
  return { files: parsePatch(whole), isCut: truncated };
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
 * The best common ancestor of the work and the base, wherever the base is known from: the local branch may lag
 * behind the remote-tracking one that the work was cut from.
 */
async function startingPoint(
  worktree: string,
  base: string,
  tip: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const patterns = [`refs/heads/${base}`, `refs/remotes/*/${base}`];
  const question = ["for-each-ref", "--format=%(objectname)", ...patterns];
  const known = (await readGit(worktree, question, { signal })).stdout.split("\n").filter((id) => id !== "");
  const candidates = known.length > 0 ? known : [(await resolveCommit(worktree, base, signal)) ?? tip];
  const { stdout, exitCode } = await readGit(worktree, ["merge-base", tip, ...candidates], {
    accept: [1],
    signal,
  });
  return exitCode === 0 ? stdout : (candidates[0] ?? tip);
}
