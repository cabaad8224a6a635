import { Box } from "ink";
import { useState } from "react";
import { screenLine } from "../../text/screen.ts";
import { Lines } from "../components/line.tsx";
import { useTime } from "../hooks/use-clock.ts";
import { useScroller } from "../hooks/use-scroller.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrap } from "../text/wrap.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { clockTime } from "../wording/duration.ts";
import { type Happening, storyOf } from "../wording/story.ts";
import type { Pane, PaneProps } from "./pane.ts";

/** Transitions, runs and decisions, the newest at the end. */
function HistoryPane({ workflow, width, height }: PaneProps) {
  const now = useTime((time) => time);
  /** Rows between the shown end and the end. */
  const [fromEnd, setFromEnd] = useState(0);
  const lines = storyOf(workflow, now).flatMap((happening) => happeningLines(happening, now, width));
  const farthest = Math.max(0, lines.length - height);
  const bounded = (wanted: number) => Math.min(farthest, Math.max(0, wanted));
  useScroller({
    by: (rows) => setFromEnd((current) => bounded(current - rows)),
    byPages: (pages) => setFromEnd((current) => bounded(current - pages * Math.max(1, height - 1))),
    toStart: () => setFromEnd(farthest),
    toEnd: () => setFromEnd(0),
  });
  const end = lines.length - bounded(fromEnd);
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Lines lines={lines.slice(Math.max(0, end - height), end)} width={width} />
    </Box>
  );
}

export const historyPane: Pane = { id: "history", title: "History", Component: HistoryPane };

function happeningLines(happening: Happening, now: number, width: number): Line[] {
  const time = clockTime(happening.at, now);
  const indent = time.length + 3;
  const first: Line = [
    segment(`${time} `, "muted"),
    { ...segment(`${happening.glyph} `, happening.tone), heard: happening.heard },
    segment(happening.text),
  ];
  const head = wrapLine(first, width, Number.POSITIVE_INFINITY, indent);
  const detail = screenLine(happening.detail);
  if (detail === "") return head;
  const rows = wrap(detail, Math.max(10, width - indent));
  return [...head, ...rows.map((row): Line => [segment(" ".repeat(indent)), segment(row, "muted")])];
}
