import { Box } from "ink";
import { useMemo, useState } from "react";
import type { LogLine, RunLog } from "../../orchestrator/log.ts";
import { activeRun } from "../../workflow/state.ts";
import { Lines } from "../components/line.tsx";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useLineScan } from "../hooks/use-line-scan.ts";
import { useLogSearch } from "../hooks/use-log-search.ts";
import { useRunLog } from "../hooks/use-run-log.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useScroller } from "../hooks/use-scroller.ts";
import { wayTo } from "../keymap/key-names.ts";
import { segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { emptyLogWords } from "../wording/empty.ts";
import { followScroller } from "./following.ts";
import { LogHeader } from "./log-header.tsx";
import { currentLine, type LogRow, logRows } from "./log-rows.ts";
import { type LogView, type ViewedLog, viewed } from "./log-view.ts";
import type { Pane, PaneProps } from "./pane.ts";
import { nearest, type Place, type Rows, windowFrom } from "./row-window.ts";
import { patternOf } from "./search-pattern.ts";

/** What the latest run (or the preparation, before the first one) says, live. */
function LogPane({ workflow, width, height }: PaneProps) {
  const { keymap } = useDashboard();
  const run = workflow.runs.at(-1) ?? null;
  const growing = activeRun(workflow) !== null || workflow.state === "PHASE_1";
  const runLog = useRunLog(workflow.id, run?.number ?? "phase-1", growing);
  const view = useScreen((state) => state.logView);
  const query = useScreen(({ overlay, logView }) =>
    overlay?.kind === "search" ? overlay.query.text : logView.search,
  );
  const pattern = useMemo(() => patternOf(query), [query]);
  /** The first row on the screen; `null` follows the end. */
  const [top, setTop] = useState<Place | null>(null);
  const { log, rows } = useViewedRows(runLog, view, pattern, top, width);
  const space = height - 1;
  useScroller(followScroller(rows, space, setTop));
  const first = rows === null ? null : nearest(rows, top, space);
  const search = useLogSearch({ log, rows, pattern, top, first, setTop, height: space, growing });
  const shown = rows === null || first === null ? [] : windowFrom(rows, first, space);
  const lines = log?.lineCount ?? 0;
  const emptyWords = () =>
    lines > 0 && view.level !== "everything"
      ? `Nothing to show with “${view.level}”; ${wayTo(keymap, "log.level")} shows other lines.`
      : emptyLogWords(workflow, log !== null, keymap);
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <LogHeader {...{ run, view, query, search, lines, growing, width }} following={top === null} />
      {shown.length > 0 ? (
        <Lines lines={shown.map((row) => currentLine(row, search?.current ?? null))} width={width} />
      ) : (
        <Lines lines={wrapLine([segment(emptyWords(), "muted")], width, space, 0)} width={width} />
      )}
    </Box>
  );
}

/** What tools print is wider than prose. */
const MEASURE = 140;

export const logPane: Pane = { id: "log", title: "Log", measure: MEASURE, Component: LogPane };

interface ViewedRows {
  readonly log: ViewedLog | null;
  readonly rows: Rows<LogRow> | null;
}

/** The rows of a log as it is looked at. Where much is hidden, what is left is looked for ahead of the scrolling. */
function useViewedRows(
  runLog: RunLog | null,
  { level, raw, unfolded }: LogView,
  pattern: RegExp | null,
  top: Place | null,
  width: number,
): ViewedRows {
  const log = useMemo(() => (runLog === null ? null : viewed(runLog, { level, raw })), [runLog, level, raw]);
  const isWhole = raw || level === "everything";
  const scan = useLineScan(log, isWhole ? null : saysSomething, top?.line ?? log?.lineCount ?? 0);
  const rows = useMemo(() => {
    if (log === null) return null;
    const all = logRows(log, { width, unfolded: unfolded || raw, pattern });
    if (scan === null) return all;
    return Object.assign(all, {
      lineAfter: (line: number) => scan.after(line),
      lineBefore: (line: number) => scan.before(line),
    });
  }, [log, width, unfolded, raw, pattern, scan]);
  return { log, rows };
}

function saysSomething({ events }: LogLine): boolean {
  return events.length > 0;
}
