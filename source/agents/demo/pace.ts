import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { emit } from "./emit.ts";
import type { Step } from "./work.ts";

/** Takes the steps one after the other, spread evenly over `seconds`; 0 means as fast as possible. */
export async function walk(steps: readonly Step[], seconds: number): Promise<void> {
  const start = performance.now();
  for (const [index, step] of steps.entries()) {
    const due = start + ((index + 1) / steps.length) * seconds * 1000;
    if (due > performance.now()) await delay(due - performance.now());
    emit(step());
  }
}

const TICK_MS = 10;
const FILLER = "the quick brown fox jumps over the lazy dog";

/**
 * Prints numbered lines at an even rate, a batch for every hundredth of a second. Each says its number
 * and when it was written, in milliseconds since 1970.
 */
export async function flood(linesPerSecond: number, totalLines: number): Promise<void> {
  const start = performance.now();
  const tick = Math.max(TICK_MS, 1000 / linesPerSecond);
  for (let sent = 0; sent < totalLines; ) {
    const due = Math.min(totalLines, Math.floor(((performance.now() - start) / 1000) * linesPerSecond) + 1);
    const now = Date.now();
    let batch = "";
    for (; sent < due; sent += 1) batch += `{"type":"text","text":"line ${sent + 1} at ${now} ${FILLER}"}\n`;
    if (batch !== "" && !process.stdout.write(batch)) await once(process.stdout, "drain");
    if (sent < totalLines) await delay(tick);
  }
}
