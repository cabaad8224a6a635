import type { Activity, RunVitals } from "../../orchestrator/session.ts";
import { activeRun, PHASE_1_STEPS, type Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, segment } from "../text/segment.ts";
import { attentionLines } from "./attention.ts";
import { duration, since } from "./duration.ts";
import { counted, personOf, shortSha, wayOf } from "./people.ts";
import { enteredAt } from "./pipeline.ts";
import { keys, sentence, UNBROKEN } from "./sentence.ts";
import { activityWords } from "./steps.ts";
import { loadWords, waitWords } from "./vitals.ts";

/** A sentence about what happens next, with the keys that help. Lines longer than the pane are wrapped there. */
export function nextLines(
  workflow: Workflow,
  activity: Activity | null,
  vitals: RunVitals | null,
  now: number,
): Line[] {
  return [...attentionLines(workflow), ...stateLines(workflow, activity, vitals, now)];
}

function stateLines(
  workflow: Workflow,
  activity: Activity | null,
  vitals: RunVitals | null,
  now: number,
): Line[] {
  const failure = failureLines(workflow);
  switch (workflow.state) {
    case "IDLE":
      if (failure.length > 0) return failure;
      return activity === null
        ? [sentence(glyphs.idle, "muted", "Not started yet"), keys([["a", "start"]])]
        : [sentence(glyphs.running, "running", activityWords(activity))];
    case "PHASE_1":
      return failure.length > 0 ? failure : [phase1Line(workflow, activity, now)];
    case "PHASE_2":
      return failure.length > 0 ? failure : phase2Lines(workflow, activity, vitals, now);
    case "GATE_1":
      return [...gateLines(workflow, now), ...failure];
    case "DONE":
      return [doneLine(workflow)];
    case "CANCELLED":
      return [sentence(glyphs.cancelled, "muted", `Cancelled ${endedBy(workflow)}`)];
  }
}

/** What stands in the way, how to mend it, and the key for when it is mended. */
function failureLines(workflow: Workflow): Line[] {
  const failure = workflow.lastError;
  if (failure === null) return [];
  return [
    [
      segment(`${glyphs.failed} `, "failed"),
      segment(`Could not ${failure.operation}: `, "failed", true),
      segment(failure.message),
    ],
    [segment("  "), segment(failure.remedy)],
    keys([["R", "retry"]]),
  ];
}

function phase1Line(workflow: Workflow, activity: Activity | null, now: number): Line {
  if (activity !== null) {
    const line = sentence(glyphs.running, "running", activityWords(activity));
    return [...line, segment(`  ${since(activity.startedAt, now).replaceAll(" ", UNBROKEN)}`, "muted")];
  }
  const step = PHASE_1_STEPS.find((each) => !workflow.phase1Steps[each]);
  return sentence(glyphs.running, "running", step === undefined ? "Phase 1 is complete" : `Next: ${step}`);
}

function phase2Lines(
  workflow: Workflow,
  activity: Activity | null,
  vitals: RunVitals | null,
  now: number,
): Line[] {
  const run = activeRun(workflow);
  if (run !== null) {
    const work =
      workflow.feedback === null ? "is writing the specification" : "is revising the specification";
    const text = run.stopRequested ? "is being stopped" : work;
    const load = vitals === null ? "" : `  ·  ${loadWords(vitals)}`.replaceAll(/(?<=\S) (?=\S)/g, UNBROKEN);
    const waits = vitals === null ? null : waitWords(vitals, now);
    return [
      [
        ...sentence(glyphs.running, "running", `${run.role} ${text}`),
        segment(`  ${since(run.startedAt, now).replaceAll(" ", UNBROKEN)}${load}`, "muted"),
      ],
      ...(waits === null ? [] : [sentence(glyphs.waiting, "gate", waits)]),
      keys([["x", "stop the agent"]]),
    ];
  }
  if (activity !== null) return [sentence(glyphs.running, "running", activityWords(activity))];
  if (workflow.runWanted)
    return [sentence(glyphs.running, "running", "The agent starts as soon as there is room")];
  return [sentence(glyphs.running, "running", "The specification is being published")];
}

function gateLines(workflow: Workflow, now: number): Line[] {
  const plan = workflow.planRevision;
  const facts = [
    ...(plan === null ? [] : [`plan ${shortSha(plan)}`]),
    counted(workflow.documents.length, "document"),
    ...(workflow.revisionsRequested > 0 ? [`revision ${workflow.revisionsRequested + 1}`] : []),
  ];
  const waited = since(workflow.gateOpenedAt ?? enteredAt(workflow), now);
  return [
    [
      segment(`${glyphs.gate} `, "gate"),
      segment("Waiting for your approval", "gate", true),
      segment(` ${`since ${waited}`.replaceAll(" ", UNBROKEN)}`),
    ],
    [
      ...keys([
        ["A", "approve"],
        ["r", "request changes"],
      ]),
      segment(`    ${facts.join(" · ").replaceAll(" ", UNBROKEN)}`, "muted"),
    ],
  ];
}

function doneLine(workflow: Workflow): Line {
  const took = duration(Date.parse(enteredAt(workflow)) - Date.parse(workflow.createdAt));
  const plan = workflow.planRevision === null ? "" : ` · plan ${shortSha(workflow.planRevision)}`;
  return [
    segment(`${glyphs.done} `, "done"),
    segment(`Approved ${endedBy(workflow)}`),
    segment(`${plan} · ${took} in all`, "muted"),
  ];
}

function endedBy(workflow: Workflow): string {
  const by = workflow.history.at(-1)?.by ?? "";
  return `by ${personOf(by)} ${wayOf(by)}`.trimEnd();
}
