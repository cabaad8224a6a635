import { Box, Text } from "ink";
import { SMALLEST } from "../layout.ts";
import { segment } from "../text/segment.ts";
import { brand } from "./header.tsx";
import { LineText } from "./line.tsx";
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
      <Text>{`terminal too small: ${columns}x${rows}, needs ${needed}`}</Text>
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
