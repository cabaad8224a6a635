import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  symlinkSync,
} from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { StepOptions } from "./options.ts";
import { isInside, kindOf } from "./paths.ts";
import type { Repository } from "./repository.ts";
import { readGit, records } from "./run.ts";

/** The file that names them, at the main checkout's root; the convention is shared with Claude Code and others. */
const INCLUDE_FILE = ".worktreeinclude";
/** What is never copied: our own state and git's. */
const PRIVATE_SEGMENTS = new Set([".plans", ".git"]);

/**
 * Copies the ignored files that `.worktreeinclude` names (in gitignore syntax) from the main checkout to the
 * same place in the worktree. Overwrites nothing and writes nothing outside the worktree.
 *
 * @returns the paths copied, relative to the worktree
 */
export async function copyIncluded(
  repo: Repository,
  worktree: string,
  { log, signal }: Pick<StepOptions, "log" | "signal"> = {},
): Promise<string[]> {
  if (!existsSync(join(repo.root, INCLUDE_FILE))) return [];
  const wanted = await includedFiles(repo, signal);
  if (wanted.length === 0) return [];
  const target = realpathSync(worktree);
  const place = ["rev-parse", "--path-format=absolute", "--git-path", "orc-tui-include"];
  const staging = (await readGit(worktree, place, { signal })).stdout;

  const copied: string[] = [];
  for (const path of wanted) {
    signal?.throwIfAborted();
    const refusal = copyOne(repo.root, target, path, staging);
    if (refusal === null) copied.push(path);
    else if (refusal !== "exists") log?.(`${path} is not copied: ${refusal}.`);
  }
  if (copied.length > 0)
    log?.(`Copied ${copied.length} file${copied.length === 1 ? "" : "s"} named by ${INCLUDE_FILE}.`);
  return copied;
}

/** The untracked files that match `.worktreeinclude` and that git ignores. */
async function includedFiles(repo: Repository, signal: AbortSignal | undefined): Promise<string[]> {
  const question = ["ls-files", "-z", "--others", "--ignored", `--exclude-from=${INCLUDE_FILE}`];
  const matching = records((await readGit(repo.root, question, { signal })).stdout).filter(isCopyable);
  if (matching.length === 0) return [];
  // This command cannot do without pathspec magic; the prefix keeps a name from being taken for some.
  const input = matching.map((path) => `./${path}`).join("\0");
  const env = { GIT_LITERAL_PATHSPECS: "0" };
  const ignored = await readGit(repo.root, ["check-ignore", "-z", "--stdin"], {
    input,
    env,
    accept: [1],
    signal,
  });
  return records(ignored.stdout).map((path) => path.slice("./".length));
}

/** A path that ends with a slash is a repository inside this one. */
function isCopyable(path: string): boolean {
  return !path.endsWith("/") && !path.split("/").some((segment) => PRIVATE_SEGMENTS.has(segment));
}

/** Copies one file or link; gives the reason where it does not, `null` where it does. */
function copyOne(from: string, to: string, path: string, staging: string): string | null {
  const source = join(from, path);
  const target = join(to, path);
  if (kindOf(target) !== null) return "exists";
  if (!staysInside(to, dirname(target))) return "its folder is a link that leaves the worktree";
  switch (kindOf(source)) {
    case "file":
      mkdirSync(dirname(target), { recursive: true });
      copyWhole(source, target, staging);
      return null;
    case "link": {
      const goal = readlinkSync(source);
      if (isAbsolute(goal) || !isInside(from, resolve(dirname(source), goal)))
        return "it is a link that leaves the checkout";
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(goal, target);
      return null;
    }
    default:
      return "it is not a regular file";
  }
}

/** Whether the folder, as far as it exists, really lies in the root. */
function staysInside(root: string, folder: string): boolean {
  const kind = kindOf(folder);
  if (kind === null) return staysInside(root, dirname(folder));
  return existsSync(folder) && isInside(root, realpathSync(folder));
}

/** By way of git's folder, so that a crash leaves no half copy in the worktree, where it could be committed. */
function copyWhole(source: string, target: string, staging: string): void {
  copyFileSync(source, staging, constants.COPYFILE_FICLONE);
  try {
    renameSync(staging, target);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    copyFileSync(source, target, constants.COPYFILE_EXCL);
  }
}
