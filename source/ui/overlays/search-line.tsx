import { Box, useCursor } from "ink";
import { LineText } from "../components/line.tsx";
import type { TextBuffer } from "../editor/text-buffer.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { hintLine } from "../keymap/hints.ts";
import { type Line, lineWidth, segment, spread } from "../text/segment.ts";
import type { Size } from "./frame-size.ts";
import { textView } from "./text-view.ts";

const PROMPT = segment(" / ", "accent", true);
/** The text has at least this much room; the keys give way. */
const LEAST_TEXT = 16;

/** Where one types what to search for: in the last row, so that the matches can be seen above it. */
export function SearchLine({ size, query }: { readonly size: Size; readonly query: TextBuffer }) {
  const { setCursorPosition } = useCursor();
  const { columns, rows } = size;
  const keys: Line = hintLine(useDashboard(), columns - PROMPT.text.length - LEAST_TEXT - 2);
  const room = columns - PROMPT.text.length - lineWidth(keys) - 3;
  const { rows: text, cursor } = textView(query, room, 1);
  setCursorPosition({ x: PROMPT.text.length + cursor.column, y: rows - 1 });
  return (
    <Box position="absolute" left={0} top={rows - 1} width={columns} height={1}>
      <LineText
        line={spread([PROMPT, segment(text[0] ?? "")], [...keys, segment(" ")], columns)}
        width={columns}
      />
    </Box>
  );
}
