import { Box } from "ink";
import { useState } from "react";
import { selectedOf } from "../dashboard.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useWorkflows } from "../hooks/use-workflows.ts";
import { keepInSight } from "../layout.ts";
import { segment, spread } from "../text/segment.ts";
import { LineText } from "./line.tsx";
import { ListRow } from "./list-row.tsx";

/** All workflows; only those in sight are drawn. Two rows each where all have room, one row each where not. */
export function List({ width, height }: { readonly width: number; readonly height: number }) {
  const workflows = useWorkflows();
  const focused = useScreen((state) => state.focus === "list");
  const selected = selectedOf(
    workflows,
    useScreen((state) => state.selected),
  );
  const [lastTop, setTop] = useState(0);
  const space = height - 1;
  const rows = workflows.length * 2 <= space || workflows.length <= 3 ? 2 : 1;
  const visible = Math.max(1, Math.floor(space / rows));
  const index = selected === null ? 0 : workflows.indexOf(selected);
  const top = keepInSight(lastTop, index, visible, workflows.length);
  if (top !== lastTop) setTop(top);
  const shown = workflows.slice(top, top + visible);
  const heading = spread(
    [segment(" WORKFLOWS", focused ? "accent" : "muted", focused)],
    [segment(position(index, workflows.length, visible), "muted")],
    width,
  );
  return (
    <Box flexDirection="column" width={width} height={height}>
      <LineText line={heading} width={width} />
      {shown.map((workflow) => (
        <ListRow
          key={workflow.id}
          workflow={workflow}
          width={width}
          rows={rows}
          selected={workflow === selected}
          focused={focused}
        />
      ))}
    </Box>
  );
}

/** How many there are, and which one it is where they are not all in sight. */
function position(index: number, count: number, visible: number): string {
  return count > visible ? `${index + 1}/${count} ` : `${count} `;
}
