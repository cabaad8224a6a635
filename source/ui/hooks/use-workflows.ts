import { useStore } from "zustand";
import type { Workflow } from "../../workflow/state.ts";
import { inOrder, selectedOf } from "../dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

/** All workflows, who needs a person first. */
export function useWorkflows(): readonly Workflow[] {
  return useStore(useDashboard().workflows, inOrder);
}

/** The chosen workflow; `null` where there is none at all. */
export function useSelectedWorkflow(): Workflow | null {
  const { screen, workflows } = useDashboard();
  const selected = useStore(screen, (state) => state.selected);
  return useStore(workflows, (state) => selectedOf(inOrder(state), selected));
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
