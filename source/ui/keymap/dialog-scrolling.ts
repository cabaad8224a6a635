import type { Dashboard } from "../dashboard.ts";
import { confirmLines, type DialogLines, trustLines } from "../overlays/dialog-lines.ts";
import type { Command } from "./command.ts";
import { wayTo } from "./key-names.ts";

/** The open dialog as it is drawn; `null` where none is open that could be too long. */
function openDialog(dashboard: Dashboard): (DialogLines & { readonly top: number }) | null {
  const { screen, session, keymap, size } = dashboard;
  const { overlay } = screen.getState();
  if (overlay?.kind === "trust")
    return {
      ...trustLines(session.status.getState().untrusted, keymap, size(), overlay.top),
      top: overlay.top,
    };
  if (overlay?.kind !== "confirm") return null;
  const { confirmation, top } = overlay;
  const workflow = session.store.getState().workflows[confirmation.id];
  return workflow === undefined
    ? null
    : { ...confirmLines(confirmation, workflow, dashboard, size(), top), top };
}

/** Why one cannot agree yet to what is asked: its end has not been in sight. */
export function whyUnread(dashboard: Dashboard): string | null {
  const dialog = openDialog(dashboard);
  return dialog === null || dialog.top >= dialog.maxTop
    ? null
    : `there is more to read first: ${wayTo(dashboard.keymap, "trust.down")} shows the rest`;
}

function whyNoScroll(dashboard: Dashboard): string | null {
  return openDialog(dashboard)?.maxTop === 0 ? "all of it is in sight" : null;
}

function scroll(dashboard: Dashboard, rows: number): void {
  const { screen } = dashboard;
  const { overlay } = screen.getState();
  const dialog = openDialog(dashboard);
  if (dialog === null || (overlay?.kind !== "trust" && overlay?.kind !== "confirm")) return;
  const from = Math.min(dialog.top, dialog.maxTop);
  screen.setState({ overlay: { ...overlay, top: Math.max(0, Math.min(dialog.maxTop, from + rows)) } });
}

/** The keys that scroll the dialogs which say what will happen. */
export const dialogScrolling: readonly Command[] = (["confirm", "trust"] as const).flatMap(
  (scope): Command[] => [
    {
      id: `${scope}.down`,
      scope,
      keys: ["j", "down", "space", "pagedown"],
      label: "scroll",
      description: "scroll down",
      whyNot: whyNoScroll,
      run: (dashboard) => scroll(dashboard, 1),
    },
    {
      id: `${scope}.up`,
      scope,
      keys: ["k", "up", "pageup"],
      label: "up",
      description: "scroll up",
      whyNot: whyNoScroll,
      run: (dashboard) => scroll(dashboard, -1),
    },
  ],
);
