import type { Activity } from "../../orchestrator/session.ts";
import { PHASE_1_STEPS, type Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, lineWidth, type Segment, segment } from "../text/segment.ts";
import { between } from "./duration.ts";
import { bar, percentOf, percentWords } from "./under-way.ts";

const BAR_COLUMNS = 10;

/** The four steps of phase 1, each with its tick and its time: for the time they are under way. */
export function stepsLine(workflow: Workflow, activity: Activity | null, now: number, width: number): Line {
  const percent = percentOf(activity);
  const withoutBar = stepSegments(
    workflow,
    now,
    percent === null ? [] : [segment(` ${percentWords(percent)}`)],
  );
  if (percent === null || lineWidth(withoutBar) + BAR_COLUMNS + 1 > width) return withoutBar;
  return stepSegments(workflow, now, [
    segment(" "),
    ...bar(percent, BAR_COLUMNS),
    segment(` ${percentWords(percent)}`),
  ]);
}

/** @param howFar what is known of the step under way */
function stepSegments(workflow: Workflow, now: number, howFar: Line): Line {
  return PHASE_1_STEPS.flatMap((step, index): Segment[] => {
    const gap = segment(index === 0 ? "" : "   ");
    const { startedAt, endedAt } = workflow.stepTimes[step];
    const time = startedAt === null ? "" : ` ${between(startedAt, endedAt, now)}`;
    if (workflow.phase1Steps[step])
      return [gap, segment(glyphs.done, "done"), segment(` ${step}`), segment(time, "muted")];
    if (startedAt === null) return [gap, segment(`${glyphs.idle} `, "faint"), segment(step, "muted")];
    return workflow.lastError === null
      ? [
          gap,
          segment(glyphs.running, "running"),
          segment(` ${step}`, undefined, true),
          ...howFar,
          segment(time, "muted"),
        ]
      : [gap, segment(glyphs.failed, "failed"), segment(` ${step}`, undefined, true)];
  });
}
