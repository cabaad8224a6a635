import type { Dashboard } from "../dashboard.ts";
import { keyOf, panes } from "../panes/registry.ts";
import type { Command } from "./command.ts";
import { scrollCommands } from "./scroll-commands.ts";

/** The next pane in a direction; past the last one the list has the focus again. */
function cyclePane({ screen }: Dashboard, direction: 1 | -1): void {
  const next = panes[panes.findIndex(({ id }) => id === screen.getState().pane) + direction];
  if (next === undefined) screen.setState({ focus: "list", zoomed: false, pane: panes[0]?.id ?? "log" });
  else screen.setState({ pane: next.id });
}

export const detailCommands: readonly Command[] = [
  ...scrollCommands("detail", ({ scrolling }) => scrolling.current, {
    down: { footer: 50 },
    up: { description: "scroll up; the log stops following" },
    end: { label: "follow", description: "to the end; the log follows again", footer: 55 },
  }),
  {
    id: "detail.zoom",
    scope: "detail",
    keys: ["enter", "z"],
    label: "zoom",
    description: "whole width, and back",
    footer: 60,
    run: ({ screen }) => screen.setState({ zoomed: !screen.getState().zoomed }),
  },
  {
    id: "detail.leave",
    scope: "detail",
    keys: ["esc", "left", "h"],
    label: "back",
    description: "back to the list",
    footer: 65,
    run: ({ screen }) => screen.setState({ focus: "list", zoomed: false }),
  },
  {
    id: "detail.next-pane",
    scope: "detail",
    keys: ["tab"],
    label: "next pane",
    description: "next pane, after the last the list",
    run: (dashboard) => cyclePane(dashboard, 1),
  },
  {
    id: "detail.previous-pane",
    scope: "detail",
    keys: ["shift+tab"],
    label: "previous pane",
    description: "pane before, or the list",
    run: (dashboard) => cyclePane(dashboard, -1),
  },
  ...panes.map(
    (pane): Command => ({
      id: `detail.${pane.id}`,
      scope: "global",
      keys: [keyOf(pane)],
      label: pane.title,
      description: `show the pane ${pane.title}`,
      run: ({ screen }) => screen.setState({ pane: pane.id, focus: "detail" }),
    }),
  ),
];
