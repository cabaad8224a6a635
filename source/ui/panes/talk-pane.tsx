import { Box } from "ink";
import { useMemo, useState } from "react";
import type { Talk } from "../../orchestrator/session.ts";
import type { Workflow } from "../../workflow/state.ts";
import { Lines } from "../components/line.tsx";
import { glyphs } from "../glyphs.ts";
import { useTime } from "../hooks/use-clock.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useScroller } from "../hooks/use-scroller.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { useTalk } from "../hooks/use-talk.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, segment, spread } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { noIssueWords } from "../wording/empty.ts";
import { counted } from "../wording/people.ts";
import { UNBROKEN } from "../wording/sentence.ts";
import { followScroller, followWords } from "./following.ts";
import type { Pane, PaneProps } from "./pane.ts";
import { type Place, type Rows, tailPlace, windowFrom } from "./row-window.ts";
import { talkRows } from "./talk-rows.ts";

/** Below these heights the comments have all the room. */
const ROWS_FOR_COUNT = 5;
const ROWS_FOR_RULE = 7;
const ROWS_FOR_MARK = 14;

/** What was said on the issue, the newest at the end, and what counted. */
function TalkPane({ workflow, width, height }: PaneProps) {
  const { keymap } = useDashboard();
  const talk = useTalk(workflow.id);
  const isAsking = useSessionStatus(({ engine }) => engine.kind === "engine") && workflow.issueUrl !== null;
  // Whether a comment is of today is all that the time changes: the rows need not be made anew each second.
  const today = Date.parse(useTime((now) => new Date(now).toDateString()));
  const comments = talk?.comments ?? null;
  const rows = useMemo(
    () => (comments === null ? null : talkRows(comments, workflow, today, width)),
    [comments, workflow, today, width],
  );
  /** The first row on the screen; `null` follows the end. */
  const [top, setTop] = useState<Place | null>(null);
  const count =
    comments === null || comments.length === 0
      ? []
      : [countLine(comments.length, top === null, keymap, width)];
  const above = [
    ...(height < ROWS_FOR_COUNT ? [] : count),
    ...(height < ROWS_FOR_RULE ? [] : ruleLines(workflow, width)),
    ...problemLines(talk, isAsking ? wayTo(keymap, "issue.ask") : null, width),
  ].slice(0, height - 1);
  const space = height - above.length;
  useScroller(followScroller(rows, space, setTop));
  const shown = rows === null ? [] : windowOf(rows, top, space, height >= ROWS_FOR_MARK);
  const lines =
    shown.length > 0
      ? shown
      : wrapLine([segment(emptyWords(workflow, talk, keymap), "muted")], width, space, 0);
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Lines lines={[...above, ...lines]} width={width} />
    </Box>
  );
}

export const talkPane: Pane = { id: "talk", title: "Talk", Component: TalkPane };

/** The rows in sight. A comment that is cut at the top begins with a mark, or it would seem to belong to what is above. */
function windowOf(rows: Rows<Line>, top: Place | null, space: number, marked: boolean): Line[] {
  const from = top ?? tailPlace(rows, space);
  const [first = [], ...rest] = windowFrom(rows, from, space);
  const isCut = from.row > 0 && first.length > 0;
  return rest.length === 0 && first.length === 0
    ? []
    : [marked && isCut ? [segment("  …", "muted")] : first, ...rest];
}

function countLine(count: number, following: boolean, keymap: Keymap, width: number): Line {
  return spread([segment(counted(count, "comment"), "muted")], followWords(following, false, keymap), width);
}

/** What a comment must look like to decide, while one can. */
function ruleLines({ state }: Workflow, width: number): Line[] {
  if (state !== "GATE_1") return [];
  const words =
    "What decides: “approved”, or “changes requested: …”, by someone who may write to the repository";
  return wrapLine([segment(words, "muted")], width, 3, 0);
}

/** @param again the key that asks the tracker; `null` where this process does not ask it */
function problemLines(talk: Talk | null, again: string | null, width: number): Line[] {
  if (talk === null || talk.problem === null) return [];
  const key: Line =
    again === null ? [] : [segment(" · ", "muted"), segment(`${again} asks again`.replaceAll(" ", UNBROKEN))];
  const what = talk.comments === null ? "The comments cannot be shown" : "There may be newer ones";
  return wrapLine([segment(`${glyphs.failed} ${what}: ${talk.problem}`, "failed"), ...key], width, 3, 2);
}

function emptyWords(workflow: Workflow, talk: Talk | null, keymap: Keymap): string {
  if (workflow.issueNumber === null) return noIssueWords(workflow, keymap);
  if (talk !== null && talk.comments === null && talk.problem !== null) return "";
  return talk === null || talk.comments === null
    ? "loading the comments …"
    : `Nobody has said anything yet; ${wayTo(keymap, "issue.comment")} writes a comment.`;
}
