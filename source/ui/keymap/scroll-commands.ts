import type { Dashboard, Scroller } from "../dashboard.ts";
import type { Command, Scope } from "./command.ts";

interface Motion extends Pick<Command, "keys" | "label" | "description"> {
  readonly name: "down" | "up" | "page-down" | "page-up" | "start" | "end";
  readonly scroll: (scroller: Scroller) => void;
}

const motions: readonly Motion[] = [
  {
    name: "down",
    keys: ["j", "down"],
    label: "scroll",
    description: "scroll down",
    scroll: (scroller) => scroller.by(1),
  },
  {
    name: "up",
    keys: ["k", "up"],
    label: "up",
    description: "scroll up",
    scroll: (scroller) => scroller.by(-1),
  },
  {
    name: "page-down",
    keys: ["pagedown", "space", "ctrl+d"],
    label: "page down",
    description: "a page down",
    scroll: (scroller) => scroller.byPages(1),
  },
  {
    name: "page-up",
    keys: ["pageup", "ctrl+u"],
    label: "page up",
    description: "a page up",
    scroll: (scroller) => scroller.byPages(-1),
  },
  {
    name: "start",
    keys: ["g", "home"],
    label: "start",
    description: "to the start",
    scroll: (scroller) => scroller.toStart(),
  },
  {
    name: "end",
    keys: ["G", "end"],
    label: "end",
    description: "to the end",
    scroll: (scroller) => scroller.toEnd(),
  },
];

/**
 * The keys that scroll a longer text.
 * @param own what else is to be said of some of them in this scope
 */
export function scrollCommands(
  scope: Scope,
  scrollerOf: (dashboard: Dashboard) => Scroller | null,
  own: { readonly [Name in Motion["name"]]?: Partial<Command> },
): Command[] {
  return motions.map(({ name, scroll, ...motion }) => ({
    id: `${scope}.${name}`,
    scope,
    ...motion,
    run: (dashboard) => {
      const scroller = scrollerOf(dashboard);
      if (scroller !== null) scroll(scroller);
    },
    ...own[name],
  }));
}
