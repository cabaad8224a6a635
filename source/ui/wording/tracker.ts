import type { Quota, TrackerHealth } from "../../orchestrator/session.ts";
import { glyphs } from "../glyphs.ts";
import type { Fact, Form } from "../text/facts.ts";
import { type Segment, segment } from "../text/segment.ts";
import { clockTime, duration, since } from "./duration.ts";
import { grouped } from "./people.ts";

/** A remote fact older than this shows its age. */
const FRESH_MS = 120_000;
/** Below this part of the quota its rest is a warning. */
const LOW = 0.1;
/** The next look is told in steps of so much, so that a screen on which nothing happens stands still. */
const STEP_MS = 5_000;
const MINUTE_MS = 60_000;

/** Where the issues are: "github acme/widgets". */
export function placeOf({ name, place }: Pick<TrackerHealth, "name" | "place">): string {
  return place === null ? name : `${name} ${place}`;
}

/** How long ago the tracker last answered; empty where that is not worth a word. */
function ageOf({ checkedAt, problem }: TrackerHealth, now: number): string {
  if (checkedAt === null) return "";
  const stale = now - Date.parse(checkedAt) > FRESH_MS;
  if (problem !== null) return ` (last heard ${since(checkedAt, now)} ago)`;
  return stale ? ` (stale: ${since(checkedAt, now)} ago)` : "";
}

/** The keys that help where the tracker does not. */
export interface Ways {
  /** To the whole sentence and its remedy. */
  readonly why: string;
  /** To ask the tracker at once; `null` where it is not for this process to ask. */
  readonly now: string | null;
}

/** The tracker and how old what it said is, its allowance, and when it is asked again. */
export function trackerFacts(tracker: TrackerHealth, now: number, ways: Ways): Fact[] {
  const { problem, quota } = tracker;
  if (problem === null) return [wellForms(tracker, now), ...quotaFact(quota), ...nextFact(tracker, now)];
  // What is left helps nobody who cannot ask, unless it is the reason.
  const spent = quota?.remaining === 0 ? quotaFact(quota) : [];
  return [problemForms(tracker, problem, now, ways), ...againFact(tracker, now, ways), ...spent];
}

function wellForms(tracker: TrackerHealth, now: number): Fact {
  const age = ageOf(tracker, now);
  const sign =
    tracker.checkedAt === null
      ? segment(glyphs.idle, "muted")
      : age === ""
        ? segment(glyphs.done, "done")
        : segment(glyphs.idle, "gate");
  const form = (worth: number, words: string): Form => ({
    worth,
    line: [sign, segment(` ${words}`, "muted")],
  });
  return [
    form(6, placeOf(tracker) + age),
    form(10, tracker.name + age),
    form(Number.POSITIVE_INFINITY, tracker.name),
  ];
}

/** The whole sentence with its remedy is in the help as well, where a narrow screen has no room for it. */
function problemForms(tracker: TrackerHealth, problem: string, now: number, { why }: Ways): Fact {
  const { name, remedy, checkedAt } = tracker;
  const age = ageOf(tracker, now);
  const form = (worth: number, words: string, ...more: Segment[]): Form => ({
    worth,
    line: [segment(`${glyphs.failed} ${words}`, "failed"), ...more],
  });
  const full = `${placeOf(tracker)}: ${problem}${age}`;
  return [
    form(1, full, segment(remedy === "" ? "" : ` · ${remedy}`, "muted")),
    form(6, full),
    form(8, `${name}: ${problem}${age}`),
    form(9, `${name}: ${problem}`),
    form(10, `${name}: trouble${checkedAt === null ? "" : ` for ${since(checkedAt, now)}`}, ${why} why`),
    form(Number.POSITIVE_INFINITY, `${name}: trouble, ${why} why`),
  ];
}

function quotaFact(quota: Quota | null): Fact[] {
  if (quota === null) return [];
  const { remaining, resetAt } = quota;
  const left = `${grouped(remaining)} left`;
  if (remaining === 0) {
    const reset = `${left}, more at ${clockTime(resetAt, Date.parse(resetAt)).slice(0, 5)}`;
    return [
      [
        { worth: 8, line: [segment(reset, "gate")] },
        { worth: 9, line: [segment(left, "gate")] },
      ],
    ];
  }
  return [
    isLow(quota)
      ? [{ worth: 9, line: [segment(left, "gate")] }]
      : [{ worth: 4, line: [segment(left, "muted")] }],
  ];
}

export function isLow({ remaining, limit }: Quota): boolean {
  return remaining < limit * LOW;
}

/** Only of a tracker that is elsewhere: looking into a folder costs nothing and happens all the time. */
function nextFact({ place, nextPollAt }: TrackerHealth, now: number): Fact[] {
  if (place === null || nextPollAt === null) return [];
  const words = `next ${waitWords(Date.parse(nextPollAt) - now)}`;
  return [[{ worth: 2, line: [segment(words, "muted")] }]];
}

/** When it is tried again, and the key for who does not want to wait. */
function againFact({ nextPollAt }: TrackerHealth, now: number, ways: Ways): Fact[] {
  if (nextPollAt === null) return [];
  const again = segment(`again ${waitWords(Date.parse(nextPollAt) - now)}`, "muted");
  if (ways.now === null) return [[{ worth: 7.5, line: [again] }]];
  const key = [segment(ways.now, "accent", true), segment(" now", "muted")];
  return [
    [
      { worth: 7, line: [again, segment(", ", "muted"), ...key] },
      { worth: 7.5, line: key },
    ],
  ];
}

function waitWords(milliseconds: number): string {
  if (milliseconds <= 0) return "now";
  const rounded = Math.ceil(milliseconds / STEP_MS) * STEP_MS;
  return `in ${duration(rounded < MINUTE_MS ? rounded : Math.max(MINUTE_MS, milliseconds))}`;
}
