import { appendFileSync } from "node:fs";
import type { RunFolder } from "../run-folder.ts";
import { Tail } from "./tail.ts";

/** How soon it is looked again after something came, and how late at most, when nothing does. */
const SOONEST_MS = 20;
const LATEST_MS = 160;

/**
 * So much beyond the bound is let stand for a while. What comes in the very moment of a cut is lost, an agent's last
 * word too: there are to be few of them while it is at work.
 */
const SLACK_BYTES = 1024 * 1024;

/** Told of what the agent says, in the order in which it says it on each stream. */
export interface OutputListener {
  stdout(block: Buffer): void;
  stderr(block: Buffer): void;
}

/**
 * What an agent writes, read as it grows and bounded together. The agent has the files as its own stdout and stderr:
 * nothing that it has said is lost when its supervisor is killed, and no supervisor holds it up. They are looked at
 * again and again: being woken by each line of an agent that writes many would cost more.
 *
 * What goes beyond the bound is read all the same and then cut off, so that there may be a little more for a while.
 */
export class RunOutput {
  readonly #folder: RunFolder;
  readonly #maxBytes: number;
  readonly #listener: OutputListener;
  readonly #stdout: Tail;
  readonly #stderr: Tail;
  #stderrOfMark = 0;
  /** The length of the files from when the bound was reached; `null` before. */
  #full: ReadonlyMap<Tail, number> | null = null;
  #markBytes = 0;
  #dropped = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Both files must be there. */
  constructor(folder: RunFolder, maxBytes: number, listener: OutputListener) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
    this.#listener = listener;
    this.#stdout = new Tail(folder.output);
    this.#stderr = new Tail(folder.stderr);
  }

  /** What is on disk of what the agent has said. */
  get bytes(): number {
    return this.#stdout.read + this.#stderr.read - this.#markBytes;
  }

  /** What it said beyond the bound, and is not. */
  get droppedBytes(): number {
    return this.#dropped;
  }

  /** Looks by itself from now on. */
  watch(pause = SOONEST_MS): void {
    this.#timer = setTimeout(
      () => this.watch(this.drain() ? SOONEST_MS : Math.min(2 * pause, LATEST_MS)),
      pause,
    );
  }

  /** Takes in what is there now; returns whether there was anything. */
  drain(): boolean {
    const said = this.#stdout.drain((block) => {
      this.#markOrder();
      this.#listener.stdout(block);
    });
    if (said) this.#bound(this.#stdout, SLACK_BYTES);
    const complained = this.#stderr.drain((block) => this.#listener.stderr(block));
    if (complained) this.#bound(this.#stderr, SLACK_BYTES);
    return said || complained;
  }

  /** To be called when nobody writes any more: nothing stands beyond the bound then. */
  close(): void {
    clearTimeout(this.#timer);
    // The first one pays. Noise on stderr costs the agent no word, unless its words are too many by themselves.
    const isWordy = this.#stdout.read > this.#maxBytes;
    const [first, second] = isWordy ? [this.#stdout, this.#stderr] : [this.#stderr, this.#stdout];
    this.#bound(first, 0);
    this.#bound(second, 0);
    this.#stdout.close();
    this.#stderr.close();
  }

  /** Cuts off what a file has got beyond the bound and the slack, and says so where it happens first. */
  #bound(grown: Tail, slack: number): void {
    if (this.#full !== null) {
      const size = this.#full.get(grown) ?? 0;
      if (grown.read - size > slack) this.#cut(grown, grown.read - size);
      return;
    }
    const excess = this.bytes - this.#maxBytes;
    if (excess <= slack) return;
    const other = grown === this.#stdout ? this.#stderr : this.#stdout;
    const ofOther = Math.max(0, excess - grown.read);
    this.#cut(grown, excess - ofOther);
    if (ofOther > 0) this.#cut(other, ofOther);
    this.#markBytes = grown.addLine(boundMark(this.#maxBytes));
    this.#full = new Map([this.#stdout, this.#stderr].map((tail) => [tail, tail.read]));
  }

  #cut(tail: Tail, bytes: number): void {
    this.#dropped += bytes;
    tail.cut(tail.read - bytes);
  }

  /**
   * Output follows on stderr: notes how far both had come, so that a reader can show them in the order in
   * which they came. Without an alternation there is nothing to note.
   */
  #markOrder(): void {
    if (this.#stderr.read === this.#stderrOfMark) return;
    try {
      appendFileSync(this.#folder.order, `${this.#stdout.read} ${this.#stderr.read}\n`, { mode: 0o600 });
      this.#stderrOfMark = this.#stderr.read;
    } catch {
      // On a full disk the order is not kept; what was said is what counts.
    }
  }
}

/** The line that stands where the bound was reached. */
export function boundMark(maxBytes: number): string {
  const kept = `the output of this run is longer than ${maxBytes} bytes`;
  return `[orc-tui: ${kept}; the rest is dropped (maxOutputMegabytes of the agent keeps more)]`;
}
