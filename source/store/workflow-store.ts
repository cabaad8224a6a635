import { createStore, type StoreApi } from "zustand/vanilla";
import { OrcError } from "../workflow/errors.ts";
import type { WorkflowEvent } from "../workflow/events.ts";
import { reduce } from "../workflow/reducer.ts";
import type { Actor, Workflow } from "../workflow/state.ts";
import { UnknownWorkflowError } from "./errors.ts";
import { persistent, shown } from "./persistence.ts";
import type { PlansDisk } from "./plans-disk.ts";
import type { WorkflowsState } from "./workflows-state.ts";

/** All workflows of a repository, and the one way to change them. */
export interface WorkflowStore
  extends Pick<StoreApi<WorkflowsState>, "getState" | "subscribe" | "getInitialState"> {
  /**
   * Raises an event: reduced, written to disk, then shown. Returns the workflow it led to.
   * @throws InvalidStateTransition, StorageError and what else `PlansDisk.commit` throws; nothing has changed then
   */
  dispatch(id: string, event: WorkflowEvent, by: Actor): Workflow;
  /** Shows what other processes have written since; `true` when there was something. */
  refresh(): boolean;
  /** The folder of a workflow's state and runs. */
  folderOf(id: string): string;
}

const inMemory = () => ({
  workflows: {} as Readonly<Record<string, Workflow>>,
  frozen: {} as Readonly<Record<string, string>>,
  warnings: [] as readonly string[],
});

/** Opens the store of a `.plans` folder with everything it holds. */
export async function openWorkflowStore(disk: PlansDisk, now: () => Date): Promise<WorkflowStore> {
  const store = createStore<WorkflowsState>(
    persistent(disk, (set, get) => ({
      ...inMemory(),
      apply: (id, event) => {
        const { workflows } = get();
        set({ workflows: { ...workflows, [id]: reduce(workflows[id] ?? null, event) } });
      },
    })),
  );
  store.setState(shown(store.getState(), await disk.load()));

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,
    dispatch(id, event, by) {
      store.getState().apply(id, { ...event, at: now().toISOString(), by });
      const workflow = store.getState().workflows[id];
      if (workflow === undefined) throw new UnknownWorkflowError(id, []);
      return workflow;
    },
    refresh() {
      const view = disk.refresh();
      if (view !== null) store.setState(shown(store.getState(), view));
      return view !== null;
    },
    folderOf: disk.folderOf,
  };
}

/** A command needs one workflow and several fit. */
export class AmbiguousWorkflowError extends OrcError {
  constructor(known: readonly string[]) {
    super("AMBIGUOUS_WORKFLOW", "which workflow? Several fit", `Name one of: ${known.join(", ")}.`);
  }
}

/**
 * The workflow that a person means by `reference` (an issue number or an id). Left out, it is the
 * only one that `fits`, else the only one there is.
 * @throws UnknownWorkflowError, AmbiguousWorkflowError
 */
export function findWorkflow(
  workflows: readonly Workflow[],
  reference: string | undefined,
  fits: (workflow: Workflow) => boolean = () => true,
): Workflow {
  const names = namesOf(workflows);
  if (reference !== undefined) {
    const wanted = reference.replace(/^#/, "");
    const found = workflows.find(
      (workflow) => workflow.id === wanted || String(workflow.issueNumber) === wanted,
    );
    if (!found) throw new UnknownWorkflowError(reference, names);
    return found;
  }
  const fitting = workflows.filter(fits);
  const candidates = fitting.length > 0 ? fitting : workflows;
  const [only] = candidates;
  if (only === undefined) throw new UnknownWorkflowError("", names);
  if (candidates.length > 1) throw new AmbiguousWorkflowError(namesOf(candidates));
  return only;
}

/** What people call the workflows, in the order of their issues. */
function namesOf(workflows: readonly Workflow[]): string[] {
  return workflows
    .toSorted((a, b) => (a.issueNumber ?? 0) - (b.issueNumber ?? 0))
    .map((workflow) => String(workflow.issueNumber ?? workflow.id));
}
