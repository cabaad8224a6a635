import type { Quota } from "../tracker/tracker.ts";

/** What decides how soon the tracker is asked again. All times in milliseconds. */
export interface PollSituation {
  /** `pollSeconds` of the settings. */
  readonly base: number;
  /** Since something last changed, here or there. */
  readonly sinceChange: number;
  /** Does a gate wait for a decision, or an agent's word count? */
  readonly isAwaited: boolean;
  /** Looks in a row that brought nothing but a problem. */
  readonly failures: number;
  readonly quota: Quota | null;
  readonly now: number;
}

/** Right after a change the next one is often near. */
const LIVELY_MS = 60_000;
/** Never more often than this (spec section 8). */
const LEAST_MS = 5_000;
/** A gate that nobody has come to for so long is looked at less often. */
const QUIET_MS = 3_600_000;
const LONGEST_MS = 600_000;
/** So soon at the latest the end of an outage is noticed, on a train say. */
const LONGEST_OFFLINE_MS = 120_000;
/** Below this part of the allowed requests the rest is left to the other tools of the account. */
const SCARCE = 0.1;

/** How long to wait until the next look (spec section 8): shorter after a change, longer when idle, failing or short of quota. */
export function pollWait(situation: PollSituation): number {
  const { base, sinceChange, isAwaited, failures, quota, now } = situation;
  if (quota !== null && quota.remaining === 0 && Date.parse(quota.resetAt) > now)
    return Date.parse(quota.resetAt) - now + 1_000;
  const isScarce = quota !== null && quota.remaining < quota.limit * SCARCE;
  if (failures > 0)
    return Math.max(base, Math.min(LONGEST_OFFLINE_MS, base * 2 ** Math.min(failures - 1, 10)));
  if (isScarce) return Math.min(LONGEST_MS, base * 4);
  if (sinceChange < LIVELY_MS) return Math.max(LEAST_MS, base / 3);
  return isAwaited && sinceChange < QUIET_MS ? base : Math.min(LONGEST_MS, base * 2);
}
