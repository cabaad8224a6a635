import type { Activity, RunVitals } from "../../orchestrator/session.ts";
import type { Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, segment } from "../text/segment.ts";
import { displayWidth } from "../text/width.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { deferredLines, driftLine } from "../wording/in-step.ts";
import { nextLines } from "../wording/next.ts";
import { shortPath } from "../wording/paths.ts";
import { stagesOf } from "../wording/pipeline.ts";
import { type KnownPullRequest, pullRequestLine } from "../wording/pull-request.ts";
import { spokenStages, spokenSteps } from "../wording/spoken-progress.ts";
import { stepsLine } from "../wording/steps.ts";
import { numberOf } from "../wording/summary.ts";
import { pipelineLines } from "./pipeline-lines.ts";

const EMPTY: Line = [];
const DOT = "  ·  ";

export interface HeadRoom {
  readonly width: number;
  /** Blank lines between the parts, and long texts in full. */
  readonly roomy: boolean;
  /** For somebody who hears it: no drawings. */
  readonly isSpoken: boolean;
}

/** What is true of a workflow beside itself. */
export interface Circumstances {
  readonly activity: Activity | null;
  /** How its agent is doing; `null` where none runs, or it is not known. */
  readonly vitals: RunVitals | null;
  /** Why it cannot be changed; `null` when it can. */
  readonly frozen: string | null;
  /** Other status labels than ours on the issue; `null` where there are none. */
  readonly drift: readonly string[] | null;
  readonly pullRequest: KnownPullRequest | null;
}

/** What stands above the panes: what it is, how far it is, what happens next. */
export function detailHead(
  workflow: Workflow,
  { activity, vitals, frozen, drift, pullRequest }: Circumstances,
  now: number,
  room: HeadRoom,
): Line[] {
  const { width, roomy, isSpoken } = room;
  const gap = roomy ? [EMPTY] : [];
  const inPhase1 = workflow.state === "PHASE_1" || (workflow.state === "PHASE_2" && roomy);
  const next = (frozen === null ? nextLines(workflow, activity, vitals, now) : frozenLines(frozen)).flatMap(
    (line) => wrapLine(line, width, roomy ? 4 : 2, 2),
  );
  const beside = [
    ...(pullRequest === null ? [] : [pullRequestLine(pullRequest, width)]),
    ...(drift === null ? [] : wrapLine(driftLine(drift, workflow), width, 3, 2)),
    ...deferredLines(workflow, now).flatMap((line) => wrapLine(line, width, roomy ? 3 : 2, 2)),
  ];
  return [
    [segment(workflow.title, undefined, true)],
    ...placeLines(workflow, room),
    ...gap,
    ...(isSpoken
      ? [spokenStages(workflow, now), ...(inPhase1 ? [spokenSteps(workflow, now)] : [])]
      : [
          ...pipelineLines(stagesOf(workflow, now), width),
          ...(inPhase1 ? [...gap, stepsLine(workflow, now)] : []),
        ]),
    ...gap,
    ...next,
    ...(beside.length > 0 ? gap : []),
    ...beside,
    ...gap,
  ];
}

function frozenLines(reason: string): Line[] {
  return [
    [segment(`${glyphs.failed} `, "failed"), segment("Cannot be changed: ", "failed", true), segment(reason)],
  ];
}

/** Where it lives: the issue, the branch, and the worktree as far as there is room for it. */
function placeLines(workflow: Workflow, { width, roomy }: HeadRoom): Line[] {
  const { branchName, worktreePath } = workflow;
  const number = numberOf(workflow);
  const issue = number === "" ? "no issue yet" : `issue ${number}`;
  const first = branchName === null ? issue : issue + DOT + branchName;
  if (worktreePath === null) return [[segment(first, "muted")]];
  const place = shortPath(worktreePath);
  if (displayWidth(first + DOT + place) <= width) return [[segment(first + DOT + place, "muted")]];
  return roomy ? [[segment(first, "muted")], [segment(place, "muted")]] : [[segment(first, "muted")]];
}
