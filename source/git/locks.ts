import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { gitEnvironment } from "./environment.ts";
import { GitError, GitLockedError } from "./errors.ts";

/** Locks that git takes without waiting for them. For refs it waits itself (core.filesRefLockTimeout). */
const LOCKS = ["index.lock", "config.lock", "HEAD.lock"];
/** Milliseconds that another git process may hold a lock before we give up. */
const PATIENCE = 5_000;
const POLL = 50;

/** The exit code of every fatal error of git, a lock that is held among them. */
const FATAL = 128;

/**
 * Runs a change; when it fails while another git process holds a lock, waits for the lock and runs it again.
 * Whether there is a lock is asked of the file system, not read out of git's message. A lock may be gone
 * again before we look, so a fatal error without one is tried once more.
 *
 * @throws {GitLockedError} when a lock outlasts our patience
 */
export async function throughLocks<T>(
  cwd: string,
  signal: AbortSignal | undefined,
  change: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (let attempt = 1; ; attempt++) {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof GitError) || error.timedOut || Date.now() > deadline) throw error;
      const lock = (await lockFiles(cwd)).find((path) => existsSync(path));
      if (lock === undefined && (attempt > 1 || error.exitCode !== FATAL)) throw error;
      if (lock === undefined) await pause(signal);
      else await released(lock, deadline, signal, error);
    }
  }
}

async function released(lock: string, deadline: number, signal: AbortSignal | undefined, cause: GitError) {
  while (existsSync(lock)) {
    if (Date.now() > deadline) throw new GitLockedError(lock, { cause });
    await pause(signal);
  }
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  await sleep(POLL, undefined, signal ? { signal } : {});
}

/** Where git keeps its locks for the worktree `cwd`; none when that is no repository. */
async function lockFiles(cwd: string): Promise<string[]> {
  const questions = LOCKS.flatMap((name) => ["--git-path", name]);
  const answer = await execa("git", ["rev-parse", ...questions], {
    cwd,
    env: gitEnvironment(),
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: PATIENCE,
  });
  return answer.exitCode === 0 ? answer.stdout.split("\n").map((path) => resolve(cwd, path)) : [];
}
