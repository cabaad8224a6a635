import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isMissing } from "../files/json.ts";
import { isKnownEvent, type StampedEvent } from "../workflow/events.ts";
import { reduce } from "../workflow/reducer.ts";
import type { Workflow } from "../workflow/state.ts";
import { readJournal } from "./journal.ts";
import { trustworthy } from "./mending.ts";
import { readSnapshot } from "./snapshot.ts";

/** What a file of a damaged workflow still tells. */
export interface Survivor {
  readonly path: string;
  readonly workflow: Workflow;
  /** A journal that tells the same. */
  readonly events: readonly StampedEvent[];
  /** There was more in the file, or may have been. */
  readonly isPart: boolean;
}

/**
 * The most that the files of a folder tell, those that were moved aside among them; `null` when it is nothing. Of a
 * journal everything counts up to the first line that cannot be read or does not follow from those before it.
 */
export async function bestSurvivor(folder: string, now: Date): Promise<Survivor | null> {
  const names = filesIn(folder);
  const journals = names.filter((name) => /^journal\.ndjson(?:\.corrupt-.*)?$/.test(name));
  const snapshots = names.filter((name) => /^state\.json(?:\.corrupt-.*)?$/.test(name));
  const found = [
    ...journals.map((name) => fromJournal(join(folder, name))),
    ...(await Promise.all(snapshots.map((name) => fromSnapshot(join(folder, name), now)))),
  ].filter((survivor) => survivor !== null);
  // Sorting is stable: of two that know equally much the journal counts, which has the history of it.
  return found.toSorted((a, b) => b.workflow.revision - a.workflow.revision)[0] ?? null;
}

function fromJournal(path: string): Survivor | null {
  const journal = readJournal(path);
  let workflow: Workflow | null = null;
  const events: StampedEvent[] = [];
  for (const event of journal?.events ?? []) {
    const next: Workflow | null = isKnownEvent(event) ? after(workflow, event) : null;
    if (next === null) break;
    workflow = next;
    events.push(event);
  }
  if (workflow === null || journal === null) return null;
  const isPart = journal.damagedLine !== null || journal.torn || events.length < journal.events.length;
  return { path, workflow, events, isPart };
}

function after(workflow: Workflow | null, event: StampedEvent): Workflow | null {
  try {
    return reduce(workflow, event);
  } catch {
    return null;
  }
}

async function fromSnapshot(path: string, now: Date): Promise<Survivor | null> {
  const workflow = await trustworthy(readSnapshot(path));
  if (workflow === null) return null;
  const restored = { type: "restored", workflow, at: now.toISOString(), by: "orchestrator" } as const;
  return { path, workflow, events: [restored], isPart: true };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
