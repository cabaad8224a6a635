import { historyPane } from "./history-pane.tsx";
import { logPane } from "./log-pane.tsx";
import type { Pane } from "./pane.ts";

/** The panes of the detail in the order of their tabs. A new one is a file beside these and a line here. */
export const panes: readonly [Pane, ...Pane[]] = [logPane, historyPane];

export function paneOf(id: string): Pane {
  return panes.find((pane) => pane.id === id) ?? panes[0];
}
