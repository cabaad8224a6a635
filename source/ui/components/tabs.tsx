import { useIsScreenReaderEnabled } from "ink";
import { useScreen } from "../hooks/use-screen.ts";
import { keyOf, panes } from "../panes/registry.ts";
import { lineWidth, type Segment, segment } from "../text/segment.ts";
import { LineText } from "./line.tsx";

/** The names of the panes on a line; the shown one stands out. */
export function Tabs({ width }: { readonly width: number }) {
  const current = useScreen((state) => state.pane);
  const focused = useScreen((state) => state.focus === "detail");
  if (useIsScreenReaderEnabled()) return <LineText line={[segment(spokenTabs(current))]} width={width} />;
  const tabs = panes.flatMap((pane, index): Segment[] => {
    const { id, title } = pane;
    const key = keyOf(pane);
    const before = segment(index === 0 ? "── " : " ─ ", "faint");
    if (id !== current) return [before, segment(`${key} ${title}`, "muted")];
    return [before, segment(`${key} ${title}`, focused ? "accent" : undefined, true)];
  });
  const rule = segment(` ${"─".repeat(Math.max(0, width - lineWidth(tabs) - 1))}`, "faint");
  return <LineText line={[...tabs, rule]} width={width} />;
}

function spokenTabs(current: string): string {
  const names = panes.map((pane) => `${keyOf(pane)} ${pane.title}${pane.id === current ? " (shown)" : ""}`);
  return `panes: ${names.join(", ")}`;
}
