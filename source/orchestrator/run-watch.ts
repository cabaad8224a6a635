import type { StoreApi } from "zustand/vanilla";
import { runFolder as agentRunFolder } from "../agents/run-folder.ts";
import { readStatus } from "../agents/run-status.ts";
import { runFolder } from "../store/layout.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";
import { activeRun } from "../workflow/state.ts";
import type { RunVitals, SessionStatus } from "./session.ts";

/** As often as a supervisor measures at most; a person reads no faster. */
const LOOK_MS = 2_000;

/**
 * Keeps `status.vitals`: what the agents that go on take of the machine, and what they wait for. It is read from
 * the files of their supervisors, so that it shows in every dashboard. Costs nothing while no agent runs.
 * @returns the function that ends it
 */
export function watchRuns(store: WorkflowStore, status: StoreApi<SessionStatus>): () => void {
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    timer = undefined;
    const active = Object.values(store.getState().workflows).flatMap((workflow) => {
      const run = activeRun(workflow);
      return run === null ? [] : [{ id: workflow.id, number: run.number }];
    });
    const found = active.flatMap(({ id, number }): [string, RunVitals][] => {
      const run = readStatus(agentRunFolder(runFolder(store.folderOf(id), number)));
      return run === null || run.load === null ? [] : [[id, { ...run.load, waiting: run.waiting }]];
    });
    const vitals = Object.fromEntries(found);
    if (JSON.stringify(vitals) !== JSON.stringify(status.getState().vitals)) status.setState({ vitals });
    if (active.length > 0) timer = setTimeout(look, LOOK_MS);
  }

  const unsubscribe = store.subscribe(() => {
    timer ??= setTimeout(look, LOOK_MS);
  });
  look();
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
