import type { Activity, RunVitals } from "../../orchestrator/session.ts";
import { activeRun, PHASE_1_STEPS, type Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, segment } from "../text/segment.ts";
import { attentionLines } from "./attention.ts";
import { duration, since } from "./duration.ts";
import { counted, personOf, shortSha, wayOf } from "./people.ts";
import { enteredAt } from "./pipeline.ts";
import { keyLine, sentence, UNBROKEN } from "./sentence.ts";
import { activityLine } from "./under-way.ts";
import { loadWords, waitWords } from "./vitals.ts";

/** What is said of a workflow, and what only helps: keys (the footer names them as well) and facts. */
export interface Telling {
  readonly said: readonly Line[];
  readonly asides: readonly Line[];
}

/** What it depends on beside the workflow itself. */
export interface Beside {
  readonly activity: Activity | null;
  readonly vitals: RunVitals | null;
  readonly canOpenPullRequest: boolean;
  /** The documents have the focus, where a comment is one on a line. */
  readonly areLinesCommented: boolean;
  /** The keys that this person has. */
  readonly keymap: Keymap;
}

/** Sentences about what happens next, each with the keys that help. Lines longer than the pane are wrapped there. */
export function nextWords(workflow: Workflow, beside: Beside, now: number): Telling[] {
  const [asked, ...answer] = attentionLines(workflow, beside.keymap, beside.areLinesCommented);
  const attention = asked === undefined ? [] : [{ said: [asked], asides: answer }];
  return [...attention, ...stateWords(workflow, beside, now)];
}

function stateWords(workflow: Workflow, beside: Beside, now: number): Telling[] {
  const failure = failureWords(workflow, beside.keymap);
  const { activity, keymap } = beside;
  switch (workflow.state) {
    case "IDLE":
      if (failure.length > 0) return failure;
      return activity === null
        ? [
            telling(
              [sentence(glyphs.idle, "muted", "Not started yet")],
              keyLine(keymap, [["workflow.advance", "start"]]),
            ),
          ]
        : [telling([activityLine(activity, now)])];
    case "PHASE_1":
      return failure.length > 0 ? failure : [telling([phase1Line(workflow, activity, now)])];
    case "PHASE_2":
      return failure.length > 0 ? failure : [phase2Words(workflow, beside, now)];
    case "GATE_1":
      return [gateWords(workflow, keymap, now), ...failure];
    case "DONE":
      return [doneWords(workflow, beside)];
    case "CANCELLED":
      return [telling([sentence(glyphs.cancelled, "muted", `Cancelled ${endedBy(workflow)}`)])];
  }
}

function telling(said: readonly Line[], ...asides: readonly Line[]): Telling {
  return { said, asides: asides.filter((line) => line.length > 0) };
}

/** What stands in the way, how to mend it, and the key for when it is mended. */
function failureWords(workflow: Workflow, keymap: Keymap): Telling[] {
  const failure = workflow.lastError;
  if (failure === null) return [];
  const message = [
    segment(`${glyphs.failed} `, "failed"),
    segment(`Could not ${failure.operation}: `, "failed", true),
    segment(failure.message),
  ];
  const remedy = failure.remedy === "" ? [] : [[segment("  "), segment(failure.remedy)]];
  return [telling([message, ...remedy], keyLine(keymap, [["workflow.retry", "retry"]]))];
}

function phase1Line(workflow: Workflow, activity: Activity | null, now: number): Line {
  if (activity !== null) return activityLine(activity, now);
  const step = PHASE_1_STEPS.find((each) => !workflow.phase1Steps[each]);
  return sentence(glyphs.running, "running", step === undefined ? "Phase 1 is complete" : `Next: ${step}`);
}

function phase2Words(workflow: Workflow, { activity, vitals, keymap }: Beside, now: number): Telling {
  const run = activeRun(workflow);
  if (run !== null) {
    const work =
      workflow.feedback === null ? "is writing the specification" : "is revising the specification";
    const text = run.stopRequested ? "is being stopped" : work;
    const load = vitals === null ? "" : `  ·  ${loadWords(vitals)}`.replaceAll(/(?<=\S) (?=\S)/g, UNBROKEN);
    const waits = vitals === null ? null : waitWords(vitals, now);
    const working = [
      ...sentence(glyphs.running, "running", `${run.role} ${text}`),
      segment(`  ${since(run.startedAt, now).replaceAll(" ", UNBROKEN)}${load}`, "muted"),
    ];
    return telling(
      [working, ...(waits === null ? [] : [sentence(glyphs.waiting, "gate", waits)])],
      keyLine(keymap, [["workflow.stop", "stop the agent"]]),
    );
  }
  if (activity !== null) return telling([activityLine(activity, now)]);
  const words = workflow.runWanted
    ? "The agent starts as soon as there is room"
    : "The specification is being published";
  return telling([sentence(glyphs.running, "running", words)]);
}

function gateWords(workflow: Workflow, keymap: Keymap, now: number): Telling {
  const plan = workflow.planRevision;
  const facts = [
    ...(plan === null ? [] : [`plan ${shortSha(plan)}`]),
    counted(workflow.documents.length, "document"),
    ...(workflow.revisionsRequested > 0 ? [`revision ${workflow.revisionsRequested + 1}`] : []),
  ];
  const waited = since(workflow.gateOpenedAt ?? enteredAt(workflow), now);
  const waiting = [
    segment(`${glyphs.gate} `, "gate"),
    segment("Waiting for your approval", "gate", true),
    segment(` ${`since ${waited}`.replaceAll(" ", UNBROKEN)}`),
  ];
  return telling(
    [waiting],
    [
      ...keyLine(keymap, [
        ["workflow.approve", "approve"],
        ["workflow.request-changes", "request changes"],
      ]),
      segment(`    ${facts.join(" · ").replaceAll(" ", UNBROKEN)}`, "muted"),
    ],
  );
}

/** What comes after an approval is a pull request, unless there is one. */
function doneWords(workflow: Workflow, { canOpenPullRequest, keymap }: Beside): Telling {
  const took = duration(Date.parse(enteredAt(workflow)) - Date.parse(workflow.createdAt));
  const plan = workflow.planRevision === null ? "" : ` · plan${UNBROKEN}${shortSha(workflow.planRevision)}`;
  const approved = [
    segment(`${glyphs.done} `, "done"),
    segment(`Approved ${endedBy(workflow)}`),
    segment(`${plan} · ${`${took} in all`.replaceAll(" ", UNBROKEN)}`, "muted"),
  ];
  return telling(
    [approved],
    ...(canOpenPullRequest ? [keyLine(keymap, [["issue.pull-request", "pull request"]])] : []),
  );
}

function endedBy(workflow: Workflow): string {
  const by = workflow.history.at(-1)?.by ?? "";
  return `by ${personOf(by)} ${wayOf(by)}`.trimEnd();
}
