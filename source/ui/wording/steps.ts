import type { Activity } from "../../orchestrator/session.ts";
import { PHASE_1_STEPS, type Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, type Segment, segment } from "../text/segment.ts";
import { between } from "./duration.ts";

/** The four steps of phase 1, each with its tick and its time: for the time they are under way. */
export function stepsLine(workflow: Workflow, now: number): Line {
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
          segment(time, "muted"),
        ]
      : [gap, segment(glyphs.failed, "failed"), segment(` ${step}`, undefined, true)];
  });
}

/** What is being done at this moment and what it said last. */
export function activityWords(activity: Activity): string {
  return activity.detail === null ? activity.label : `${activity.label}: ${activity.detail}`;
}
