import { useIsScreenReaderEnabled } from "ink";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { signOf } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import type { Pane } from "../panes/pane.ts";
import { panes } from "../panes/registry.ts";
import { lineWidth, type Segment, segment } from "../text/segment.ts";
import { LineText } from "./line.tsx";

/** The names of the panes on a line; the shown one stands out. */
export function Tabs({ width }: { readonly width: number }) {
  const { keymap } = useDashboard();
  const current = useScreen((state) => state.pane);
  const focused = useScreen((state) => state.focus === "detail");
  if (useIsScreenReaderEnabled())
    return <LineText line={[segment(spokenTabs(current, keymap))]} width={width} />;
  const tabs = panes.flatMap((pane, index): Segment[] => {
    const name = tabName(pane, keymap);
    const before = segment(index === 0 ? "── " : " ─ ", "faint");
    if (pane.id !== current) return [before, segment(name, "muted")];
    return [before, segment(name, focused ? "accent" : undefined, true)];
  });
  const rule = segment(` ${"─".repeat(Math.max(0, width - lineWidth(tabs) - 1))}`, "faint");
  return <LineText line={[...tabs, rule]} width={width} />;
}

function spokenTabs(current: string, keymap: Keymap): string {
  const names = panes.map((pane) => `${tabName(pane, keymap)}${pane.id === current ? " (shown)" : ""}`);
  return `panes: ${names.join(", ")}`;
}

/** With the key that shows it, where this person has one. */
function tabName({ id, title }: Pane, keymap: Keymap): string {
  return `${signOf(keymap, `detail.${id}`) ?? ""} ${title}`.trimStart();
}
