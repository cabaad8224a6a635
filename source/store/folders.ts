import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { syncFolder } from "../files/atomic.ts";
import { isMissing } from "../files/json.ts";
import { journalPath, type PlansLayout, snapshotPath } from "./layout.ts";
import { moveAside } from "./move-aside.ts";

/** A folder that may hold a workflow. */
export interface WorkflowFolder {
  readonly path: string;
  /** The issue it is named after; `null` for a draft. */
  readonly issueNumber: number | null;
}

/**
 * The folders under `.plans` that hold, or held, a workflow's state; folders with documents only are not among them.
 * Drafts come first: a move that was cut short is finished before its half-filled target is judged, and a
 * draft that is moved while we look is seen at least once.
 */
export function listWorkflowFolders(layout: PlansLayout): WorkflowFolder[] {
  const drafts = names(layout.drafts)
    .filter((name) => /^[a-z0-9-]+$/.test(name))
    .map((name) => ({ path: join(layout.drafts, name), issueNumber: null }));
  const issues = names(layout.root)
    .filter((name) => /^[1-9]\d{0,15}$/.test(name))
    .map((name) => ({ path: join(layout.root, name), issueNumber: Number(name) }));
  return [...drafts, ...issues].filter((folder) => holdsState(folder.path));
}

/** Is there a journal, a snapshot, or one of them moved aside? */
export function holdsState(folder: string): boolean {
  if (existsSync(journalPath(folder)) || existsSync(snapshotPath(folder))) return true;
  return names(folder).some((name) => /^(?:journal\.ndjson|state\.json)\.corrupt-/.test(name));
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Is there something else? The same file is what a move that was cut short has left. */
function isInTheWay(there: string, here: string): boolean {
  if (!existsSync(there)) return false;
  const areFiles = statSync(there).isFile() && statSync(here).isFile();
  return !areFiles || !readFileSync(there).equals(readFileSync(here));
}

/**
 * Moves a draft's files to the folder of its issue, file by file since that folder may hold documents of
 * an earlier merge. The journal goes last: until then a crash leaves a draft that is moved again. What a workflow
 * that has lost its journal left there under the same name is moved aside: it is not this workflow's.
 */
export function moveDraft(draft: string, target: string, now: Date): void {
  mkdirSync(target, { recursive: true });
  const ordered = names(draft).sort(
    (a, b) => Number(a === "journal.ndjson") - Number(b === "journal.ndjson"),
  );
  for (const name of ordered) {
    if (name.endsWith(".tmp")) continue;
    if (isInTheWay(join(target, name), join(draft, name))) moveAside(join(target, name), now);
    renameSync(join(draft, name), join(target, name));
  }
  syncFolder(target);
  if (names(draft).length === 0) rmdirSync(draft);
}
