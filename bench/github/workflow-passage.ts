import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isStatusLabel, statusLabel } from "../../source/workflow/labels.ts";
import type { State, Transition, Workflow } from "../../source/workflow/state.ts";
import { eventually } from "../../test/support/eventually.ts";
import type { GitHub } from "../../test/support/github/index.ts";
import type { Stage } from "../stage.ts";
import { LOOK, openWidgets, type Widgets } from "./widgets.ts";

/** How long one workflow took from a sentence to DONE, in milliseconds. */
export interface Passage {
  readonly phase1Ms: number;
  /** Of all its transitions the longest until the issue carried exactly the new status label. */
  readonly labelMs: number;
  readonly launchMs: number;
  /** From the comment that approves. */
  readonly doneMs: number;
  readonly longestPauseMs: number;
}

/** After a look at an issue that has moved come the questions for its comments: so long without one, and it is over. */
const QUIET_MS = 100;
/** An issue is looked at closely until its last change is 3 s old. */
const SETTLED_WITHIN_MS = 30_000;

/** Workflows in one repository, one after the other. */
export async function passages(stage: Stage, count: number): Promise<Passage[]> {
  const widgets = await openWidgets(stage, "widgets");
  const all: Passage[] = [];
  try {
    for (let issue = 1; issue <= count; issue += 1) all.push(await passage(widgets, issue));
  } finally {
    await widgets.close();
  }
  return all;
}

async function passage(widgets: Widgets, issue: number): Promise<Passage> {
  const { github } = widgets;
  await widgets.orcTui("new", `Feature ${issue} on GitHub`, "--wait", "gate").toEnd();
  github.forgetRequests();
  const engine = widgets.orcTui("run", "--until", "done");
  // Said right after a look, an approval waits the longest for the next one.
  await eventually("a look without anything new", () => isQuiet(github), SETTLED_WITHIN_MS);
  const commentedAt = Date.now();
  github.world.comment(issue, { by: "dana", body: "approved" });
  await engine.toEnd();

  const workflow = storedWorkflow(widgets, issue);
  const [run] = workflow.runs;
  const phase2At = enteredAt(workflow, "PHASE_2");
  return {
    phase1Ms: phase2At - enteredAt(workflow, "PHASE_1"),
    labelMs: Math.max(...workflow.history.map((transition) => labelMs(github, issue, transition))),
    launchMs: Date.parse(run?.launchedAt ?? "") - phase2At,
    doneMs: enteredAt(workflow, "DONE") - commentedAt,
    longestPauseMs: longestPauseMs(github),
  };
}

function isQuiet({ requests }: GitHub): boolean {
  const last = requests.at(-1);
  return last?.operationName === LOOK && last.status !== null && Date.now() - last.at >= QUIET_MS;
}

function storedWorkflow({ plans }: Widgets, issue: number): Workflow {
  return JSON.parse(readFileSync(join(plans, String(issue), "state.json"), "utf8"));
}

/** `NaN` where it never got there, which no limit allows. */
function enteredAt({ history }: Workflow, state: State): number {
  return Date.parse(history.find(({ to }) => to === state)?.at ?? "");
}

/** `NaN` where the label was never the only status label at rest. */
function labelMs({ world }: GitHub, issue: number, { to, at }: Transition): number {
  const shown = world
    .labelLog(issue)
    .find(({ labels, rests, at: then }) => rests && then >= at && statusOf(labels) === statusLabel(to));
  return Date.parse(shown?.at ?? "") - Date.parse(at);
}

function statusOf(labels: readonly string[]): string {
  return labels.filter(isStatusLabel).join();
}

function longestPauseMs({ requests }: GitHub): number {
  const looks = requests.filter(({ operationName }) => operationName === LOOK).map(({ at }) => at);
  return Math.max(...looks.slice(1).map((at, index) => at - (looks[index] ?? at)));
}
