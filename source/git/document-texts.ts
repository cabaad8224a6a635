import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { filesBelow, PLACEHOLDER, refuseLinkedFolders, reviewedPaths } from "./documents.ts";
import { readGit, records } from "./run.ts";

/** A document as a reviewer reads it. */
export interface DocumentText {
  /** Relative to the worktree. */
  readonly path: string;
  readonly bytes: number;
  /** The beginning, where the document is longer than was asked for; as it was written, control characters and all. */
  readonly text: string;
  readonly isCut: boolean;
  /** Why it has no text; `null` where it has. */
  readonly problem: string | null;
}

/** What tells whether the documents in a worktree are still those that were read. */
export interface WrittenDocuments {
  readonly signature: string;
  read(maxBytes: number): DocumentText[];
}

const LINK = "it is a link, and links are not followed";
const NOT_TEXT = "it is not a text";
const GONE = "it cannot be read";

/** The documents under review as they are in a commit, sorted. */
export async function committedDocuments(
  root: string,
  { issue, revision, maxBytes }: { issue: number; revision: string; maxBytes: number },
): Promise<DocumentText[]> {
  const listing = ["ls-tree", "-r", "-z", "-l", "--full-tree", revision, "--", ...reviewedPaths(issue)];
  const documents: DocumentText[] = [];
  for (const record of records((await readGit(root, listing)).stdout)) {
    const [, mode = "", id = "", size = "", path = ""] =
      /^(\d+) \w+ ([\da-f]+) +(\d+|-)\t(.*)$/s.exec(record) ?? [];
    const bytes = Number(size) || 0;
    if (path.endsWith(`/${PLACEHOLDER}`)) continue;
    if (mode === "120000") documents.push(unreadable(path, LINK));
    else if (mode.startsWith("100") && bytes > 0) {
      const { stdout } = await readGit(root, ["cat-file", "blob", id], {
        maxLength: maxBytes,
        encoding: "latin1",
      });
      documents.push(textOf(path, Buffer.from(stdout, "latin1"), bytes));
    }
  }
  return documents.sort(byPath);
}

/**
 * The documents as they stand in a worktree, to be read where they are others than before.
 *
 * @throws {UnsafePathError} one of their folders is a symbolic link
 */
export function writtenDocuments(worktree: string, issue: number): WrittenDocuments {
  refuseLinkedFolders(worktree, issue);
  const found = filesBelow(worktree, reviewedPaths(issue))
    .filter((path) => !path.endsWith(`/${PLACEHOLDER}`))
    .flatMap((path) => {
      const stats = lstatSync(join(worktree, path), { throwIfNoEntry: false });
      return stats === undefined || stats.size === 0 ? [] : [{ path, stats }];
    });
  return {
    signature: found
      .map(({ path, stats }) => `${path} ${stats.size} ${stats.mtimeMs} ${stats.ino}`)
      .join("\n"),
    read: (maxBytes) =>
      found
        .map(({ path, stats }) =>
          stats.isSymbolicLink() ? unreadable(path, LINK) : beginningOf(worktree, path, maxBytes),
        )
        .sort(byPath),
  };
}

/** Whatever has taken the file's place meanwhile: no link is followed, nothing is waited for. */
function beginningOf(worktree: string, path: string, maxBytes: number): DocumentText {
  let file: number;
  try {
    file = openSync(join(worktree, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return unreadable(path, GONE);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return unreadable(path, GONE);
    const bytes = Buffer.alloc(Math.min(stats.size, maxBytes));
    return textOf(path, bytes.subarray(0, readSync(file, bytes)), stats.size);
  } catch {
    return unreadable(path, GONE);
  } finally {
    closeSync(file);
  }
}

/** A character that the end cuts in two is left out. */
function textOf(path: string, beginning: Buffer, bytes: number): DocumentText {
  if (beginning.includes(0)) return { ...unreadable(path, NOT_TEXT), bytes };
  const isCut = beginning.length < bytes;
  const decoder = new StringDecoder("utf8");
  const text = decoder.write(beginning) + (isCut ? "" : decoder.end());
  return { path, bytes, text, isCut, problem: null };
}

function unreadable(path: string, problem: string): DocumentText {
  return { path, bytes: 0, text: "", isCut: false, problem };
}

function byPath(a: DocumentText, b: DocumentText): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
