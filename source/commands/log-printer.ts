import { createReadStream, existsSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { LogSource, RunLog } from "../orchestrator/log.ts";
import type { Session } from "../orchestrator/session.ts";
import { screenJson } from "../text/screen.ts";
import type { Workflow } from "../workflow/state.ts";
import type { CommandCall } from "./command.ts";
import { Interrupted } from "./waiting.ts";

/** Prints one output of a workflow, at once or as it grows. */
export interface LogPrinter {
  /** Has there been anything to open yet? */
  readonly isThere: boolean;
  /**
   * Prints what has come since the last time. An unfinished last line waits, unless nothing more can come.
   * @throws Interrupted
   */
  printNew(state: { isFinished: boolean }): Promise<void>;
  close(): void;
}

/** The printer for what the command line asks for: text, JSON or the bytes themselves. */
export function printerOf(
  call: CommandCall,
  session: Session,
  workflow: Workflow,
  source: LogSource,
): LogPrinter {
  if (call.flags.raw === true) return new RawPrinter(() => session.rawLogPath(workflow, source), call.signal);
  return new EntryPrinter(call, () => session.openLog(workflow, source));
}

class RawPrinter implements LogPrinter {
  /** Asked anew each time: a workflow moves when it gets its issue. */
  readonly #path: () => string;
  readonly #signal: AbortSignal;
  #printed = 0;
  isThere = false;

  constructor(path: () => string, signal: AbortSignal) {
    this.#path = path;
    this.#signal = signal;
  }

  async printNew(): Promise<void> {
    const path = this.#path();
    this.isThere ||= existsSync(path);
    if (!this.isThere) return;
    const bytes = createReadStream(path, { start: this.#printed });
    try {
      await pipeline(bytes, process.stdout, { end: false, signal: this.#signal });
    } catch (error) {
      if (this.#signal.aborted) throw new Interrupted();
      throw error;
    }
    this.#printed += bytes.bytesRead;
  }

  close(): void {}
}

/** Lines that are read at once. Between two pages signals are heard. */
const PAGE = 500;

class EntryPrinter implements LogPrinter {
  readonly #call: CommandCall;
  readonly #open: () => RunLog | null;
  #log: RunLog | null = null;
  #next = 0;

  constructor(call: CommandCall, open: () => RunLog | null) {
    this.#call = call;
    this.#open = open;
  }

  get isThere(): boolean {
    return this.#log !== null;
  }

  async printNew({ isFinished }: { isFinished: boolean }): Promise<void> {
    this.#log ??= this.#open();
    const log = this.#log;
    if (log === null) return;
    while (log.refresh() || !log.complete) await this.#printUntil(log, log.finishedCount, isFinished);
    await this.#printUntil(log, isFinished ? log.lineCount : log.finishedCount, isFinished);
  }

  close(): void {
    this.#log?.close();
  }

  /** What is said in pieces is printed when its whole is there, or nothing more can come. */
  async #printUntil(log: RunLog, end: number, isFinished: boolean): Promise<void> {
    const { json, print, signal } = this.#call;
    while (this.#next < end) {
      for (const { index, events, isSettled } of log.read(this.#next, Math.min(PAGE, end - this.#next))) {
        if (!isSettled && !isFinished) continue;
        for (const { kind, text } of events)
          print.result(json ? screenJson({ line: index + 1, kind, text }) : text);
      }
      this.#next = Math.min(end, this.#next + PAGE);
      await nextTurn();
      if (signal.aborted) throw new Interrupted();
    }
  }
}
