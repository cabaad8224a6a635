import { useStore } from "zustand";
import type { Workflow } from "../../workflow/state.ts";
import { inOrder, keptRows } from "../dashboard.ts";
import { archiveStart, chosenRow, type Row } from "../list/rows.ts";
import { listFilter } from "../screen.ts";
import { useTime } from "./use-clock.ts";
import { useDashboard } from "./use-dashboard.ts";

/** All workflows, who needs a person first. */
export function useWorkflows(): readonly Workflow[] {
  return useStore(useDashboard().workflows, inOrder);
}

/** The rows of the list as it is filtered and folded now. */
export function useRows(): readonly Row[] {
  const { screen } = useDashboard();
  const workflows = useWorkflows();
  const filter = useStore(screen, listFilter);
  const isArchiveOpen = useStore(screen, (state) => state.list.isArchiveOpen);
  const start = useTime((now) => archiveStart(workflows, now));
  return keptRows(workflows, { filter, isArchiveOpen }, start);
}

/** The row of the list that is chosen; `null` where nothing is listed. */
export function useSelectedRow(): Row | null {
  const selected = useStore(useDashboard().screen, (state) => state.selected);
  return chosenRow(useRows(), selected);
}

/** The chosen workflow; `null` where there is none, none that the filter leaves, or the archive is chosen. */
export function useSelectedWorkflow(): Workflow | null {
  const row = useSelectedRow();
  return row?.kind === "workflow" ? row.workflow : null;
}

/** What a person should know about the state of the files and about their own keys. */
export function useWarnings(): readonly string[] {
  const { workflows, keymap } = useDashboard();
  const stored = useStore(workflows, (state) => state.warnings);
  return keymap.warnings.length === 0 ? stored : [...stored, ...keymap.warnings];
}

/** Why a workflow cannot be changed; `null` when it can. */
export function useFrozen(id: string): string | null {
  return useStore(useDashboard().workflows, (state) => state.frozen[id] ?? null);
}

/** Why workflows cannot be changed, by their ids. */
export function useAllFrozen(): Readonly<Record<string, string>> {
  return useStore(useDashboard().workflows, (state) => state.frozen);
}
