import { join } from "node:path";

/** Where things are in a `.plans` folder (spec section 3). All paths are absolute. */
export interface PlansLayout {
  readonly root: string;
  readonly drafts: string;
  /** One writer at a time. */
  readonly storeLock: string;
  /** One engine at a time. */
  readonly engineLock: string;
  /** Touched by every write, so that one watch tells viewers that something changed. */
  readonly pulse: string;
  readonly ignoreFile: string;
}

export function plansLayout(root: string): PlansLayout {
  return {
    root,
    drafts: join(root, "drafts"),
    storeLock: join(root, "store.lock"),
    engineLock: join(root, "engine.lock"),
    pulse: join(root, "pulse"),
    ignoreFile: join(root, ".gitignore"),
  };
}

export function journalPath(folder: string): string {
  return join(folder, "journal.ndjson");
}

export function snapshotPath(folder: string): string {
  return join(folder, "state.json");
}

/** The folder of an agent run of the workflow in `folder`. */
export function runFolder(folder: string, run: number): string {
  return join(folder, "runs", String(run));
}
