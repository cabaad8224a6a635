import { describe, expect, it } from "vitest";
import { type PollSituation, pollWait } from "../../source/orchestrator/poll-pace.ts";

const NOW = Date.parse("2026-01-01T12:00:00.000Z");
const QUIET: PollSituation = {
  base: 30_000,
  sinceChange: 600_000,
  isAwaited: true,
  failures: 0,
  quota: { remaining: 4_000, limit: 5_000, resetAt: "2026-01-01T12:30:00.000Z" },
  now: NOW,
};
const withRemaining = (remaining: number): Partial<PollSituation> => ({
  quota: { remaining, limit: 5_000, resetAt: "2026-01-01T12:30:00.000Z" },
});

describe("the wait until GitHub is asked again", () => {
  it.each<[string, Partial<PollSituation>, number]>([
    ["while a gate waits", {}, 30_000],
    ["right after a change", { sinceChange: 1_000 }, 10_000],
    ["right after a change, with a short interval", { base: 5_000, sinceChange: 1_000 }, 5_000],
    ["while nothing is awaited", { isAwaited: false }, 60_000],
    ["when nobody has come for hours", { sinceChange: 7_200_000 }, 60_000],
    ["after a failure", { failures: 1 }, 30_000],
    ["after several", { failures: 3 }, 120_000],
    ["after many", { failures: 50 }, 120_000],
    ["after many, with a long interval", { base: 600_000, failures: 50 }, 600_000],
    ["when the quota runs low", withRemaining(499), 120_000],
    ["when the quota is used up: until it is renewed", withRemaining(0), 1_801_000],
    [
      "when the quota was used up and has been renewed",
      { ...withRemaining(0), now: NOW + 1_800_000 },
      120_000,
    ],
    ["where nothing is counted", { quota: null }, 30_000],
  ])("%s", (_when, situation, milliseconds) => {
    expect(pollWait({ ...QUIET, ...situation })).toBe(milliseconds);
  });
});
