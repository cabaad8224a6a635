import { existsSync, lstatSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { UnsafePathError } from "./errors.ts";
import { isInside, kindOf } from "./paths.ts";

/** The folders whose documents a reviewer approves (spec section 6). */
const REVIEWED_FOLDERS = ["specs", "plans"] as const;
/** The folders of `.plans/<issue>` that are committed, beside its README. */
export const DOCUMENT_FOLDERS = [...REVIEWED_FOLDERS, "reviews"] as const;
export const README = "README.md";
/** Keeps an empty folder in git; not a document. */
export const PLACEHOLDER = ".gitkeep";

/** `.plans/<issue>`, relative to the worktree. */
export function plansFolder(issue: number): string {
  if (!Number.isSafeInteger(issue) || issue < 1) throw new RangeError(`not an issue number: ${issue}`);
  return `.plans/${issue}`;
}

/** The paths below `.plans/<issue>` that are ours to commit, relative to the worktree. */
export function committedPaths(issue: number): string[] {
  return [README, ...DOCUMENT_FOLDERS].map((name) => `${plansFolder(issue)}/${name}`);
}

/** The paths whose content a reviewer approves, relative to the worktree. */
export function reviewedPaths(issue: number): string[] {
  return REVIEWED_FOLDERS.map((name) => `${plansFolder(issue)}/${name}`);
}

/**
 * The documents of a plan: the regular files below `specs/` and `plans/` that are not empty, sorted,
 * relative to the worktree.
 *
 * @throws {UnsafePathError} one of the folders is a symbolic link
 */
export async function listDocuments(worktree: string, issue: number): Promise<string[]> {
  refuseLinkedFolders(worktree, issue);
  return reviewedPaths(issue)
    .flatMap((folder) => walk(worktree, folder))
    .filter(({ path, kind }) => kind === "file" && !path.endsWith(`/${PLACEHOLDER}`))
    .filter(({ path }) => lstatSync(join(worktree, path)).size > 0)
    .map(({ path }) => path)
    .sort();
}

/** Every file and link below the given paths, relative to the worktree. Follows no link. */
export function filesBelow(worktree: string, paths: readonly string[]): string[] {
  return paths.flatMap((path) => walk(worktree, path)).map((entry) => entry.path);
}

/**
 * Refuses what would take us out of the worktree: a link in the way to the documents, or one among
 * them that points outside.
 *
 * @throws {UnsafePathError}
 */
export function refuseLinks(worktree: string, issue: number): void {
  refuseLinkedFolders(worktree, issue);
  const root = realpathSync(worktree);
  for (const { path, kind } of committedPaths(issue).flatMap((folder) => walk(worktree, folder))) {
    if (kind !== "link") continue;
    const link = join(worktree, path);
    if (!existsSync(link) || !isInside(root, realpathSync(link))) {
      throw new UnsafePathError(
        path,
        "it is a link that leaves the worktree",
        `Replace it by a file: ${link}`,
      );
    }
  }
}

/**
 * Refuses a symbolic link in the way to the documents.
 *
 * @throws {UnsafePathError}
 */
export function refuseLinkedFolders(worktree: string, issue: number): void {
  for (const path of [".plans", plansFolder(issue), ...committedPaths(issue)]) {
    const kind = kindOf(join(worktree, path));
    if (kind === "link") {
      throw new UnsafePathError(
        path,
        "it is a symbolic link",
        `Replace it by a file or folder: ${join(worktree, path)}`,
      );
    }
  }
}

interface Entry {
  readonly path: string;
  readonly kind: "file" | "link";
}

function walk(worktree: string, path: string): Entry[] {
  const kind = kindOf(join(worktree, path));
  if (kind === "file" || kind === "link") return [{ path, kind }];
  if (kind !== "folder") return [];
  const names = readdirSync(join(worktree, path)).filter((name) => name !== ".git");
  return names.flatMap((name) => walk(worktree, `${path}/${name}`));
}
