import { setTimeout as delay } from "node:timers/promises";
import type { RunFolder } from "../run-folder.ts";
import { type RunStatus, writeStatus } from "../run-status.ts";

const OUTPUT_FLUSH_MS = 1_000;
const RETRY_MS = 1_000;
const MOST_RETRIES = 30;

/** The status that a supervisor keeps: what changes it is written at once, that output goes on now and then. */
export class StatusRecord {
  readonly #folder: RunFolder;
  #status: RunStatus;
  #outputFlush: NodeJS.Timeout | undefined;

  constructor(folder: RunFolder, status: RunStatus) {
    this.#folder = folder;
    this.#status = status;
    this.#write();
  }

  get current(): RunStatus {
    return this.#status;
  }

  set(change: Partial<RunStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#write();
  }

  /** Notes progress; on disk within a second. */
  progress(change: Partial<RunStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#outputFlush ??= setTimeout(() => this.#write(), OUTPUT_FLUSH_MS);
  }

  /** The last status, which must get to disk: a full disk may have room again. */
  async finish(change: Partial<RunStatus>): Promise<void> {
    this.set(change);
    for (let attempt = 0; attempt < MOST_RETRIES && this.#problem !== null; attempt += 1) {
      await delay(RETRY_MS);
      this.#write();
    }
    if (this.#problem !== null) throw this.#problem;
  }

  #problem: unknown = null;

  /** A status that cannot be written must not end the agent; the next write may succeed. */
  #write(): void {
    clearTimeout(this.#outputFlush);
    this.#outputFlush = undefined;
    try {
      writeStatus(this.#folder, this.#status);
      this.#problem = null;
    } catch (error) {
      this.#problem = error;
    }
  }
}
