import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isMissing } from "../files/json.ts";
import { withLock } from "../files/lock.ts";
import { journalPath, type PlansLayout } from "./layout.ts";

/**
 * Removes the drafts of workflows that never came to be: their process was killed before the first event was
 * whole, so nobody was told of them and there is nothing in them. Writers hold the lock, so none is at work.
 */
export function removeUnbornDrafts(layout: PlansLayout): void {
  const drafts = foldersIn(layout.drafts);
  if (!drafts.some(isUnborn)) return;
  withLock(layout.storeLock, () => {
    for (const draft of drafts.filter(isUnborn)) rmSync(draft, { recursive: true });
  });
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Nothing but, perhaps, a journal without a single whole line. */
function isUnborn(draft: string): boolean {
  try {
    const names = readdirSync(draft);
    if (names.length === 0) return true;
    return (
      names.length === 1 && names[0] === "journal.ndjson" && !readFileSync(journalPath(draft)).includes("\n")
    );
  } catch {
    return false;
  }
}
