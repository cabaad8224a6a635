import { Box, useIsScreenReaderEnabled } from "ink";
import { useState } from "react";
import { useScreen } from "../hooks/use-screen.ts";
import { useRows, useWorkflows } from "../hooks/use-workflows.ts";
import { keepInSight } from "../layout.ts";
import { chosenRow } from "../list/rows.ts";
import { listFilter } from "../screen.ts";
import { type Line, segment, spread } from "../text/segment.ts";
import { ArchiveRow } from "./archive-row.tsx";
import { LineText } from "./line.tsx";
import { ListRow } from "./list-row.tsx";
import { SpokenRow } from "./spoken-row.tsx";

/** From this width on the heading has room for its word and the filter. */
const ROOM_FOR_BOTH = 36;

/** The workflows; only those in sight are drawn. Two rows each where all have room, one row each where not. */
export function List({ width, height }: { readonly width: number; readonly height: number }) {
  const all = useWorkflows().length;
  const listed = useRows();
  const focused = useScreen((state) => state.focus === "list");
  const Row = useIsScreenReaderEnabled() ? SpokenRow : ListRow;
  const { marked } = useScreen((state) => state.list);
  const filter = useScreen(listFilter);
  const chosen = chosenRow(
    listed,
    useScreen((state) => state.selected),
  );
  const [lastTop, setTop] = useState(0);
  const space = height - 1;
  const rows = listed.length * 2 <= space || listed.length <= 3 ? 2 : 1;
  const visible = Math.max(1, Math.floor(space / rows));
  const index = chosen === null ? 0 : listed.indexOf(chosen);
  const top = keepInSight(lastTop, index, visible, listed.length);
  if (top !== lastTop) setTop(top);
  const shown = listed.slice(top, top + visible);
  const counts = countWords({ listed: listed.length, all, index, visible, isFiltered: filter !== "" });
  const marks = marked.size === 0 ? [] : [segment(`${marked.size} marked  `, "accent")];
  const heading = segment(" WORKFLOWS", focused ? "accent" : "muted", focused);
  const title: Line =
    filter === ""
      ? [heading]
      : [...(width < ROOM_FOR_BOTH ? [] : [heading, segment(" ")]), segment(` / ${filter}`, "accent")];
  return (
    <Box flexDirection="column" width={width} height={height}>
      <LineText line={spread(title, [...marks, segment(counts, "muted")], width)} width={width} />
      {shown.map((row) =>
        row.kind === "archive" ? (
          <ArchiveRow
            key={row.id}
            row={row}
            width={width}
            rows={rows}
            selected={row === chosen}
            focused={focused}
          />
        ) : (
          <Row
            key={row.id}
            workflow={row.workflow}
            width={width}
            rows={rows}
            selected={row === chosen}
            focused={focused}
            marked={marked.size === 0 ? null : marked.has(row.id)}
          />
        ),
      )}
    </Box>
  );
}

interface Counts {
  readonly listed: number;
  readonly all: number;
  readonly index: number;
  readonly visible: number;
  readonly isFiltered: boolean;
}

/** How many there are, how many of them the filter leaves, and which one it is where they are not all in sight. */
function countWords({ listed, all, index, visible, isFiltered }: Counts): string {
  if (isFiltered) return `${listed} of ${all} `;
  return listed > visible ? `${index + 1}/${listed} ` : `${all} `;
}
