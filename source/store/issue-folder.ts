import { existsSync } from "node:fs";
import { join } from "node:path";
import { isStorageRefusal, StorageError } from "./errors.ts";
import { moveDraft } from "./folders.ts";
import { journalPath, type PlansLayout } from "./layout.ts";
import type { DiskRecord } from "./record.ts";

/** Is the issue known and the folder still another one? */
export function isMisplaced(record: DiskRecord, layout: PlansLayout): boolean {
  const { issueNumber } = record.workflow;
  return issueNumber !== null && record.folder !== join(layout.root, String(issueNumber));
}

/** Gives a draft the folder of its issue, once that is known, and finishes a move that a crash cut short. */
export function moveToIssue(
  record: DiskRecord,
  layout: PlansLayout,
  { now, warn }: { now: Date; warn: (warning: string) => void },
): DiskRecord {
  if (!isMisplaced(record, layout)) return record;
  const { issueNumber } = record.workflow;
  const folder = join(layout.root, String(issueNumber));
  if (existsSync(journalPath(folder))) {
    warn(
      `${record.folder} belongs to issue ${issueNumber}, which has another workflow; it is left where it is`,
    );
    return record;
  }
  try {
    moveDraft(record.folder, folder, now);
  } catch (error) {
    // The event that made the issue known counts already, so the move waits for the next one.
    if (!isStorageRefusal(error)) throw error;
    warn(new StorageError(folder, error).message);
    return existsSync(journalPath(folder)) ? { ...record, folder } : record;
  }
  return { ...record, folder };
}
