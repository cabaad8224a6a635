import { type Dashboard, selectedWorkflow } from "../dashboard.ts";
import { edit } from "../overlays/editing.ts";
import { diffPane } from "../panes/diff-pane.tsx";
import { logPane } from "../panes/log-pane.tsx";
import { specPane } from "../panes/spec-pane.tsx";
import type { Command, Scope } from "./command.ts";
import type { Stroke } from "./strokes.ts";
import { toast } from "./toasts.ts";

/** The scopes that get a key now, the topmost first. */
export function layersOf(dashboard: Dashboard): readonly Scope[] {
  const { overlay } = dashboard.screen.getState();
  return overlay === null ? layersBelow(dashboard) : ["always", overlay.kind];
}

/** The scopes of the screen below the overlay. */
export function layersBelow({ screen }: Dashboard): readonly Scope[] {
  const { focus, pane, logView } = screen.getState();
  if (focus === "detail" && pane === diffPane.id) return ["always", "diff", focus, "global"];
  if (focus === "detail" && pane === specPane.id) return ["always", "spec", focus, "global"];
  if (focus !== "detail" || pane !== logPane.id) return ["always", focus, "global"];
  return ["always", ...(logView.search === "" ? [] : (["matches"] as const)), "log", focus, "global"];
}

/** The command a key means now. */
export function commandFor(dashboard: Dashboard, name: string): Command | null {
  for (const scope of layersOf(dashboard)) {
    const found = dashboard.keymap.commands.find(
      (command) => command.scope === scope && command.keys.includes(name),
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** Does what a stroke means, or says why it cannot be done now. */
export function handleStroke(dashboard: Dashboard, stroke: Stroke): void {
  dashboard.clock.tick();
  leaveToast(dashboard);
  if (edit(dashboard, stroke)) return;
  const command = commandFor(dashboard, stroke.name);
  if (command === null) return;
  keepChosen(dashboard);
  const reason = command.whyNot?.(dashboard) ?? null;
  if (reason === null) command.run(dashboard);
  else toast(dashboard, "refused", `${command.label}: ${reason}`);
}

/** The next key takes a toast away, unless it tells of what still goes on. */
function leaveToast({ screen }: Dashboard): void {
  const { toast: shown } = screen.getState();
  if (shown !== null && shown.kind !== "working") screen.setState({ toast: null });
}

/**
 * Until a person does something, whoever needs one most is chosen. From then on it is the workflow they looked at, or
 * a decision would put another one under their next key.
 */
function keepChosen(dashboard: Dashboard): void {
  if (dashboard.screen.getState().selected !== null) return;
  const workflow = selectedWorkflow(dashboard);
  if (workflow !== null) dashboard.screen.setState({ selected: workflow.id });
}
