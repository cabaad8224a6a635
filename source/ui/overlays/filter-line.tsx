import { Box, useCursor } from "ink";
import { LineText } from "../components/line.tsx";
import type { TextBuffer } from "../editor/text-buffer.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { hintLine } from "../keymap/hints.ts";
import { STATE_WORDS } from "../list/filter.ts";
import { lineWidth, segment, spread } from "../text/segment.ts";
import type { Size } from "./frame-size.ts";
import { textView } from "./text-view.ts";

const PROMPT = segment(" / ", "accent", true);
/** The text has at least this much room; the keys give way. */
const LEAST_TEXT = 20;

/** Where one types what to filter the list by: in the last row, so that the list can be seen above it. */
export function FilterLine({ size, query }: { readonly size: Size; readonly query: TextBuffer }) {
  const { setCursorPosition } = useCursor();
  const { columns, rows } = size;
  const keys = hintLine(useDashboard(), columns - PROMPT.text.length - LEAST_TEXT - 2);
  const room = columns - PROMPT.text.length - lineWidth(keys) - 3;
  const { rows: text, cursor } = textView(query, room, 1);
  setCursorPosition({ x: PROMPT.text.length + cursor.column, y: rows - 1 });
  const line = [PROMPT, segment(text[0] ?? ""), segment(help(query.text), "muted")];
  return (
    <Box position="absolute" left={0} top={rows - 1} width={columns} height={1}>
      <LineText line={spread(line, [...keys, segment(" ")], columns)} width={columns} />
    </Box>
  );
}

/** What can be typed next. */
function help(text: string): string {
  if (text === "") return "text, state:gate, agent:duc, label:x, needs:me";
  const begun = /(?:^|\s)state:(\w*)$/i.exec(text)?.[1];
  if (begun === undefined) return "";
  const words = STATE_WORDS.filter((word) => word.startsWith(begun.toLowerCase()) && word !== begun);
  return words.length === 0 ? "" : `  ${words.join(" ")}`;
}
