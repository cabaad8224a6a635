import type { Comment } from "../../orchestrator/session.ts";
import { screenLine } from "../../text/screen.ts";
import type { Workflow } from "../../workflow/state.ts";
import { type Remark, remarkOn } from "../../workflow/talk.ts";
import { glyphs } from "../glyphs.ts";
import { fitLine, type Line, type Segment, segment } from "../text/segment.ts";
import { wrap } from "../text/wrap.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { attentionGlyph } from "../wording/attention.ts";
import { clockTime } from "../wording/duration.ts";
import { counted } from "../wording/people.ts";
import { firstVisibleLine, visibleLines } from "../wording/said.ts";
import type { Rows } from "./row-window.ts";

/** The most rows of one comment's text. */
const MOST_ROWS = 12;
const INDENT = segment("  ");

/** The comments as rows at one width; only those that are asked for are wrapped. */
export function talkRows(
  comments: readonly Comment[],
  workflow: Workflow,
  now: number,
  width: number,
): Rows<Line> {
  const kept = new Map<number, readonly Line[]>();
  return {
    lineCount: comments.length,
    rowsOf(index) {
      const known = kept.get(index);
      const comment = comments[index];
      if (known !== undefined || comment === undefined) return known ?? [];
      const rows = [...(index === 0 ? [] : [[]]), ...commentLines(comment, workflow, now, width)];
      kept.set(index, rows);
      return rows;
    },
  };
}

function commentLines(comment: Comment, workflow: Workflow, now: number, width: number): Line[] {
  const remark = remarkOn(comment, workflow);
  const time = segment(`${clockTime(comment.createdAt, now)}  `, "muted");
  const folded = remark.kind === "ours" || comment.isMinimized;
  const head = [time, authorOf(comment, remark), ...noteOf(comment, remark), ...markOf(remark, workflow)];
  // In full: a reason that is cut helps nobody.
  const headRows = wrapLine(head, width, Number.POSITIVE_INFINITY, 2);
  const body = folded ? foldedLine(comment, width) : bodyLines(comment, width - 2);
  return [...headRows, ...body];
}

function authorOf({ author }: Comment, remark: Remark): Segment {
  const login = author === null ? "deleted account" : screenLine(author.login);
  if (remark.kind === "ours") return segment(`orc-tui (${login})`, "muted");
  return segment(login, author === null ? "muted" : undefined, author !== null);
}

/** What became of it, by its sign and its words. */
function markOf(remark: Remark, { attention }: Workflow): Segment[] {
  switch (remark.kind) {
    case "approved":
      return [segment(`  ${glyphs.done} approved`, "done")];
    case "changes_requested":
      return [segment(`  ${glyphs.gate} changes requested`, "gate")];
    case "refused":
      return [segment(`  ${glyphs.failed} did not count: `, "failed"), segment(remark.reason)];
    case "completion":
      return [segment(`  ${glyphs.done} agent: complete`, "running")];
    case "attention": {
      const asks = attention === null || attention.kind === "question";
      const sign = attention === null ? glyphs.asks : attentionGlyph(attention);
      return [segment(`  ${sign} ${asks ? "agent asks" : "agent is blocked"}`, "gate")];
    }
    case "ours":
    case "talk":
      return [];
  }
}

/** What makes a comment count less than others, where the reason does not say it already. */
function noteOf({ author, editedAt, isMinimized, viaEmail }: Comment, { kind }: Remark): Segment[] {
  if (kind === "refused" || kind === "ours") return [];
  const notes = [
    ...(author?.isBot === true ? ["bot"] : []),
    ...(editedAt === null ? [] : ["edited"]),
    ...(isMinimized ? ["minimised"] : []),
    ...(viaEmail ? ["by e-mail"] : []),
  ];
  return notes.length === 0 ? [] : [segment(`, ${notes.join(", ")}`, "muted")];
}

function foldedLine({ body }: Comment, width: number): Line[] {
  return [fitLine([INDENT, segment(firstVisibleLine(body), "muted")], width)];
}

function bodyLines({ body }: Comment, width: number): Line[] {
  const rows = visibleLines(body).flatMap((line) => wrap(line, width));
  if (rows.length === 0) return [[INDENT, segment("nothing that can be seen", "muted")]];
  // One row more takes no more room than to say that it is missing.
  const shown = rows.length <= MOST_ROWS + 1 ? rows : rows.slice(0, MOST_ROWS);
  const more = rows.length - shown.length;
  return [
    ...shown.map((row): Line => [INDENT, segment(row)]),
    ...(more === 0 ? [] : [[INDENT, segment(`… ${counted(more, "more line")}`, "muted")]]),
  ];
}
