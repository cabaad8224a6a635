import { writeFileAtomic } from "../../files/atomic.ts";
import { DamagedFileError, readJson } from "../../files/json.ts";
import { TrackerDamagedError } from "../errors.ts";
import type { Comment, Issue } from "../tracker.ts";

const VERSION = 1;

/** What `tracker/<number>.json` holds. */
export interface StoredIssue extends Issue {
  readonly version: typeof VERSION;
  readonly comments: readonly Comment[];
}

/**
 * Reads an issue file; `null` when there is none.
 * @throws TrackerDamagedError when it holds anything but the issue of that number
 */
export function readIssueFile(path: string, number: number): StoredIssue | null {
  const value = readStored(path);
  if (value === undefined) return null;
  const version = isRecord(value) ? value.version : undefined;
  if (typeof version === "number" && version > VERSION)
    throw new TrackerDamagedError(
      path,
      `was written by a newer orc-tui (version ${version}; this one knows ${VERSION})`,
      "Use that newer orc-tui.",
    );
  if (isStoredIssue(value) && value.number === number) return value;
  throw damaged(path, "does not hold the issue that its name promises");
}

export function writeIssueFile(path: string, issue: Omit<StoredIssue, "version">): void {
  writeFileAtomic(path, `${JSON.stringify({ version: VERSION, ...issue }, null, 2)}\n`);
}

function readStored(path: string): unknown {
  try {
    return readJson(path);
  } catch (cause) {
    if (cause instanceof DamagedFileError) throw damaged(path, "is not valid JSON", cause);
    throw cause;
  }
}

function damaged(path: string, detail: string, cause?: unknown): TrackerDamagedError {
  const remedy = "Mend the file, restore it from a backup, or move it out of the folder, then try again.";
  return new TrackerDamagedError(path, detail, remedy, { cause });
}

function isStoredIssue(value: unknown): value is StoredIssue {
  return (
    isRecord(value) &&
    value.version === VERSION &&
    Number.isSafeInteger(value.number) &&
    areText(value.title, value.body) &&
    isTime(value.createdAt) &&
    isTime(value.updatedAt) &&
    isAuthor(value.author) &&
    isTextOrNull(value.url) &&
    Array.isArray(value.labels) &&
    areText(...value.labels) &&
    Array.isArray(value.comments) &&
    value.comments.every(isComment)
  );
}

function isComment(value: unknown): boolean {
  return (
    isRecord(value) &&
    areText(value.id, value.body) &&
    isTime(value.createdAt) &&
    isAuthor(value.author) &&
    isTextOrNull(value.editedAt) &&
    isTextOrNull(value.url) &&
    typeof value.isMinimized === "boolean" &&
    typeof value.viaEmail === "boolean"
  );
}

function isAuthor(value: unknown): boolean {
  return isRecord(value) && typeof value.login === "string" && typeof value.isBot === "boolean";
}

function areText(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string");
}

function isTime(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
