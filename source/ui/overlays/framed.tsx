import { Box } from "ink";
import { Lines } from "../components/line.tsx";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { hintLine, type Labels } from "../keymap/hints.ts";
import { fitLine, type Line, lineWidth, type Segment, segment } from "../text/segment.ts";
import type { Tone } from "../theme/theme.ts";
import type { Frame } from "./frame-size.ts";

interface Props {
  readonly frame: Frame;
  readonly title: Line;
  /** Other words for the keys in the lower edge. */
  readonly labels?: Labels;
  readonly tone: Tone;
  readonly lines: readonly Line[];
}

/** Keeps the frame from touching what is beside it. */
const MARGIN = segment(" ");

/** Lines in a rounded border over the rest of the screen. Every cell is written, so that nothing shines through. */
export function Framed({ frame, title, labels, tone, lines }: Props) {
  const { left, top, width, height, textWidth } = frame;
  const foot = hintLine(useDashboard(), width - 6, labels);
  const inside = Array.from({ length: height - 2 }, (_, row) => walled(lines[row] ?? [], textWidth, tone));
  const all = [edge("╭", title, "╮", width, tone), ...inside, edge("╰", foot, "╯", width, tone)];
  return (
    <Box
      position="absolute"
      left={left - 1}
      top={top}
      width={width + 2}
      height={height}
      flexDirection="column"
    >
      <Lines lines={all.map((line) => [MARGIN, ...line, MARGIN])} width={width + 2} />
    </Box>
  );
}

function walled(line: Line, width: number, tone: Tone): Line {
  const fitted = fitLine(line, width);
  const filling = " ".repeat(width - lineWidth(fitted));
  return [segment("│ ", tone), ...fitted, segment(`${filling} `), segment("│", tone)];
}

function edge(start: string, words: Line, end: string, width: number, tone: Tone): Segment[] {
  const fitted = fitLine(words, width - 6);
  if (fitted.length === 0) return [segment(start + "─".repeat(width - 2) + end, tone)];
  const line = "─".repeat(Math.max(0, width - 5 - lineWidth(fitted)));
  return [segment(`${start}─ `, tone), ...fitted, segment(` ${line}${end}`, tone)];
}
