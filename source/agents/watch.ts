import { type FSWatcher, watch } from "node:fs";
import { basename } from "node:path";
import type { RunResult } from "../workflow/state.ts";
import { type EndEvent, laterEnd } from "./events.ts";
import type { Provider } from "./providers/provider.ts";
import { supervisorOf } from "./run-claim.ts";
import { type RunFolder, runFolder } from "./run-folder.ts";
import { isSupervised, type RunStatus, readStatus } from "./run-status.ts";
import { summarizeRun } from "./summary.ts";
import { sweepFolder } from "./sweep.ts";
import { verdict } from "./verdict.ts";

const POLL_MS = 1_000;
const LIVENESS_MS = 2_000;

/** How a run ended, and what can be done about it where that is known (`null` elsewhere). */
export interface RunEnd {
  readonly result: RunResult;
  /** Its tokens are those of the whole session, with the runs that it was resumed from. */
  readonly countsSession: boolean;
  readonly remedy: string | null;
}

/**
 * Waits until a run has ended, and says how; whether its documents are there is for the caller to see. A run
 * whose supervisor is gone without having ended it is swept and counts as lost. Any number of processes may watch.
 * @throws the signal's reason when it is aborted
 */
export async function watchRun(
  path: string,
  provider: Provider,
  options: { signal: AbortSignal },
): Promise<RunEnd> {
  const folder = runFolder(path);
  const changes = new StatusChanges(folder);
  let checkedAt = 0;
  try {
    for (;;) {
      options.signal.throwIfAborted();
      const status = readStatus(folder);
      if (status?.phase === "ended") return await endOf(folder, status, provider);
      if (performance.now() - checkedAt >= LIVENESS_MS) {
        checkedAt = performance.now();
        if (isLost(folder)) return await lost(folder, provider);
      }
      await changes.next(options.signal);
    }
  } finally {
    changes.close();
  }
}

/** Has a run ended, or lost its supervisor, as far as its folder tells? */
export function isRunOver(path: string): boolean {
  const folder = runFolder(path);
  return readStatus(folder)?.phase === "ended" || isLost(folder);
}

function isLost(folder: RunFolder): boolean {
  // In this order: a supervisor writes its last status before it goes.
  return supervisorOf(folder) !== null && !isSupervised(folder) && readStatus(folder)?.phase !== "ended";
}

async function endOf(folder: RunFolder, status: RunStatus, provider: Provider): Promise<RunEnd> {
  const found = await summarizeRun(folder, provider);
  // What was printed beyond the bound is in the status alone.
  const end = found.end === null ? status.end : laterEnd(found.end, status.end ?? found.end);
  const summary = { ...found, end };
  const { exitCode, signal } = status;
  const { outcome, reason, remedy } = verdict(status, summary, provider);
  const sessionId = isSpent(summary.end) ? null : summary.sessionId;
  return {
    result: { outcome, reason, exitCode, signal, sessionId, usage: summary.usage },
    countsSession: summary.countsSession,
    remedy,
  };
}

/** A session that could not be gone on with, or has become too long, is not tried again. */
function isSpent(end: EndEvent | null): boolean {
  return end?.cause === "session" || end?.cause === "prompt";
}

async function lost(folder: RunFolder, provider: Provider): Promise<RunEnd> {
  await sweepFolder(folder);
  const { sessionId, usage, countsSession } = await summarizeRun(folder, provider);
  const reason = "Its supervisor was killed, or the machine restarted, before the agent ended.";
  return {
    result: { outcome: "lost", reason, exitCode: null, signal: null, sessionId, usage },
    countsSession,
    remedy: null,
  };
}

/** Wakes when the status of a run changes, and every second in any case: no watch is reliable everywhere. */
class StatusChanges {
  readonly #watcher: FSWatcher | undefined;
  #wake: () => void = () => undefined;
  #changed = false;

  constructor(folder: RunFolder) {
    try {
      this.#watcher = watch(folder.path, (_event, file) => {
        if (file === null || file === basename(folder.status)) this.#note();
      });
      this.#watcher.on("error", () => this.close());
    } catch {
      // No watch to be had (too many, or no folder yet): the poll is there.
    }
  }

  async next(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const poll = setTimeout(resolve, POLL_MS);
    const aborted = () => resolve();
    signal.addEventListener("abort", aborted, { once: true });
    this.#wake = resolve;
    if (this.#changed) resolve();
    await promise;
    this.#changed = false;
    signal.removeEventListener("abort", aborted);
    clearTimeout(poll);
  }

  close(): void {
    this.#watcher?.close();
  }

  #note(): void {
    this.#changed = true;
    this.#wake();
  }
}
