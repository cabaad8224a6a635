import { isKnownEvent } from "../workflow/events.ts";
import { reduce } from "../workflow/reducer.ts";
import type { Workflow } from "../workflow/state.ts";
import { NewerVersionError } from "./errors.ts";
import { readJournal } from "./journal.ts";
import { journalPath, snapshotPath } from "./layout.ts";
import { readSnapshot, type SnapshotContent } from "./snapshot.ts";

/** One workflow as it is on disk. */
export interface DiskRecord {
  readonly folder: string;
  readonly workflow: Workflow;
  /** The length of the journal's good part. */
  readonly journalBytes: number;
}

/** What reading a workflow's folder found. Reading repairs nothing. */
export type Reading =
  | { readonly kind: "sound"; readonly record: DiskRecord }
  /** The journal is sound; the snapshot or the journal's end is to be mended. */
  | { readonly kind: "mendable"; readonly record: DiskRecord; readonly problem: Problem }
  /** The journal is lost, and a snapshot that needs a look at its whole shape may replace it. */
  | {
      readonly kind: "snapshot_only";
      readonly snapshot: SnapshotContent;
      readonly problem: "journal missing" | "journal damaged";
    }
  | { readonly kind: "unusable" }
  | { readonly kind: "newer"; readonly error: NewerVersionError; readonly workflow: Workflow | null }
  | { readonly kind: "empty" };

export type Problem =
  | "torn journal line"
  | "snapshot missing"
  | "snapshot damaged"
  | "snapshot behind"
  | "snapshot differs";

/** Reads journal and snapshot and compares them; the journal is the truth (spec section 3). */
export function readRecord(folder: string): Reading {
  // The snapshot first: read in this order, it can be behind a journal that grows meanwhile, never ahead.
  const snapshot = readSnapshot(snapshotPath(folder));
  const journal = readJournal(journalPath(folder));
  if (snapshot.kind === "newer") {
    return {
      kind: "newer",
      error: new NewerVersionError(snapshotPath(folder), `version ${snapshot.version}`),
      workflow: null,
    };
  }
  if (journal === null || journal.bytes === 0) {
    if (snapshot.kind === "missing") return journal === null ? { kind: "empty" } : { kind: "unusable" };
    return withoutJournal(snapshot, "journal missing");
  }
  if (journal.damagedLine !== null) return withoutJournal(snapshot, "journal damaged");
  const unknown = journal.events.find((event) => !isKnownEvent(event));
  if (unknown !== undefined) {
    const error = new NewerVersionError(journalPath(folder), `event ${String(unknown.type).slice(0, 40)}`);
    return { kind: "newer", error, workflow: snapshot.kind === "present" ? snapshot.workflow : null };
  }
  const workflow = replay(journal.events);
  if (workflow === null) return withoutJournal(snapshot, "journal damaged");
  if (
    snapshot.kind === "present" &&
    snapshot.workflow.id === workflow.id &&
    snapshot.workflow.revision > workflow.revision
  ) {
    return withoutJournal(snapshot, "journal damaged");
  }
  const record: DiskRecord = { folder, workflow, journalBytes: journal.bytes };
  if (journal.torn) return { kind: "mendable", record, problem: "torn journal line" };
  const problem = snapshotProblem(snapshot, workflow);
  return problem === null ? { kind: "sound", record } : { kind: "mendable", record, problem };
}

/** The workflow that a journal tells; `null` when its events do not follow from one another. */
export function replay(
  events: readonly Parameters<typeof reduce>[1][],
  from: Workflow | null = null,
): Workflow | null {
  try {
    return events.reduce<Workflow | null>((workflow, event) => reduce(workflow, event), from);
  } catch {
    return null;
  }
}

function withoutJournal(snapshot: SnapshotContent, problem: "journal missing" | "journal damaged"): Reading {
  const usable = snapshot.kind === "present" || snapshot.kind === "older";
  return usable ? { kind: "snapshot_only", snapshot, problem } : { kind: "unusable" };
}

function snapshotProblem(snapshot: SnapshotContent, workflow: Workflow): Problem | null {
  switch (snapshot.kind) {
    case "missing":
      return "snapshot missing";
    case "damaged":
      return "snapshot damaged";
    case "present":
      if (snapshot.workflow.revision < workflow.revision) return "snapshot behind";
      return JSON.stringify(snapshot.workflow) === JSON.stringify(workflow) ? null : "snapshot differs";
    default:
      return "snapshot behind";
  }
}
