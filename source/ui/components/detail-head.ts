import type { Activity, RunVitals } from "../../orchestrator/session.ts";
import type { Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import type { Keymap } from "../keymap/remap.ts";
import { MEASURE } from "../layout.ts";
import { type Line, type Segment, segment } from "../text/segment.ts";
import { displayWidth } from "../text/width.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { deferredLines, driftLine } from "../wording/in-step.ts";
import { nextWords, type Telling } from "../wording/next.ts";
import { shortPath } from "../wording/paths.ts";
import { stagesOf } from "../wording/pipeline.ts";
import { type KnownPullRequest, pullRequestLine } from "../wording/pull-request.ts";
import { UNBROKEN } from "../wording/sentence.ts";
import { spokenStages, spokenSteps } from "../wording/spoken-progress.ts";
import { stepsLine } from "../wording/steps.ts";
import { numberOf } from "../wording/summary.ts";
import { allRows, fitParts, type Part } from "./head-parts.ts";
import { pipelineLines } from "./pipeline-lines.ts";

const DOT = "  ·  ";

export interface HeadRoom {
  readonly width: number;
  /** The rows it may take for what a person must know. */
  readonly most: number;
  /** The rows it may take for the rest. */
  readonly comfortable: number;
  /** Blank lines between the parts, and the place in full. */
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
  readonly canOpenPullRequest: boolean;
  /** The documents have the focus, where a comment is one on a line. */
  readonly areLinesCommented: boolean;
  readonly keymap: Keymap;
}

/** What stands above the panes: what it is, how far it is, what happens next. */
export function detailHead(
  workflow: Workflow,
  circumstances: Circumstances,
  now: number,
  room: HeadRoom,
): Line[] {
  const parts = [
    fixed("place", "title", [[segment(workflow.title, undefined, true)]]),
    fixed("place", "place", placeLines(workflow, room)),
    ...progressParts(workflow, circumstances.activity, now, room),
    ...nextParts(workflow, circumstances, now, room.width),
    ...besideParts(workflow, circumstances, now, room.width),
  ];
  return room.isSpoken ? allRows(parts) : fitParts(parts, room);
}

function fixed(group: Part["group"], what: Part["what"], lines: readonly Line[]): Part {
  return { group, what, rows: () => lines };
}

/** A line that goes on in the rows below where it must, no longer than one likes to read. */
function wrapped(group: Part["group"], what: Part["what"], line: Line, width: number, indent = 2): Part {
  return { group, what, rows: (most) => wrapLine(line, Math.min(width, MEASURE), most, indent) };
}

function progressParts(
  workflow: Workflow,
  activity: Activity | null,
  now: number,
  { width, roomy, isSpoken }: HeadRoom,
): Part[] {
  const withSteps = workflow.state === "PHASE_1" || (workflow.state === "PHASE_2" && roomy);
  const stages = isSpoken ? [spokenStages(workflow, now)] : pipelineLines(stagesOf(workflow, now), width);
  const steps = isSpoken ? spokenSteps(workflow, now) : stepsLine(workflow, activity, now, width);
  return [
    fixed("stages", "stages", stages),
    ...(withSteps ? [wrapped("steps", "steps", steps.map(unbroken), width, 0)] : []),
  ];
}

/** A step stays on one row; the wider gap between two steps is where a row may end. */
function unbroken({ text, ...look }: Segment): Segment {
  return { ...look, text: text.replaceAll(/(?<! ) (?! )/g, UNBROKEN) };
}

function nextParts(workflow: Workflow, circumstances: Circumstances, now: number, width: number): Part[] {
  const { frozen } = circumstances;
  const words = frozen === null ? nextWords(workflow, circumstances, now) : [frozenWords(frozen, workflow)];
  return words.flatMap(({ said, asides }) => [
    ...said.map((line) => wrapped("next", "said", line, width)),
    ...asides.map((line) => wrapped("next", "aside", line, width)),
  ]);
}

function frozenWords(reason: string, { issueNumber, id }: Workflow): Telling {
  const words = [
    segment(`${glyphs.failed} `, "failed"),
    segment("Cannot be changed: ", "failed", true),
    segment(reason),
  ];
  const command = `orc-tui repair ${issueNumber ?? id}`.replaceAll(" ", UNBROKEN);
  const remedy = [
    segment("  "),
    segment(command, "accent", true),
    segment(" in a shell tells what can be rebuilt"),
  ];
  return { said: [words, remedy], asides: [] };
}

function besideParts(
  workflow: Workflow,
  { pullRequest, drift, keymap }: Circumstances,
  now: number,
  width: number,
): Part[] {
  const lines = [
    ...(pullRequest === null ? [] : [pullRequestLine(pullRequest, Math.min(width, MEASURE))]),
    ...(drift === null ? [] : [driftLine(drift, workflow, keymap)]),
    ...deferredLines(workflow, now),
  ];
  return lines.map((line) => wrapped("beside", "beside", line, width));
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
