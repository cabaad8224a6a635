import { type Activity, NO_PLACE } from "../../orchestrator/session.ts";
import { screenLine } from "../../text/screen.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, segment } from "../text/segment.ts";
import { truncate } from "../text/width.ts";
import { since } from "./duration.ts";
import { UNBROKEN } from "./sentence.ts";

/** Of a setup command's line no more is shown: what it says is worth more. */
const TASK_COLUMNS = 40;

/** How far an activity is; `null` where nobody can tell. */
export function percentOf(activity: Activity | null): number | null {
  return activity?.progress?.percent ?? null;
}

export function percentWords(percent: number): string {
  return `${Math.floor(percent)}${UNBROKEN}%`;
}

/** A part of a whole, drawn like the stretches between the stations. */
export function bar(percent: number, columns: number): Line {
  const full = Math.min(columns, Math.floor((percent / 100) * columns));
  return [
    segment(glyphs.passed.repeat(full), "running"),
    segment(glyphs.ahead.repeat(columns - full), "faint"),
  ];
}

/**
 * What is being done at this moment, how far it is and since when, and what it said last.
 * @param barColumns the width of the bar where it can be told how far it is; 0 for none
 */
export function activityLine(activity: Activity, now: number, barColumns = 0): Line {
  const { label, detail, progress, startedAt } = activity;
  const sign =
    label === NO_PLACE ? segment(`${glyphs.waiting} `, "gate") : segment(`${glyphs.running} `, "running");
  const head = [sign, segment(label)];
  const time = (start: string) => segment(`  ${since(start, now).replaceAll(" ", UNBROKEN)}`, "muted");
  if (progress === null)
    return [...head, segment(detail === null ? "" : `: ${screenLine(detail)}`), time(startedAt)];
  const { task, percent } = progress;
  const last = screenLine(progress.detail);
  return [
    ...head,
    segment(`: ${truncate(screenLine(task), TASK_COLUMNS)}`),
    ...(percent === null ? [] : howFar(percent, barColumns)),
    time(progress.startedAt),
    segment(last === "" ? "" : `  ·  ${last}`, "muted"),
  ];
}

function howFar(percent: number, barColumns: number): Line {
  const words = segment(` ${percentWords(percent)}`, undefined, true);
  return barColumns === 0 ? [words] : [segment(" "), ...bar(percent, barColumns), words];
}

/** The same in so few words that a row of the list has room for it, the most telling first. */
export function activityForms(activity: Activity): readonly string[] {
  const percent = percentOf(activity);
  if (percent !== null)
    return [`${activity.label} · ${percentWords(percent)}`, `${percentWords(percent)} · ${activity.label}`];
  const { label, progress } = activity;
  if (progress === null) return [label];
  const task = screenLine(progress.task);
  return [`${label} · ${task}`, task, label];
}
