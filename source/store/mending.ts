import { existsSync } from "node:fs";
import { reduce } from "../workflow/reducer.ts";
import type { Workflow } from "../workflow/state.ts";
import { appendEvent, truncateJournal } from "./journal.ts";
import { journalPath, snapshotPath } from "./layout.ts";
import { migrate } from "./migrations.ts";
import { moveAside } from "./move-aside.ts";
import { type DiskRecord, type Reading, readRecord } from "./record.ts";
import { type SnapshotContent, writeSnapshot } from "./snapshot.ts";

/** A folder made good, or found to be beyond it, and what a person should know about that. */
export interface Mended {
  readonly record: DiskRecord | null;
  readonly warning: string | null;
}

/**
 * Repairs what reading found (spec section 3). Call with the store lock held: it reads again, since what looked
 * damaged may have been another process in the middle of a write. Nothing is deleted: what cannot be
 * used is moved aside as `*.corrupt-<time>`.
 */
export async function mend(folder: string, now: Date): Promise<Mended> {
  const reading = readRecord(folder);
  switch (reading.kind) {
    case "sound":
      return { record: reading.record, warning: null };
    case "mendable":
      return mendRecord(reading, now);
    case "snapshot_only": {
      const workflow = await trustworthy(reading.snapshot);
      return workflow === null ? giveUp(folder, now) : restore(folder, workflow, reading.problem, now);
    }
    case "unusable":
      return giveUp(folder, now);
    case "newer":
    case "empty":
      return { record: null, warning: null };
  }
}

function mendRecord({ record, problem }: Extract<Reading, { kind: "mendable" }>, now: Date): Mended {
  const snapshot = snapshotPath(record.folder);
  if (problem === "torn journal line") truncateJournal(journalPath(record.folder), record.journalBytes);
  if (problem === "snapshot damaged" || problem === "snapshot differs") moveAside(snapshot, now);
  writeSnapshot(snapshot, record.workflow);
  return { record, warning: warningFor(problem, record.folder) };
}

function warningFor(problem: string, folder: string): string | null {
  switch (problem) {
    case "torn journal line":
      return `${journalPath(folder)}: the last line was cut short by a crash and was dropped`;
    case "snapshot damaged":
      return `${snapshotPath(folder)} was damaged; it was moved aside and rebuilt from the journal`;
    case "snapshot differs":
      return `${snapshotPath(folder)} did not agree with the journal; it was moved aside and rebuilt`;
    case "snapshot missing":
      return `${snapshotPath(folder)} was missing; it was rebuilt from the journal`;
    default:
      return null;
  }
}

/** A snapshot may stand in for its journal only if every part of it is as it should be. */
export async function trustworthy(snapshot: SnapshotContent): Promise<Workflow | null> {
  const { parseWorkflow } = await import("./schema.ts");
  if (snapshot.kind === "present") return parseWorkflow(snapshot.workflow);
  return snapshot.kind === "older" ? parseWorkflow(migrate(snapshot.value, snapshot.version)) : null;
}

function restore(folder: string, workflow: Workflow, problem: string, now: Date): Mended {
  if (existsSync(journalPath(folder))) moveAside(journalPath(folder), now);
  const event = { type: "restored", workflow, at: now.toISOString(), by: "orchestrator" } as const;
  const journalBytes = appendEvent(journalPath(folder), 0, event);
  writeSnapshot(snapshotPath(folder), reduce(null, event));
  return {
    record: { folder, workflow, journalBytes },
    warning: `${folder}: ${problem}; it starts again from the snapshot`,
  };
}

function giveUp(folder: string, now: Date): Mended {
  for (const path of [journalPath(folder), snapshotPath(folder)]) if (existsSync(path)) moveAside(path, now);
  return {
    record: null,
    warning: `${folder}: neither journal nor snapshot can be read; both were moved aside`,
  };
}
