import { existsSync } from "node:fs";
import { join } from "node:path";
import { listWorkflowFolders, type WorkflowFolder } from "../store/folders.ts";
import { journalPath, snapshotPath } from "../store/layout.ts";
import { rebuildFolder } from "../store/rebuild.ts";
import { readRecord, replay } from "../store/record.ts";
import { bestSurvivor } from "../store/survivors.ts";
import { AmbiguousWorkflowError } from "../store/workflow-store.ts";
import { OrcError } from "../workflow/errors.ts";
import type { Workflow } from "../workflow/state.ts";
import type { Place } from "./open-place.ts";
import { reconstruct } from "./reconstruction.ts";
import { type Rebuilt, withPause } from "./repair-pause.ts";

/** How a workflow can be rebuilt. Nothing has been done yet. */
export interface Repair extends Rebuilt {
  readonly folder: string;
  /** The files that are moved aside. */
  readonly aside: readonly string[];
  /** What it leads to. */
  readonly workflow: Workflow;
}

/** There is nothing from which the workflow could be rebuilt. */
export class NothingToRepairFromError extends OrcError {
  constructor(reference: string) {
    super(
      "NOTHING_TO_REPAIR_FROM",
      `nothing tells of a workflow ${reference}: no file of it, no issue`,
      'Name its issue, or begin anew: orc-tui new "<description>" --issue <issue>.',
    );
  }
}

/**
 * Looks how a workflow can be rebuilt (spec section 3): from its journal or snapshot, also those that were moved
 * aside, as far as they make sense; else from the issue and from git. Never guesses an approval.
 * @param reference an issue or an id; left out, the one workflow that cannot be read
 * @returns `null` where nothing is wrong with it
 * @throws NewerVersionError, NothingToRepairFromError, AmbiguousWorkflowError, and what the tracker throws
 */
export async function planRepair(
  place: Place,
  reference: string | undefined,
  now: Date,
): Promise<Repair | null> {
  const folder = folderOf(place, reference);
  if (folder === null) return null;
  const reading = readRecord(folder.path);
  if (reading.kind === "sound") return null;
  if (reading.kind === "newer") throw reading.error;
  const found = await eventsFor(place, folder, now);
  const workflow = replay(found.events);
  if (workflow === null) throw new NothingToRepairFromError(nameOf(folder));
  const aside = [journalPath(folder.path), snapshotPath(folder.path)].filter((path) => existsSync(path));
  return { folder: folder.path, ...found, aside, workflow };
}

export function carryOut({ plans }: Place, { folder, events }: Repair, now: Date): void {
  rebuildFolder(plans, folder, events, now);
}

function folderOf({ plans }: Place, reference: string | undefined): WorkflowFolder | null {
  const folders = listWorkflowFolders(plans);
  if (reference === undefined) {
    const damaged = folders.filter(({ path }) => !["sound", "empty"].includes(readRecord(path).kind));
    if (damaged.length > 1) throw new AmbiguousWorkflowError(damaged.map(nameOf));
    return damaged[0] ?? null;
  }
  const wanted = reference.replace(/^#/, "").replace(/^unreadable-/, "");
  const there = folders.find((folder) => nameOf(folder) === wanted || holdsWorkflow(folder, wanted));
  if (there !== undefined) return there;
  if (!/^[1-9]\d{0,14}$/.test(wanted)) throw new NothingToRepairFromError(reference);
  return { path: join(plans.root, wanted), issueNumber: Number(wanted) };
}

function holdsWorkflow({ path }: WorkflowFolder, id: string): boolean {
  const reading = readRecord(path);
  return (reading.kind === "sound" || reading.kind === "mendable") && reading.record.workflow.id === id;
}

function nameOf({ path, issueNumber }: WorkflowFolder): string {
  return issueNumber === null ? (path.split("/").at(-1) ?? path) : String(issueNumber);
}

async function eventsFor(place: Place, folder: WorkflowFolder, now: Date): Promise<Rebuilt> {
  const survivor = await bestSurvivor(folder.path, now);
  if (survivor === null) {
    if (folder.issueNumber === null) throw new NothingToRepairFromError(nameOf(folder));
    return reconstruct(place, folder.issueNumber, now);
  }
  const { path, workflow, events, isPart } = survivor;
  const told = `${path} tells of ${events.length === 1 ? "its state" : `${events.length} events`}, up to ${workflow.state}`;
  if (!isPart) return { events, findings: [told] };
  return withPause({ events, findings: [`${told}; what came after that is lost`] }, workflow, now);
}
