import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { journalPath, type PlansLayout, plansLayout, snapshotPath } from "../../source/store/layout.ts";
import { type Checkpoint, openPlansDisk } from "../../source/store/plans-disk.ts";
import { openWorkflowStore, type WorkflowStore } from "../../source/store/workflow-store.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { reduce } from "../../source/workflow/reducer.ts";
import type { Workflow } from "../../source/workflow/state.ts";

/** A `.plans` folder of its own; `remove` takes it away. */
export function temporaryPlans(): { layout: PlansLayout; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), "orc-store-"));
  return {
    layout: plansLayout(join(root, ".plans")),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

const NOW = new Date("2026-01-01T12:00:00.000Z");

export function openStore(layout: PlansLayout, checkpoint: Checkpoint = () => {}): Promise<WorkflowStore> {
  const now = () => NOW;
  return openWorkflowStore(openPlansDisk(layout, { now, checkpoint }), now);
}

export function createdEvent(id: string): WorkflowEvent {
  return {
    type: "created",
    id,
    title: "Add login",
    description: "Add login\nwith everything",
    featureName: "add-login",
    labels: [],
    agent: null,
    adoptIssue: null,
  };
}

export function issueStep(issueNumber: number): WorkflowEvent {
  return { type: "step_completed", step: "issue", issueNumber, issueUrl: null };
}

/** Events that are accepted in every state that has not ended, for histories of any length. */
export function numbered(index: number): WorkflowEvent {
  return { type: "deferred", effect: "e", message: `e-${index}`, retryAt: "2026-01-01T12:00:00.000Z" };
}

/** A workflow of issue `issueNumber` in PHASE_1, made by a store of its own; returns its folder. */
export async function storedWorkflow(layout: PlansLayout, issueNumber = 7): Promise<string> {
  const id = `w${issueNumber}`;
  const store = await openStore(layout);
  for (const event of [createdEvent(id), { type: "phase_1_start" } as const, issueStep(issueNumber)])
    store.dispatch(id, event, "cli:dev");
  return store.folderOf(id);
}

export function readSnapshot(folder: string): Workflow {
  return JSON.parse(readFileSync(snapshotPath(folder), "utf8"));
}

/** The workflow that the journal alone tells. */
export function readJournal(folder: string): Workflow {
  const lines = readFileSync(journalPath(folder), "utf8").trimEnd().split("\n");
  const workflow = lines.reduce<Workflow | null>((state, line) => reduce(state, JSON.parse(line)), null);
  if (workflow === null) throw new TypeError(`${folder} has an empty journal`);
  return workflow;
}

export function appendToJournal(folder: string, text: string): void {
  appendFileSync(journalPath(folder), text);
}

/** The names of the files that were moved aside in a folder. */
export function movedAside(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.includes(".corrupt-"))
    .sort();
}
