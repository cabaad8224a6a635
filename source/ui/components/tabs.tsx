import { useIsScreenReaderEnabled } from "ink";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { signOf } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import type { Pane } from "../panes/pane.ts";
import { panes } from "../panes/registry.ts";
import { type Line, lineWidth, type Segment, segment } from "../text/segment.ts";
import { LineText } from "./line.tsx";

interface Tab {
  readonly key: string;
  readonly title: string;
  readonly isShown: boolean;
}

/** The names of the panes on a line; the shown one is held by it, so that it stands out without any colour. */
export function Tabs({ width }: { readonly width: number }) {
  const { keymap } = useDashboard();
  const current = useScreen((state) => state.pane);
  const focused = useScreen((state) => state.focus === "detail");
  const isSpoken = useIsScreenReaderEnabled();
  const tabs = panes.map((pane) => tabOf(pane, current, keymap));
  const line = isSpoken ? [segment(spokenTabs(tabs))] : tabLine(tabs, focused, width);
  return <LineText line={line} width={width} />;
}

/** With the key that shows it, where this person has one. */
function tabOf({ id, title }: Pane, current: string, keymap: Keymap): Tab {
  return { key: signOf(keymap, `detail.${id}`) ?? "", title, isShown: id === current };
}

function nameOf({ key, title }: Tab): string {
  return `${key} ${title}`.trimStart();
}

function spokenTabs(tabs: readonly Tab[]): string {
  return `panes: ${tabs.map((tab) => nameOf(tab) + (tab.isShown ? " (shown)" : "")).join(", ")}`;
}

/** Where there is no room for all names: close to each other, or only the keys of those that are not shown. */
function tabLine(tabs: readonly Tab[], focused: boolean, width: number): Line {
  const keysOnly = tabs.map((tab) => (tab.isShown || tab.key === "" ? tab : { ...tab, title: "" }));
  const ways = [joined(tabs, focused, wide), joined(tabs, focused, tight), joined(keysOnly, focused, wide)];
  const line = ways.find((way) => lineWidth(way) <= width) ?? ways.at(-1) ?? [];
  return [...line, segment("─".repeat(Math.max(0, width - lineWidth(line))), "faint")];
}

type Joint = (left: Tab | undefined, right: Tab | undefined) => string;

function joined(tabs: readonly Tab[], focused: boolean, joint: Joint): Line {
  const names = tabs.flatMap((tab, index): Segment[] => [
    segment(joint(tabs[index - 1], tab), "faint"),
    segment(nameOf(tab).trimEnd(), tab.isShown ? (focused ? "accent" : undefined) : "muted", tab.isShown),
  ]);
  return [...names, segment(joint(tabs.at(-1), undefined), "faint")];
}

/** The line between two names, or at its ends. */
function wide(left: Tab | undefined, right: Tab | undefined): string {
  const from = left === undefined ? "─" : left.isShown ? "├" : " ";
  const to = right === undefined ? "" : right.isShown ? "┤" : " ";
  return `${from}─${to}`;
}

function tight(left: Tab | undefined, right: Tab | undefined): string {
  if (left?.isShown) return "├";
  return right?.isShown ? "┤" : "─";
}
