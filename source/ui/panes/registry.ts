import { diffPane } from "./diff-pane.tsx";
import { historyPane } from "./history-pane.tsx";
import { logPane } from "./log-pane.tsx";
import type { Pane } from "./pane.ts";
import { specPane } from "./spec-pane.tsx";
import { talkPane } from "./talk-pane.tsx";

/** The panes of the detail in the order of their tabs. A new one is a file beside these and a place here. */
export const panes: readonly [Pane, ...Pane[]] = [logPane, specPane, diffPane, talkPane, historyPane];

/** The key that shows a pane: its place among the tabs. */
export function keyOf(pane: Pane): string {
  return String(panes.indexOf(pane) + 1);
}

export function paneOf(id: string): Pane {
  return panes.find((pane) => pane.id === id) ?? panes[0];
}
