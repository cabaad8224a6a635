import { isTerminal, type State, type Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import type { Tone } from "../theme/theme.ts";
import { badgeOf } from "./badge.ts";
import { duration } from "./duration.ts";

/** One station of the pipeline. */
export interface Stage {
  readonly label: string;
  readonly position: "passed" | "current" | "ahead";
  readonly glyph: string;
  readonly tone: Tone;
  /** How long it took or has taken so far; empty where that says nothing. */
  readonly time: string;
}

const LINE: readonly State[] = ["IDLE", "PHASE_1", "PHASE_2", "GATE_1", "DONE"];

/** The five stations of a workflow with their times; a cancelled one ends where it was cancelled. */
export function stagesOf(workflow: Workflow, now: number): Stage[] {
  const cancelled = workflow.state === "CANCELLED";
  const reached = cancelled ? (workflow.history.at(-1)?.from ?? "IDLE") : workflow.state;
  const index = LINE.indexOf(reached);
  const badge = badgeOf(workflow);
  const times = timesIn(workflow, now);
  return LINE.map((state, at): Stage => {
    const time = state === "IDLE" || isTerminal(state) ? "" : timeOf(times.get(state));
    if (cancelled && state === "DONE") return { label: "CANCELLED", position: "current", ...badge, time: "" };
    const label = state.replace("_", " ");
    if (!cancelled && at === index) return { label, position: "current", ...badge, time };
    if (at < index || (cancelled && at === index))
      return { label, position: "passed", glyph: glyphs.done, tone: cancelled ? "muted" : "done", time };
    return { label, position: "ahead", glyph: glyphs.idle, tone: "faint", time: "" };
  });
}

/** How many of the four stretches between the stations are behind a workflow. */
export function progressOf(workflow: Workflow): number {
  const reached = workflow.state === "CANCELLED" ? workflow.history.at(-1)?.from : workflow.state;
  return Math.max(0, LINE.indexOf(reached ?? "IDLE"));
}

/** When the present state was entered. */
export function enteredAt(workflow: Workflow): string {
  return workflow.history.at(-1)?.at ?? workflow.createdAt;
}

/** The time spent in each state, all visits together. */
function timesIn(workflow: Workflow, now: number): Map<State, number> {
  const times = new Map<State, number>();
  let since = Date.parse(workflow.createdAt);
  const add = (state: State, until: number) => times.set(state, (times.get(state) ?? 0) + until - since);
  for (const { from, at } of workflow.history) {
    add(from, Date.parse(at));
    since = Date.parse(at);
  }
  add(workflow.state, now);
  return times;
}

function timeOf(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "" : duration(milliseconds);
}
