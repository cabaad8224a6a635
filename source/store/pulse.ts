import { type FSWatcher, statSync, watch, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { isStorageRefusal } from "./errors.ts";
import type { PlansLayout } from "./layout.ts";

/** A slow look beside the file system's own notices, which network file systems do not send. */
const LOOK_MS = 1_000;

/**
 * Calls back soon after any process has written to `.plans`. One watch on one folder and one `stat` a second,
 * whatever the number of workflows. Returns the function that ends it.
 */
export function watchPulse(layout: PlansLayout, onBeat: () => void): () => void {
  let seen = lastBeat(layout.pulse);
  const look = () => {
    const now = lastBeat(layout.pulse);
    if (now === seen) return;
    seen = now;
    onBeat();
  };
  const watcher = startWatching(layout, look);
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}

/** Tells every viewer that something was written. Without it they see it at their next refresh: no reason to fail a write that counts already. */
export function beat(layout: PlansLayout, what: string): void {
  try {
    writeFileSync(layout.pulse, `${what}\n`);
  } catch (error) {
    if (!isStorageRefusal(error)) throw error;
  }
}

function lastBeat(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** `null` where the system gives no watches (no folder yet, a limit, a foreign file system): the slow look still works. */
function startWatching(layout: PlansLayout, look: () => void): FSWatcher | null {
  try {
    const watcher = watch(layout.root, (_kind, name) => {
      if (name === null || name === basename(layout.pulse)) look();
    });
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
