import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { carriersOf } from "../processes/tree.ts";
import { GitLockedError } from "./errors.ts";
import type { StepOptions } from "./options.ts";
import { kindOf } from "./paths.ts";
import type { Repository } from "./repository.ts";
import { changeRepository, changeWorktree, readGit, records } from "./run.ts";
import { listWorktrees, type Worktree } from "./worktree-list.ts";

/** The reason with which `git worktree add` locks a worktree for as long as it is at work on it. */
const INITIALIZING = "initializing";
/** Set on the git that makes a worktree, to its path: by it a later start of ours finds one that goes on. */
export const MAKER_MARK = "ORC_TUI_MAKES_WORKTREE";
/**
 * Milliseconds without a new file and without a process of ours, after which a checkout is taken for dead.
 * Only Linux tells the processes, so others get more time.
 */
const STANDSTILL = process.platform === "linux" ? 1_000 : 10_000;
const POLL = 100;
/** Milliseconds a checkout may take: large repositories, and filters that download. */
export const CHECKOUT_TIMEOUT = 600_000;

/** Whether `git worktree add` was ended before it was through, or is at work right now. */
export function isHalfMade(worktree: Worktree): boolean {
  return worktree.lockReason === INITIALIZING;
}

/**
 * Waits while a `git worktree add` that outlived its starter is still at work, since it removes the worktree
 * when it is disturbed. Gives the worktree as it is then.
 *
 * @throws {GitLockedError} it does not come to an end
 */
export async function settled(
  repo: Repository,
  worktree: Worktree,
  signal: AbortSignal | undefined,
): Promise<Worktree | undefined> {
  const { path } = worktree;
  const deadline = Date.now() + CHECKOUT_TIMEOUT;
  let latest: Worktree | undefined = worktree;
  let count = -1;
  let since = Date.now();
  while (latest && isHalfMade(latest) && Date.now() - since < STANDSTILL) {
    if (Date.now() > deadline) throw new GitLockedError(path);
    await sleep(POLL, undefined, signal ? { signal } : {});
    const now = countEntries(path);
    if (now !== count || carriersOf({ [MAKER_MARK]: path }).length > 0) since = Date.now();
    count = now;
    latest = (await listWorktrees(repo, { signal })).find((candidate) => candidate.path === path);
  }
  return latest;
}

function countEntries(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true }).length;
  } catch {
    return 0; // Not there yet, or a part of it went while we counted.
  }
}

/**
 * Removes the `.git` link of a half-made worktree whose folder holds nothing else. git had not begun
 * to check out, perhaps not even set HEAD, and adding it anew is simplest.
 *
 * @returns whether the worktree is to be added anew
 */
export function clearAbandonedLink(worktree: Worktree): boolean {
  if (!existsSync(worktree.path)) return true;
  const entries = readdirSync(worktree.path);
  if (entries.some((entry) => entry !== ".git")) return false;
  rmSync(join(worktree.path, ".git"), { force: true });
  return true;
}

/**
 * Completes a checkout that was cut short: makes the index if there is none, restores the files that are
 * missing and those that git was just writing, and unlocks the worktree. All others stay as they are.
 */
export async function completeCheckout(
  repo: Repository,
  worktree: Worktree,
  { signal, log }: Pick<StepOptions, "signal" | "log">,
): Promise<void> {
  const cwd = worktree.path;
  const gitPath = async (name: string) =>
    (await readGit(cwd, ["rev-parse", "--path-format=absolute", "--git-path", name], { signal })).stdout;
  // Whoever held it is dead by now (`settled`).
  rmSync(await gitPath("index.lock"), { force: true });
  if (!existsSync(await gitPath("index"))) await changeWorktree(cwd, ["read-tree", "-m", "HEAD"], { signal });

  const missing = await listFiles(cwd, "--deleted", signal);
  await restore(cwd, missing, ["--index"], signal);
  const modified = (await listFiles(cwd, "--modified", signal)).filter((path) => !missing.includes(path));
  const cutShort: string[] = [];
  for (const path of modified) if (await isBeginningOfCommitted(cwd, path, signal)) cutShort.push(path);
  await restore(cwd, cutShort, ["--index", "--force"], signal);
  const kept = modified.length - cutShort.length;
  if (kept > 0) log?.(`${kept} changed file${kept === 1 ? " is" : "s are"} left as found.`);
  await changeRepository(repo.commonDir, repo.root, ["worktree", "unlock", "--end-of-options", cwd], {
    signal,
  });
}

async function listFiles(cwd: string, which: string, signal: AbortSignal | undefined): Promise<string[]> {
  return records((await readGit(cwd, ["ls-files", "-z", which], { signal })).stdout);
}

async function restore(
  cwd: string,
  paths: string[],
  flags: string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (paths.length === 0) return;
  const command = ["checkout-index", ...flags, "--quiet", "-z", "--stdin"];
  await changeWorktree(cwd, command, { input: paths.join("\0"), signal, timeoutMs: CHECKOUT_TIMEOUT });
}

/** A file that holds the beginning of its committed content, and no more, is one that git was writing. */
async function isBeginningOfCommitted(
  cwd: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const question = ["cat-file", "--filters", `HEAD:${path}`];
  const { stdout, exitCode } = await readGit(cwd, question, { encoding: "latin1", accept: [128], signal });
  if (exitCode !== 0) return false;
  const committed = Buffer.from(stdout, "latin1");
  if (kindOf(join(cwd, path)) !== "file") return false;
  const found = readFileSync(join(cwd, path));
  return found.length < committed.length && committed.subarray(0, found.length).equals(found);
}
