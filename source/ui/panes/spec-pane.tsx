import { Box } from "ink";
import { useLayoutEffect, useMemo } from "react";
import type { Documents, SpecDocument } from "../../orchestrator/session.ts";
import { activeRun, type Workflow } from "../../workflow/state.ts";
import { Lines } from "../components/line.tsx";
import type { Dashboard } from "../dashboard.ts";
import { glyphs } from "../glyphs.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useDocuments } from "../hooks/use-documents.ts";
import { useHighlighter } from "../hooks/use-highlighter.ts";
import { useMarkdown } from "../hooks/use-markdown.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useScroller } from "../hooks/use-scroller.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { bytesWords } from "../wording/documents.ts";
import { noDocumentWords } from "../wording/empty.ts";
import { commentsOf, placed } from "./line-comments.ts";
import type { Pane, PaneProps } from "./pane.ts";
import { tailPlace, windowFrom } from "./row-window.ts";
import { specHeader } from "./spec-header.ts";
import { inSight, lastText, movedBy, onText, pagedBy, type SpecPosition, scrolledBy } from "./spec-motion.ts";
import { MARGIN_COLUMNS, type SpecRow, type SpecRows, specRows } from "./spec-rows.ts";
import { placeIn, shownDocument, withPlace } from "./spec-view.ts";

/** Below this height the document has all the room. */
const ROWS_FOR_HEADER = 3;
/** Below this one, blank rows and lines under headings are left out. */
const ROWS_FOR_GAPS = 8;
const START = { line: 0, row: 0 };

/** The documents of the specification, to be read and, at the gate, to be commented line by line. */
function SpecPane({ workflow, width, height }: PaneProps) {
  const dashboard = useDashboard();
  const growing = activeRun(workflow) !== null;
  const documents = useDocuments(workflow.id, growing);
  const view = useScreen((state) => state.spec);
  const isFocused = useScreen((state) => state.focus === "detail");
  const { document, index } = shownDocument(view, workflow.id, documents?.documents ?? []);
  const markdown = useMarkdown(document);
  const comments = useMemo(() => commentsOf(view.comments, workflow.id), [view.comments, workflow.id]);
  const isDense = height < ROWS_FOR_GAPS;
  const highlight = useHighlighter();
  const rows = useMemo(() => {
    if (markdown === null || document === null) return null;
    return specRows(markdown, placed(comments, document.path, document.text.split("\n")), {
      width,
      isDense,
      highlight,
    });
  }, [markdown, document, comments, width, isDense, highlight]);

  const head =
    documents === null || document === null || height < ROWS_FOR_HEADER
      ? []
      : [specHeader({ documents, index, unsent: comments.length, growing }, width)];
  const above = [...head, ...noticeLines(documents, document, dashboard.keymap, width)].slice(0, height - 1);
  const space = height - above.length;
  const reviewed = reviewedPlan(workflow, documents);
  const isReviewing = reviewed !== null;
  useReading(dashboard, { id: workflow.id, document, rows, height: space, reviewed });

  const position =
    rows === null || document === null ? null : positionIn(dashboard, workflow.id, document, rows);
  const lines =
    rows === null || position === null
      ? wrapLine([segment(emptyWords(workflow, documents, dashboard.keymap), "muted")], width, space, 0)
      : drawn(rows, position, { height: space, isReviewing: isReviewing && isFocused });
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Lines lines={[...above, ...lines]} width={width} />
    </Box>
  );
}

export const specPane: Pane = { id: "spec", title: "Spec", Component: SpecPane };

interface Reading {
  readonly id: string;
  readonly document: SpecDocument | null;
  readonly rows: SpecRows | null;
  readonly height: number;
  /** The plan whose lines can be commented; `null` where none can. */
  readonly reviewed: string | null;
}

