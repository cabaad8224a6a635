import { Box } from "ink";
import { useMemo, useState } from "react";
import { activeRun, type Run, type Workflow } from "../../workflow/state.ts";
import { Lines, LineText } from "../components/line.tsx";
import { useTime } from "../hooks/use-clock.ts";
import { useRunLog } from "../hooks/use-run-log.ts";
import { useScroller } from "../hooks/use-scroller.ts";
import { type Line, segment, spread } from "../text/segment.ts";
import { between } from "../wording/duration.ts";
import { counted } from "../wording/people.ts";
import { followScroller, followWords } from "./following.ts";
import { logRows, rowLine } from "./log-rows.ts";
import type { Pane, PaneProps } from "./pane.ts";
import { type Place, tailPlace, windowFrom } from "./row-window.ts";

/** What the latest run (or the preparation, before the first one) says, live. */
function LogPane({ workflow, width, height }: PaneProps) {
  const run = workflow.runs.at(-1) ?? null;
  const growing = activeRun(workflow) !== null || workflow.state === "PHASE_1";
  const log = useRunLog(workflow.id, run?.number ?? "phase-1", growing);
  const rows = useMemo(() => (log === null ? null : logRows(log, width)), [log, width]);
  /** The first row on the screen; `null` follows the end. */
  const [top, setTop] = useState<Place | null>(null);
  const space = height - 1;
  useScroller(followScroller(rows, space, setTop));
  const shown = rows === null ? [] : windowFrom(rows, top ?? tailPlace(rows, space), space);
  const state = { lines: log?.lineCount ?? 0, following: top === null, growing };
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <LogHeader run={run} width={width} {...state} />
      {shown.length > 0 ? (
        <Lines lines={shown.map(rowLine)} width={width} />
      ) : (
        <LineText line={[segment(emptyWords(workflow), "muted")]} width={width} />
      )}
    </Box>
  );
}

export const logPane: Pane = { id: "log", title: "Log", Component: LogPane };

interface HeaderProps {
  readonly run: Run | null;
  readonly width: number;
  readonly lines: number;
  readonly following: boolean;
  readonly growing: boolean;
}

/** Which run this is, and whether the end is being followed. */
function LogHeader({ run, width, lines, following, growing }: HeaderProps) {
  const elapsed = useTime((now) => (run === null ? "" : ` · ${between(run.startedAt, run.endedAt, now)}`));
  const name = run === null ? "preparation" : `run ${run.number} · ${run.agent} (${run.provider})${elapsed}`;
  const left: Line = [
    segment(name, "muted"),
    segment(lines === 0 ? "" : ` · ${counted(lines, "line")}`, "muted"),
  ];
  return <LineText line={spread(left, followWords(following, growing), width)} width={width} />;
}

function emptyWords(workflow: Workflow): string {
  if (workflow.state === "IDLE") return "Nothing has run yet.";
  return workflow.state === "PHASE_1" || workflow.runs.length === 0
    ? "The agent's output appears here as soon as it starts."
    : "No output yet.";
}
