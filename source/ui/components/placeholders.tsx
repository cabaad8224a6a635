import { Box, Text } from "ink";
import { glyphs } from "../glyphs.ts";
import { SMALLEST } from "../layout.ts";
import { type Line, lineWidth, segment } from "../text/segment.ts";
import { brand } from "./header.tsx";
import { Lines, LineText } from "./line.tsx";
import { Rule } from "./rule.tsx";

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What a terminal shows that has no room for the dashboard. */
export function TooSmall({ size }: { readonly size: Size }) {
  const { columns, rows } = size;
  const needed = `${SMALLEST.columns}x${SMALLEST.rows}`;
  return (
    <Box width={columns} height={rows} overflow="hidden">
      <Text wrap="truncate">
        {`terminal too small: ${columns}x${rows}, needs ${needed}`.slice(0, columns)}
      </Text>
    </Box>
  );
}

/** Before the session is open: the frame of what is to come. */
export function Skeleton({ size }: { readonly size: Size }) {
  const { columns, rows } = size;
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <LineText line={brand("")} width={columns} />
      <Rule width={columns} joint="┬" at={null} />
      <Box flexGrow={1} justifyContent="center" alignItems="center">
        <LineText line={[segment("opening the repository …", "muted")]} width={columns} />
      </Box>
      <Rule width={columns} joint="┴" at={null} />
      <Text> </Text>
      <LineText line={[segment(" q", "accent"), segment(" quit", "muted")]} width={columns} />
    </Box>
  );
}

const RAIL: Line = [
  segment(glyphs.idle, "accent"),
  segment(" describe ", undefined, true),
  segment("╌╌ ", "faint"),
  segment(glyphs.running, "running"),
  segment(" agent writes ", undefined),
  segment("╌╌ ", "faint"),
  segment(glyphs.gate, "gate"),
  segment(" you approve ", undefined),
  segment("╌╌ ", "faint"),
  segment(glyphs.done, "done"),
  segment(" done", undefined),
];

const NARROW_RAIL: Line = [
  segment(`${glyphs.idle} ╌╌ `, "accent"),
  segment(`${glyphs.running} ╌╌ `, "running"),
  segment(`${glyphs.gate} ╌╌ `, "gate"),
  segment(glyphs.done, "done"),
];

/** The screen of a repository that has no workflows yet: what to do first. */
export function FirstRun({ width, height }: { readonly width: number; readonly height: number }) {
  const rail = lineWidth(RAIL) <= width - 2 ? RAIL : NARROW_RAIL;
  const lines: Line[] = [
    rail,
    [],
    [segment("No workflows here yet.", undefined, true)],
    [],
    [segment("n", "accent", true), segment("  describe a feature in a sentence")],
    [segment("i", "accent", true), segment("  start from an open issue")],
    [segment("?", "accent", true), segment("  all keys")],
  ];
  return (
    <Box width={width} height={height} justifyContent="center" alignItems="center" overflow="hidden">
      <Box flexDirection="column">
        <Lines lines={lines} width={width - 2} />
      </Box>
    </Box>
  );
}
