import { copyFileSync, existsSync, rmSync } from "node:fs";
import { readGit } from "./run.ts";

let made = 0;

/**
 * Runs an action with an index of its own, so that what somebody has staged in the worktree is neither seen
 * nor touched. The action passes `env` to its git commands.
 *
 * @param copied start from the worktree's own index instead of an empty one
 */
export async function withPrivateIndex<T>(
  worktree: string,
  { copied, signal }: { copied: boolean; signal: AbortSignal | undefined },
  action: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const gitPath = async (name: string) =>
    (await readGit(worktree, ["rev-parse", "--path-format=absolute", "--git-path", name], { signal })).stdout;
  const path = await gitPath(`orc-tui-index-${process.pid}-${++made}`);
  try {
    const own = await gitPath("index");
    if (copied && existsSync(own)) copyFileSync(own, path);
    return await action({ GIT_INDEX_FILE: path });
  } finally {
    rmSync(path, { force: true });
    rmSync(`${path}.lock`, { force: true });
  }
}
