import type { Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { toBeCleaned, whyNotCleaned } from "../wording/clean.ts";
import { numberOf } from "../wording/summary.ts";
import { type Frame, frameAround, type Size } from "./frame-size.ts";
import type { CleanOverlay } from "./overlay.ts";

const WIDTH = 84;

/** What a clean-up would take and keep, or took and kept, a workflow each, and how far that can be scrolled. */
export function cleanFrame(
  overlay: CleanOverlay,
  workflows: Readonly<Record<string, Workflow>>,
  size: Size,
): { readonly frame: Frame; readonly lines: readonly Line[]; readonly maxTop: number } {
  const { textWidth } = frameAround(size, WIDTH, 0);
  const each = overlay.ids.flatMap((id) => {
    const workflow = workflows[id];
    return workflow === undefined ? [] : workflowLines(workflow, overlay, textWidth);
  });
  const lines = [...wrapLine([segment(introduction(overlay))], textWidth, 4, 0), [], ...each];
  const frame = frameAround(size, WIDTH, lines.length);
  return { frame, lines, maxTop: Math.max(0, lines.length - (frame.height - 2)) };
}

function introduction({ ids, outcomes }: CleanOverlay): string {
  const done = outcomes === null ? null : Object.keys(outcomes).length;
  if (done !== null)
    return done < ids.length ? `Cleaning up ${done + 1} of ${ids.length} …` : "This is done:";
  return "These worktrees are removed; branches, issues and the history stay. What would take work with it that is nowhere else is kept.";
}

function workflowLines(workflow: Workflow, { outcomes }: CleanOverlay, width: number): Line[] {
  const title: Line = [
    segment(`${numberOf(workflow)} `.trimStart(), "muted"),
    segment(workflow.title, undefined, true),
  ];
  return [title, ...wrapLine(fate(workflow, outcomes), width, 3, 4)];
}

function fate(workflow: Workflow, outcomes: CleanOverlay["outcomes"]): Line {
  const outcome = outcomes?.[workflow.id];
  if (outcome?.isDone === true) return [segment(`  ${glyphs.done} `, "done"), segment(outcome.words)];
  if (outcome !== undefined) return [segment(`  ${glyphs.failed} `, "failed"), segment(outcome.words)];
  const reason = whyNotCleaned(workflow);
  if (reason !== null) return [segment(`  ${glyphs.blocked} stays: `, "gate"), segment(reason)];
  return [segment("  removes ", "muted"), segment(toBeCleaned(workflow))];
}
