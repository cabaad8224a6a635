import { setTimeout as delay } from "node:timers/promises";

/** Asks until the answer is neither `null`, `undefined` nor `false`, and gives it; throws after `timeoutMs`. */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 30_000,
): Promise<Exclude<T, null | undefined | false>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false)
      return answer as Exclude<T, null | undefined | false>;
    if (performance.now() > deadline) throw new Error(`within ${timeoutMs} ms it did not happen: ${what}`);
    await delay(20);
  }
}
