import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Lock, waitForLock, withLock } from "../files/lock.ts";
import type { OrcError } from "../workflow/errors.ts";
import { isKnownEvent, type StampedEvent } from "../workflow/events.ts";
import { reduce } from "../workflow/reducer.ts";
import type { Workflow } from "../workflow/state.ts";
import {
  IssueTrackedError,
  refusable,
  StorageError,
  UnknownWorkflowError,
  UnreadableWorkflowError,
} from "./errors.ts";
import { holdsState, listWorkflowFolders, type WorkflowFolder } from "./folders.ts";
import { ensureIgnoreFile } from "./ignore-file.ts";
import { isMisplaced, moveToIssue } from "./issue-folder.ts";
import { appendEvent, readJournal, truncateJournal } from "./journal.ts";
import { journalPath, type PlansLayout, snapshotPath } from "./layout.ts";
import { mend, trustworthy } from "./mending.ts";
import { placeholder } from "./placeholder.ts";
import { beat } from "./pulse.ts";
import { type DiskRecord, type Reading, readRecord, replay } from "./record.ts";
import { writeSnapshot } from "./snapshot.ts";

/** A place between two system calls, for crash tests. */
export type Checkpoint = (name: string) => void;

/** What of the disk a store shows. */
export interface DiskView {
  readonly workflows: ReadonlyMap<string, Workflow>;
  /** Workflows that are shown as far as they can be and must not be touched, with the reason. */
  readonly frozen: ReadonlyMap<string, string>;
  /** What a person should know about the state of the files, newest last. */
  readonly warnings: readonly string[];
}

/** All workflows of a `.plans` folder, as files. Every method may be used by several processes at once. */
export interface PlansDisk {
  /** Reads everything and mends what can be mended. */
  load(): Promise<DiskView>;
  /** Reads what other processes have written since; `null` when that is nothing. */
  refresh(): DiskView | null;
  /**
   * Makes one event count: brings the workflow up to date under the lock, reduces, flushes the journal, replaces
   * the snapshot. When it throws, nothing has changed.
   * @throws InvalidStateTransition, StorageError, UnknownWorkflowError, NewerVersionError, UnreadableWorkflowError
   */
  commit(id: string, event: StampedEvent): DiskView;
  /** The folder of a workflow, where its runs are. */
  folderOf(id: string): string;
}

