import { PHASE_1_STEPS, type Workflow } from "../../workflow/state.ts";
import { type Line, segment } from "../text/segment.ts";
import { between } from "./duration.ts";
import { stagesOf } from "./pipeline.ts";

const POSITIONS = { passed: "passed", current: "now", ahead: "to come" } as const;

/** The stations one after the other: "stages: IDLE passed, PHASE 1 passed in 8 s, …". */
export function spokenStages(workflow: Workflow, now: number): Line {
  const stages = stagesOf(workflow, now).map(({ label, position, time }) => {
    const duration = time === "" ? "" : ` ${position === "current" ? "for" : "in"} ${time}`;
    return `${label} ${POSITIONS[position]}${duration}`;
  });
  return [segment(`stages: ${stages.join(", ")}`)];
}

/** The steps of phase 1 in the same way. */
export function spokenSteps(workflow: Workflow, now: number): Line {
  const steps = PHASE_1_STEPS.map((step) => {
    const { startedAt, endedAt } = workflow.stepTimes[step];
    const time = startedAt === null ? "" : between(startedAt, endedAt, now);
    if (workflow.phase1Steps[step]) return `${step} done${time === "" ? "" : ` in ${time}`}`;
    if (startedAt === null) return `${step} to come`;
    return workflow.lastError === null ? `${step} under way for ${time}` : `${step} failed`;
  });
  return [segment(`steps: ${steps.join(", ")}`)];
}
