import type { Decision, Run, Transition, Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import type { Tone } from "../theme/theme.ts";
import { between } from "./duration.ts";
import { grouped, personOf, shortSha, wayOf } from "./people.ts";

/** One thing that happened to a workflow, as the history pane tells it. */
export interface Happening {
  readonly at: string;
  readonly glyph: string;
  /** What is heard in place of the sign, where its words say it all. */
  readonly heard?: string;
  readonly tone: Tone;
  readonly text: string;
  /** The reason in someone's words, an outcome; may be long. */
  readonly detail: string;
}

/** Transitions, runs and decisions in the order they happened. */
export function storyOf(workflow: Workflow, now: number): Happening[] {
  const happenings: Happening[] = [
    { at: workflow.createdAt, glyph: glyphs.idle, tone: "muted", text: "created", detail: "" },
    ...workflow.history.map(transitionOf),
    ...workflow.runs.flatMap((run) => runOf(run, now)),
    ...workflow.decisions.map(decisionOf),
  ];
  const failure = workflow.lastError;
  if (failure !== null) {
    happenings.push({
      at: failure.at,
      glyph: glyphs.failed,
      tone: "failed",
      text: `could not ${failure.operation}`,
      detail: `${failure.message} ${failure.remedy}`,
    });
  }
  return happenings.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function transitionOf(transition: Transition): Happening {
  const { from, to, at, by } = transition;
  const who = by === "orchestrator" ? "" : ` by ${personOf(by)} ${wayOf(by)}`.trimEnd();
  const tone = to === "GATE_1" ? "gate" : to === "DONE" ? "done" : to === "CANCELLED" ? "muted" : "running";
  return {
    at,
    glyph: "▸",
    heard: "",
    tone,
    text: `${from.replace("_", " ")} ▸ ${to.replace("_", " ")}${who}`,
    detail: transition.note ?? "",
  };
}

function runOf(run: Run, now: number): Happening[] {
  const started: Happening = {
    at: run.startedAt,
    glyph: glyphs.running,
    tone: "running",
    text: `run ${run.number} started: ${run.agent} (${run.provider})`,
    detail: "",
  };
  if (run.outcome === null || run.endedAt === null) return [started];
  const ok = run.outcome === "succeeded";
  const cost = run.usage.costUsd > 0 ? ` · $${run.usage.costUsd.toFixed(2)}` : "";
  const tokens = run.usage.inputTokens + run.usage.outputTokens;
  const used = tokens > 0 ? ` · ${grouped(tokens)} tokens` : "";
  return [
    started,
    {
      at: run.endedAt,
      glyph: ok ? glyphs.done : glyphs.failed,
      tone: ok ? "done" : "failed",
      text: `run ${run.number} ${run.outcome.replace("_", " ")} after ${between(run.startedAt, run.endedAt, now)}${used}${cost}`,
      detail: run.reason ?? "",
    },
  ];
}

function decisionOf(decision: Decision): Happening {
  const who = `${personOf(decision.by)} ${wayOf(decision.by)}`.trimEnd();
  const plan = decision.planRevision === null ? "" : ` plan ${shortSha(decision.planRevision)}`;
  const { at, reason: detail } = decision;
  switch (decision.verdict) {
    case "approved":
      return { at, glyph: glyphs.done, tone: "done", text: `${who} approved${plan}`, detail };
    case "changes_requested":
      return { at, glyph: glyphs.gate, tone: "gate", text: `${who} asked for changes to${plan}`, detail };
    case "refused":
      return { at, glyph: glyphs.failed, tone: "failed", text: `a decision of ${who} did not count`, detail };
  }
}