export function openPlansDisk(
  layout: PlansLayout,
  options: { now: () => Date; checkpoint?: Checkpoint },
): PlansDisk {
  const checkpoint = options.checkpoint ?? (() => {});
  const records = new Map<string, DiskRecord>();
  /** Workflows that are shown but cannot be written, with the reason. */
  const frozen = new Map<string, { folder: string; workflow: Workflow; error: OrcError }>();
  const warnings: string[] = [];

  function view(): DiskView {
    const workflows = new Map<string, Workflow>();
    for (const { workflow } of frozen.values()) workflows.set(workflow.id, workflow);
    for (const { workflow } of records.values()) workflows.set(workflow.id, workflow);
    const reasons = new Map([...frozen].map(([id, { error }]) => [id, error.message]));
    return { workflows, frozen: reasons, warnings: [...warnings] };
  }

  function warn(warning: string): void {
    if (!warnings.includes(warning)) warnings.push(warning);
  }

  async function load(): Promise<DiskView> {
    for (const folder of listWorkflowFolders(layout)) {
      const reading = readRecord(folder.path);
      if (reading.kind === "sound" && !isMisplaced(reading.record, layout)) keep(reading.record);
      else if (reading.kind === "newer") freeze(folder, reading.workflow, reading.error);
      else await loadDamaged(folder);
    }
    return view();
  }

  async function loadDamaged(folder: WorkflowFolder): Promise<void> {
    const reading = readRecord(folder.path);
    if (folder.issueNumber === null && reading.kind === "unusable" && !existsSync(snapshotPath(folder.path)))
      return;
    let lock: Lock | null = null;
    try {
      lock = await waitForLock(layout.storeLock);
      const { record, warning } = await mend(folder.path, options.now());
      if (warning !== null) warn(warning);
      if (record !== null) keep(moveToIssue(record, layout, { now: options.now(), warn }));
      else if (holdsState(folder.path)) freeze(folder, null, new UnreadableWorkflowError(folder.path));
    } catch (error) {
      // One folder that cannot be put right must not hide the others.
      await showUnmended(folder, reading, new StorageError(layout.root, error));
    } finally {
      lock?.release();
    }
  }

  /** Read-only, full or busy: what can be read is shown, and nothing is mended. */
  async function showUnmended(folder: WorkflowFolder, reading: Reading, error: StorageError): Promise<void> {
    if (reading.kind === "sound" || reading.kind === "mendable") keep(reading.record);
    else freeze(folder, reading.kind === "snapshot_only" ? await trustworthy(reading.snapshot) : null, error);
    warn(error.message);
  }

  function keep(record: DiskRecord): void {
    records.set(record.workflow.id, record);
  }

  function freeze(folder: WorkflowFolder, workflow: Workflow | null, error: OrcError): void {
    const shown = workflow ?? placeholder(folder, options.now());
    frozen.set(shown.id, { folder: folder.path, workflow: shown, error });
    warn(error.message);
  }

  function refresh(): DiskView | null {
    let changed = false;
    for (const record of records.values()) {
      const size = statSync(journalPath(record.folder), { throwIfNoEntry: false })?.size;
      if (size === record.journalBytes) continue;
      changed = true;
      const fresh = size === undefined ? null : catchUp(record, size);
      if (fresh !== null) keep(fresh);
      else records.delete(record.workflow.id);
    }
    for (const [id, { folder }] of frozen) {
      const reading = readRecord(folder);
      if (reading.kind !== "sound") continue;
      // Somebody has repaired it.
      frozen.delete(id);
      keep(reading.record);
      changed = true;
    }
    const shownFolders = new Set([
      ...[...records.values()].map((record) => record.folder),
      ...[...frozen.values()].map((each) => each.folder),
    ]);
    for (const folder of listWorkflowFolders(layout)) {
      if (shownFolders.has(folder.path)) continue;
      const reading = readRecord(folder.path);
      if (reading.kind === "sound" || reading.kind === "mendable") keep(reading.record);
      else if (reading.kind === "newer") freeze(folder, reading.workflow, reading.error);
      else continue;
      changed = true;
    }
    return changed ? view() : null;
  }

  /** The record with what its journal has gained; `null` when the journal no longer makes sense. */
  function catchUp(record: DiskRecord, size: number): DiskRecord | null {
    if (size > record.journalBytes) {
      const tail = readJournal(journalPath(record.folder), record.journalBytes);
      if (tail === null || tail.damagedLine !== null || !tail.events.every(isKnownEvent)) return null;
      const workflow = replay(tail.events, record.workflow);
      if (workflow !== null) return { ...record, workflow, journalBytes: tail.bytes };
    }
    const reading = readRecord(record.folder);
    return reading.kind === "sound" || reading.kind === "mendable" ? reading.record : null;
  }

  /** The record as the disk has it now; `null` when there is none. */
  function known(id: string): DiskRecord | null {
    const record = records.get(id);
    const size = record && statSync(journalPath(record.folder), { throwIfNoEntry: false })?.size;
    if (record && size === record.journalBytes) return record;
    refresh();
    return records.get(id) ?? null;
  }

  function current(id: string): DiskRecord {
    const found = known(id);
    refuseFrozen(id);
    if (!found)
      throw new UnknownWorkflowError(
        id,
        [...records.values()].map(({ workflow }) => String(workflow.issueNumber ?? workflow.id)),
      );
    return found;
  }

  function refuseFrozen(id: string): void {
    const cold = frozen.get(id);
    if (cold) throw cold.error;
  }

  function commit(id: string, event: StampedEvent): DiskView {
    refuseFrozen(id);
    return refusable(layout.root, () =>
      withLock(layout.storeLock, () => {
        const before = event.type === "created" ? known(id) : current(id);
        const workflow = reduce(before?.workflow ?? null, event);
        const folder = before?.folder ?? join(layout.drafts, id);
        if (before === null) ensureIgnoreFile(layout.ignoreFile);
        refuseTaken(before, workflow);
        write(folder, before?.journalBytes ?? 0, event, workflow);
        const journalBytes = statSync(journalPath(folder)).size;
        keep(moveToIssue({ folder, workflow, journalBytes }, layout, { now: options.now(), warn }));
        checkpoint("store:moved");
        beat(layout, `${workflow.id} ${workflow.revision}`);
        return view();
      }),
    );
  }

  function refuseTaken(before: DiskRecord | null, workflow: Workflow): void {
    if (workflow.issueNumber === null || before?.workflow.issueNumber === workflow.issueNumber) return;
    if (existsSync(journalPath(join(layout.root, String(workflow.issueNumber)))))
      throw new IssueTrackedError(workflow.issueNumber);
  }

  /** Journal first, then snapshot; where the snapshot cannot be written the event is taken back. */
  function write(folder: string, bytes: number, event: StampedEvent, workflow: Workflow): void {
    checkpoint("store:before-journal");
    appendEvent(journalPath(folder), bytes, event);
    checkpoint("store:journal-written");
    try {
      writeSnapshot(snapshotPath(folder), workflow);
    } catch (error) {
      truncateJournal(journalPath(folder), bytes);
      throw error;
    }
    checkpoint("store:snapshot-written");
  }

  function folderOf(id: string): string {
    const folder = records.get(id)?.folder ?? frozen.get(id)?.folder;
    if (folder === undefined) throw new UnknownWorkflowError(id, []);
    return folder;
  }

  return { load, refresh, commit, folderOf };
}
