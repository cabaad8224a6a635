import type { LogLine } from "../../orchestrator/log.ts";
import type { ViewedLog } from "./log-view.ts";

/** Lines read at once: fewer where they are long or many in one, as a step ends no later than that many after its time. */
const CHUNK = { least: 64, first: 256, most: 1_024 };
/** The lines before this many from the end stay as they are, whatever becomes of their neighbours. */
const MOST_UNSETTLED = 64;

/**
 * Looks through a log of any length for lines of some kind, a little at a time, from one place outwards in both
 * directions: what is near is found first. What has been looked at is one stretch; of it only the numbers of the
 * lines that were found are kept.
 */
export class LineScan {
  readonly #log: ViewedLog;
  readonly #isWanted: (line: LogLine) => boolean;
  /** Lines `#start` to `#end` have been looked at for good. */
  #start: number;
  #end: number;
  /** Found before the first place, falling. */
  readonly #before: number[] = [];
  /** Found behind it, rising. */
  readonly #behind: number[] = [];
  /** Found among the last lines, which may still change, as they were at the last look; they end at `#tailEnd`. */
  #tail: number[] = [];
  #tailEnd = 0;
  #chunk = CHUNK.first;

  constructor(log: ViewedLog, isWanted: (line: LogLine) => boolean, from: number) {
    this.#log = log;
    this.#isWanted = isWanted;
    this.#start = Math.max(0, Math.min(from, log.lineCount - MOST_UNSETTLED));
    this.#end = this.#start;
  }

  /** How many lines have been found. */
  get found(): number {
    return this.#before.length + this.#behind.length + this.#tail.length;
  }

  get hasAllBefore(): boolean {
    return this.#start === 0;
  }

  get isComplete(): boolean {
    return this.hasAllBefore && Math.max(this.#end, this.#tailEnd) >= this.#log.lineCount;
  }

  hasLookedAt(line: number): boolean {
    return line >= this.#start && line < Math.max(this.#end, this.#tailEnd);
  }

  /**
   * Looks on for about so long.
   * @returns whether anything new was seen
   */
  step(milliseconds: number): boolean {
    const deadline = performance.now() + milliseconds;
    const seen = `${this.#tailEnd} ${this.#tail}`;
    let isNew = false;
    for (let at = performance.now(); this.#lookOn() || this.#start > 0; ) {
      if (this.#start > 0) this.#lookBack();
      isNew = true;
      const now = performance.now();
      this.#pace(now - at, milliseconds);
      if (now > deadline) return true;
      at = now;
    }
    return isNew || seen !== `${this.#tailEnd} ${this.#tail}`;
  }

  /** The nearest line behind another that was found or has not been looked at; beyond the end if there is none. */
  after(line: number): number {
    const next = line + 1;
    if (!this.hasLookedAt(next)) return next;
    const found =
      this.#before[passed(this.#before, (each) => each >= next) - 1] ??
      this.#behind[passed(this.#behind, (each) => each < next)] ??
      this.#tail.find((each) => each >= next);
    return found ?? Math.max(this.#end, this.#tailEnd);
  }

  /** The same before another line; -1 if there is none. */
  before(line: number): number {
    const next = line - 1;
    if (!this.hasLookedAt(next)) return next;
    const found =
      this.#tail.findLast((each) => each <= next) ??
      this.#behind[passed(this.#behind, (each) => each <= next) - 1] ??
      this.#before[passed(this.#before, (each) => each > next)];
    return found ?? this.#start - 1;
  }

  /** Which of those found this line is, counted from 1 and from the first that is known. */
  ordinalOf(line: number): number {
    const before = this.#before.length - passed(this.#before, (each) => each > line);
    const behind = passed(this.#behind, (each) => each <= line);
    return before + behind + this.#tail.filter((each) => each <= line).length;
  }

  /** A part of the step at a time, so that it ends when it should. */
  #pace(took: number, milliseconds: number): void {
    if (took > milliseconds / 4) this.#chunk = Math.max(CHUNK.least, this.#chunk / 2);
    else if (took < milliseconds / 16) this.#chunk = Math.min(CHUNK.most, this.#chunk * 2);
  }

  /** Takes in lines that stay as they are; with the last of them also those that do not. */
  #lookOn(): boolean {
    const lines = this.#log.read(this.#end, this.#chunk);
    const mayChange = this.#log.lineCount - MOST_UNSETTLED;
    const open = lines.findIndex(({ index, isSettled }) => !isSettled && index >= mayChange);
    const settled = open === -1 ? lines : lines.slice(0, open);
    for (const line of settled) if (this.#isWanted(line)) this.#behind.push(line.index);
    this.#end += settled.length;
    this.#tail =
      open === -1
        ? []
        : lines
            .slice(open)
            .filter(this.#isWanted)
            .map(({ index }) => index);
    this.#tailEnd = open === -1 ? this.#end : this.#end + lines.length - open;
    return settled.length > 0;
  }

  #lookBack(): void {
    const from = Math.max(0, this.#start - this.#chunk);
    const lines = this.#log.read(from, this.#start - from);
    for (const line of lines.reverse()) if (this.#isWanted(line)) this.#before.push(line.index);
    this.#start = from;
  }
}

/** How many numbers at the beginning of an ordered list are so; none behind them are. */
function passed(ordered: readonly number[], isSo: (value: number) => boolean): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(ordered[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
