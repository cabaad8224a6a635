/** The first wait, in milliseconds, and the longest. */
const FIRST_MS = 2_000;
const LONGEST_MS = 300_000;

/**
 * How long to wait before trying again what failed `attempts` times (from 1), doubling each time.
 * @param jitter a number from 0 to 1 that spreads many waiters
 */
export function backoffMs(attempts: number, jitter: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full * (0.75 + jitter * 0.25));
}