/** Lets the keys scroll the document or move the cursor in it, and know what the cursor is on. */
function useReading(dashboard: Dashboard, { id, document, rows, height, reviewed }: Reading): void {
  const isReviewing = reviewed !== null;
  const move = (to: (position: SpecPosition, rows: SpecRows) => SpecPosition) => {
    if (document === null || rows === null) return;
    const { top, cursor } = to(positionIn(dashboard, id, document, rows), rows);
    const place = { top: rows.anchorOf(top), cursor: rows.anchorOf(cursor) };
    dashboard.screen.setState(({ spec }) => ({ spec: withPlace(spec, id, document.path, place) }));
  };
  useScroller({
    by: (count) => move((at, all) => (isReviewing ? movedBy : scrolledBy)(all, at, count, height)),
    byPages: (pages) =>
      move((at, all) =>
        isReviewing
          ? pagedBy(all, at, pages, height)
          : scrolledBy(all, at, pages * Math.max(1, height - 1), height),
      ),
    toStart: () => move((_, all) => ({ top: START, cursor: onText(all, START) })),
    toEnd: () =>
      move((_, all) => inSight(all, { top: tailPlace(all, height), cursor: lastText(all) }, height)),
  });
  const { pointing } = dashboard;
  // Not after the frame: a key that comes right upon it must know what it is on.
  useLayoutEffect(() => {
    const pointed = () => {
      if (document === null || rows === null || reviewed === null) return null;
      const { source } = rows.anchorOf(positionIn(dashboard, id, document, rows).cursor);
      return {
        path: document.path,
        line: source,
        quote: (document.text.split("\n")[source - 1] ?? "").trim(),
        planRevision: reviewed,
      };
    };
    pointing.current = pointed;
    return () => {
      if (pointing.current === pointed) pointing.current = null;
    };
  });
}

function positionIn({ screen }: Dashboard, id: string, { path }: SpecDocument, rows: SpecRows): SpecPosition {
  const { top, cursor } = placeIn(screen.getState().spec, id, path);
  return { top: rows.placeOf(top), cursor: onText(rows, rows.placeOf(cursor)) };
}

/** Line comments are for the plan that is being decided about. */
function reviewedPlan({ state, planRevision }: Workflow, documents: Documents | null): string | null {
  return state === "GATE_1" && documents?.revision === planRevision ? planRevision : null;
}

function drawn(
  rows: SpecRows,
  position: SpecPosition,
  { height, isReviewing }: { height: number; isReviewing: boolean },
): Line[] {
  const { top, cursor } = isReviewing ? inSight(rows, position, height) : position;
  const tail = tailPlace(rows, height);
  const from = top.line > tail.line || (top.line === tail.line && top.row > tail.row) ? tail : top;
  const at = isReviewing ? rows.rowsOf(cursor.line)[cursor.row] : undefined;
  return windowFrom(rows, from, height).map((row) => [margin(row, at), ...row.line]);
}

/** Where the cursor stands; the other rows of its line carry a thinner mark. */
function margin(row: SpecRow, at: SpecRow | undefined) {
  if (row === at) return segment(`${glyphs.selected} `, "accent", true);
  return at !== undefined && row.kind === "text" && row.source === at.source
    ? segment(`${glyphs.sameLine} `, "accent")
    : segment(" ".repeat(MARGIN_COLUMNS));
}

function emptyWords(workflow: Workflow, documents: Documents | null, keymap: Keymap): string {
  if (documents === null && workflow.issueNumber !== null) return "reading the documents …";
  // Where they cannot be read or shown, the line above says so.
  if (documents !== null && documents.documents?.length !== 0) return "";
  return noDocumentWords(workflow, keymap);
}

function noticeLines(
  documents: Documents | null,
  document: SpecDocument | null,
  keymap: Keymap,
  width: number,
): Line[] {
  if (documents === null) return [];
  const { problem } = documents;
  const what = documents.documents === null ? "The documents cannot be shown" : "There may be newer ones";
  return [
    ...(problem === null
      ? []
      : wrapLine([segment(`${glyphs.failed} ${what}: ${problem}`, "failed")], width, 2, 2)),
    ...(document === null || document.problem === null
      ? []
      : wrapLine(
          [
            segment(
              `${glyphs.note} It is not shown: ${document.problem}; ${wayTo(keymap, "open.editor")} opens it.`,
              "gate",
            ),
          ],
          width,
          2,
          2,
        )),
    ...(document?.isCut !== true
      ? []
      : wrapLine(
          [
            segment(
              `${glyphs.note} Only the beginning of its ${bytesWords(document.bytes)} is shown; ${wayTo(keymap, "open.editor")} opens it whole.`,
              "gate",
            ),
          ],
          width,
          2,
          2,
        )),
  ];
}
