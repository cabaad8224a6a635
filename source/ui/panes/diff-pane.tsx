import { Box } from "ink";
import { useMemo, useRef, useState } from "react";
import type { BranchDiff, ShownDiff } from "../../orchestrator/session.ts";
import { screenLine } from "../../text/screen.ts";
import { activeRun, type Workflow } from "../../workflow/state.ts";
import { Lines } from "../components/line.tsx";
import { glyphs } from "../glyphs.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useDiff } from "../hooks/use-diff.ts";
import { useDiffMoves } from "../hooks/use-diff-moves.ts";
import { useHighlighter } from "../hooks/use-highlighter.ts";
import { useScroller } from "../hooks/use-scroller.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Fact, factsLine } from "../text/facts.ts";
import { type Line, lineWidth, segment, spread } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { countsOf, missingWords, remarksOn } from "../wording/changes.ts";
import { noBranchWords } from "../wording/empty.ts";
import { counted, grouped, shortSha } from "../wording/people.ts";
import { layOut } from "./diff-layout.ts";
import { type DrawnDiff, diffMoves, diffScroller, type Position, placeOf, START } from "./diff-moves.ts";
import { type DiffStyle, diffRows, fileLine } from "./diff-rows.ts";
import type { Pane, PaneProps } from "./pane.ts";
import { windowFrom } from "./row-window.ts";

/** From this height on the name of the file stays in sight. */
const ROWS_FOR_NAME = 8;

/** What the workflow's branch changes. */
function DiffPane({ workflow, width, height }: PaneProps) {
  const { keymap } = useDashboard();
  const shown = useDiff(workflow.id, activeRun(workflow) !== null);
  const highlight = useHighlighter();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [top, setTop] = useState(START);
  const latest = useRef(START);
  const diff = shown?.diff ?? null;
  const layout = useMemo(
    () => (diff === null ? null : layOut(diff, folded, remarksOn, missingWords(diff))),
    [diff, folded],
  );
  const style = useMemo<DiffStyle>(
    () => ({ width, folded, uncommitted: new Set(diff?.uncommitted), highlight }),
    [width, folded, diff, highlight],
  );
  const rows = useMemo(() => (layout === null ? null : diffRows(layout, style)), [layout, style]);
  const problem = problemLines(shown, width);
  const space = Math.max(1, height - 1 - problem.length);
  const parts = layout === null || rows === null ? null : { layout, rows };
  const first = parts === null ? { line: 0, row: 0 } : placeOf(parts, top);
  const kind = layout?.lineAt(first.line)?.kind;
  const isInFile = kind === "code" || kind === "hunk" || kind === "remark";
  const drawn: DrawnDiff | null =
    parts === null ? null : { ...parts, height: space, covered: height >= ROWS_FOR_NAME && isInFile };
  const position: Position = {
    get: () => latest.current,
    set(next) {
      latest.current = next;
      setTop(next);
    },
  };
  useScroller(diffScroller(drawn, position));
  useDiffMoves(diffMoves(drawn, position, setFolded));
  const fileIndex = layout?.fileAt(top.leaptTo === undefined ? first.line : first.line - top.offset) ?? -1;
  const file = diff?.files[fileIndex];
  const seen = drawn === null ? [] : windowFrom(drawn.rows, first, space);
  const lines =
    drawn?.covered === true && file !== undefined ? [fileLine(file, style), ...seen.slice(1)] : seen;
  const body =
    lines.length > 0
      ? lines
      : wrapLine([segment(emptyWords(workflow, shown, keymap), "muted")], width, space, 0);
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Lines lines={[summaryLine(workflow, diff, fileIndex, width), ...problem, ...body]} width={width} />
    </Box>
  );
}

export const diffPane: Pane = {
  id: "diff",
  title: "Diff",
  measure: Number.POSITIVE_INFINITY,
  Component: DiffPane,
};

/** How much was changed, against what, and where one is in it. */
function summaryLine(
  { baseBranch }: Workflow,
  diff: BranchDiff | null,
  fileIndex: number,
  width: number,
): Line {
  if (diff === null || diff.files.length === 0) return [];
  const { files, uncommitted, committedOnly, start } = diff;
  const sum = (of: "added" | "deleted") => files.reduce((all, file) => all + (file[of] ?? 0), 0);
  const { added, deleted } = countsOf(sum("added"), sum("deleted"));
  const place =
    files.length < 2 ? "" : `file ${grouped(Math.max(0, fileIndex) + 1)} of ${grouped(files.length)}`;
  const right = place === "" ? [] : [segment(place, "muted")];
  const base = screenLine(baseBranch ?? "its base");
  const facts: Fact[] = [
    [{ line: [segment(counted(files.length, "file"))], worth: 100 }],
    ...(added === "" ? [] : [fact([segment(added, "done")], 90)]),
    ...(deleted === "" ? [] : [fact([segment(deleted, "failed")], 89)]),
    [
      { line: [segment(`since ${shortSha(start)} of ${base}`, "muted")], worth: 30 },
      { line: [segment(`since ${base}`, "muted")], worth: 40 },
    ],
    ...(uncommitted.length === 0
      ? []
      : [fact([segment(`${grouped(uncommitted.length)} not committed`, "gate")], 60)]),
    ...(committedOnly ? [fact([segment("the worktree is gone", "gate")], 61)] : []),
  ];
  return spread(factsLine(facts, width - lineWidth(right) - 1), right, width);
}

function fact(line: Line, worth: number): Fact {
  return [{ line, worth }];
}

function problemLines(shown: ShownDiff | null, width: number): Line[] {
  if (shown === null || shown.problem === null) return [];
  const what = shown.diff === null ? "The changes cannot be shown" : "There may be newer changes";
  return wrapLine([segment(`${glyphs.failed} ${what}: ${shown.problem}`, "failed")], width, 2, 2);
}

function emptyWords(workflow: Workflow, shown: ShownDiff | null, keymap: Keymap): string {
  if (workflow.worktreePath === null) return screenLine(noBranchWords(workflow, keymap));
  if (shown === null) return "reading the changes …";
  if (shown.diff === null) return "";
  return `Nothing differs from ${screenLine(workflow.baseBranch ?? "its base")} yet.`;
}
