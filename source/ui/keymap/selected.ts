import { type Action, whyNot } from "../../workflow/actions.ts";
import type { Workflow } from "../../workflow/state.ts";
import { type Dashboard, selectedRow, selectedWorkflow } from "../dashboard.ts";
import type { Confirmation } from "../overlays/confirmations.ts";
import { wayTo } from "./key-names.ts";

/** Why an action is not possible for the chosen workflow; `null` when it is. `more` is asked where nothing else forbids it. */
export function forSelected(
  action: Action,
  more: (dashboard: Dashboard, workflow: Workflow) => string | null = () => null,
): (dashboard: Dashboard) => string | null {
  return (dashboard) => {
    const workflow = selectedWorkflow(dashboard);
    if (workflow === null) return whyNone(dashboard);
    const frozen = dashboard.session.store.getState().frozen[workflow.id];
    return frozen ?? whyNot(action, workflow) ?? more(dashboard, workflow);
  };
}

/** Why no workflow is chosen. */
export function whyNone(dashboard: Dashboard): string {
  if (selectedRow(dashboard)?.kind === "archive")
    return `the archive is chosen; ${wayTo(dashboard.keymap, "list.open")} opens it`;
  const isEmpty = Object.keys(dashboard.session.store.getState().workflows).length === 0;
  return isEmpty
    ? `there is no workflow yet: ${wayTo(dashboard.keymap, "workflow.new")} creates one`
    : "the filter leaves no workflow";
}

export function withSelected(
  act: (dashboard: Dashboard, workflow: Workflow) => void,
): (dashboard: Dashboard) => void {
  return (dashboard) => {
    const workflow = selectedWorkflow(dashboard);
    if (workflow !== null) act(dashboard, workflow);
  };
}

/** Opens the question that comes before an action. */
export function ask(dashboard: Dashboard, action: Confirmation["action"], workflow: Workflow): void {
  const confirmation = { action, id: workflow.id, planRevision: workflow.planRevision };
  dashboard.screen.setState({ overlay: { kind: "confirm", confirmation, top: 0 } });
}
