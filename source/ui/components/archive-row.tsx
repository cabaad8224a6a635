import { Box, useIsScreenReaderEnabled } from "ink";
import { glyphs } from "../glyphs.ts";
import { useDashboard, useTheme } from "../hooks/use-dashboard.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Row } from "../list/rows.ts";
import { type Line, segment, spread } from "../text/segment.ts";
import { LineText } from "./line.tsx";

interface Props {
  readonly row: Extract<Row, { kind: "archive" }>;
  readonly width: number;
  readonly rows: 1 | 2;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** The row that stands for what ended a while ago. */
export function ArchiveRow({ row, width, rows, selected, focused }: Props) {
  const { colors } = useTheme();
  const { keymap } = useDashboard();
  const { isOpen, workflows } = row;
  const way = `${wayTo(keymap, "list.open")} ${isOpen ? "folds them away" : "shows them"}`;
  const count = `${workflows.length} ended`;
  if (useIsScreenReaderEnabled()) {
    const words = [...(selected ? ["selected"] : []), "Archive", count, isOpen ? "open" : "folded", way];
    return <LineText line={[segment(words.join(", "))]} width={width} />;
  }
  const bar = segment(selected ? glyphs.selected : " ", focused ? "accent" : "muted");
  const title: Line = [
    bar,
    segment(`${isOpen ? glyphs.follow : glyphs.tool} `, "muted"),
    segment("Archive", selected ? undefined : "muted", selected),
  ];
  const background = selected && focused ? colors.selection : undefined;
  return (
    <Box
      flexDirection="column"
      width={width}
      height={rows}
      {...(background === undefined ? {} : { backgroundColor: background })}
    >
      <LineText line={spread(title, [segment(`${count} `, "muted")], width)} width={width} />
      {rows === 2 && <LineText line={[bar, segment(`  ${way}`, "muted")]} width={width} />}
    </Box>
  );
}
