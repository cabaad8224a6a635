import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

const STOP = "SIGTSTP";
/** A stop that has not happened by now does not happen: there is no shell that could let us go on. */
const PATIENCE_MS = 200;

/**
 * Stops this process as the terminal does on ctrl-z, with everything that belongs to the same job, and settles when
 * it goes on. Where no shell watches over the job the system ignores it, and this settles at once.
 */
export async function stopJob(): Promise<void> {
  const listeners = process.listeners(STOP);
  const timer = new AbortController();
  try {
    // With a listener the signal would be nothing but an event.
    process.removeAllListeners(STOP);
    const continued = once(process, "SIGCONT", { signal: timer.signal }).catch(() => {});
    process.kill(0, STOP);
    await Promise.race([continued, delay(PATIENCE_MS)]);
  } finally {
    timer.abort();
    for (const listener of listeners) process.on(STOP, listener);
  }
}

/** Lets `stop` give the terminal back first, also where somebody else asks for the stop; returns what ends that. */
export function onStopAsked(stop: () => void): () => void {
  process.on(STOP, stop);
  return () => process.off(STOP, stop);
}
