import { join, resolve } from "node:path";
import { UnsafePathError } from "./errors.ts";
import { isInside } from "./paths.ts";
import type { Repository } from "./repository.ts";

/** The longest name that common file systems hold, in bytes. */
const LONGEST_NAME = 255;

/**
 * Where the worktree of a branch belongs: `{root}/{repo}-{branch}`, with `root` resolved against the main
 * checkout (spec section 4, step 3). The name is one path segment, so it cannot leave the root.
 *
 * @throws {UnsafePathError}
 */
export function worktreePath({
  repo,
  root,
  branch,
}: {
  repo: Repository;
  root: string;
  branch: string;
}): string {
  const folder = resolve(repo.root, root);
  const name = `${repo.name}-${branch}`;
  const path = join(folder, name);
  const refuse = (reason: string) => new UnsafePathError(path, reason, "Choose another name with --slug.");
  if (/[/\\]/.test(branch)) throw refuse("the branch name would leave the worktree root");
  if (/[\0-\x1f\x7f]/.test(branch)) throw refuse("the branch name has control characters");
  if (Buffer.byteLength(name) > LONGEST_NAME) throw refuse("the name is too long for a folder");
  if (isInside(repo.commonDir, path)) throw refuse("it lies in git's own folder");
  return path;
}
