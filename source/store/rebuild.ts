import { existsSync } from "node:fs";
import { writeFileAtomic } from "../files/atomic.ts";
import { withLock } from "../files/lock.ts";
import type { StampedEvent } from "../workflow/events.ts";
import { refusable } from "./errors.ts";
import { ensureIgnoreFile } from "./ignore-file.ts";
import { journalPath, type PlansLayout, snapshotPath } from "./layout.ts";
import { moveAside } from "./move-aside.ts";
import { beat } from "./pulse.ts";
import { replay } from "./record.ts";
import { writeSnapshot } from "./snapshot.ts";

/**
 * Gives a workflow's folder a new journal and its snapshot; what stood there is moved aside, never deleted. A crash
 * in between leaves a folder that can be rebuilt again.
 * @throws StorageError
 */
export function rebuildFolder(
  layout: PlansLayout,
  folder: string,
  events: readonly StampedEvent[],
  now: Date,
): void {
  const workflow = replay(events);
  if (workflow === null) throw new TypeError("these events do not follow from one another");
  refusable(layout.root, () =>
    withLock(layout.storeLock, () => {
      ensureIgnoreFile(layout.ignoreFile);
      for (const path of [journalPath(folder), snapshotPath(folder)])
        if (existsSync(path)) moveAside(path, now);
      writeFileAtomic(journalPath(folder), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
      writeSnapshot(snapshotPath(folder), workflow);
      beat(layout, `${workflow.id} ${workflow.revision}`);
    }),
  );
}
