import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { isMissing } from "../../files/json.ts";

const NEWLINE = 10;
const BLOCK_BYTES = 256 * 1024;
/** An index entry is made every so many lines, or bytes: finding a line reads no more than that. */
const LINES_PER_ENTRY = 256;
const BYTES_PER_ENTRY = 256 * 1024;
/** What is read of one line. */
const LONGEST_LINE_BYTES = 64 * 1024;

/** One line, without its newline. */
export interface RawLine {
  readonly bytes: Buffer;
  /** How long the line is in the file; more than `bytes` where it was cut. */
  readonly length: number;
}

/**
 * The lines of a file that grows, found by number through a sparse index of byte offsets. Neither the file
 * nor the lines are kept in memory: a million lines take some thousand numbers.
 */
export class LineFile {
  readonly #path: string;
  #file: number | null = null;
  /** `#entryOffsets[i]` is where line `#entryLines[i]` begins. */
  readonly #entryLines: number[] = [0];
  readonly #entryOffsets: number[] = [0];
  #scanned = 0;
  #lineCount = 0;
  /** Where the unfinished last line begins. */
  #tailStart = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Lines that are finished. */
  get lineCount(): number {
    return this.#lineCount;
  }

  /** How many bytes have been scanned. */
  get scanned(): number {
    return this.#scanned;
  }

  /** The length of what follows the last newline. */
  get tailBytes(): number {
    return this.#scanned - this.#tailStart;
  }

  /** The length of the file now. */
  size(): number {
    const file = this.#open();
    return file === null ? 0 : fstatSync(file).size;
  }

  /** Indexes up to `until`, at most `budget` bytes. */
  scan(until: number, budget: number): void {
    const file = this.#open();
    const end = Math.min(until, this.#scanned + budget);
    while (file !== null && this.#scanned < end) {
      const read = readSync(file, scanBlock, 0, Math.min(BLOCK_BYTES, end - this.#scanned), this.#scanned);
      if (read === 0) return;
      this.#index(scanBlock.subarray(0, read));
    }
  }

  /** Lines `from` to `from + count`, all of them finished or the last one unfinished. */
  read(from: number, count: number): RawLine[] {
    const file = this.#open();
    const lines: RawLine[] = [];
    if (file === null) return lines;
    let offset = this.#offsetOf(file, from);
    let window: Buffer = Buffer.alloc(0);
    let windowStart = offset;
    for (let line = from; line < from + count && offset < this.#scanned; line += 1) {
      let newline = window.indexOf(NEWLINE, offset - windowStart);
      if (newline === -1) {
        window = readWindow(file, offset, this.#scanned);
        windowStart = offset;
        newline = window.indexOf(NEWLINE);
      }
      const start = offset - windowStart;
      const next = newline === -1 ? this.#endOf(file, line) : windowStart + newline + 1;
      const length = next - offset - (newline === -1 && line >= this.#lineCount ? 0 : 1);
      lines.push({ bytes: window.subarray(start, start + Math.min(length, LONGEST_LINE_BYTES)), length });
      offset = next;
    }
    return lines;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  /** The file may come later than its reader. */
  #open(): number | null {
    try {
      this.#file ??= openSync(this.#path, "r");
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return this.#file;
  }

  #index(block: Buffer): void {
    for (let at = block.indexOf(NEWLINE); at !== -1; at = block.indexOf(NEWLINE, at + 1)) {
      this.#lineCount += 1;
      this.#tailStart = this.#scanned + at + 1;
      const lines = this.#lineCount - (this.#entryLines.at(-1) ?? 0);
      const bytes = this.#tailStart - (this.#entryOffsets.at(-1) ?? 0);
      if (lines < LINES_PER_ENTRY && bytes < BYTES_PER_ENTRY) continue;
      this.#entryLines.push(this.#lineCount);
      this.#entryOffsets.push(this.#tailStart);
    }
    this.#scanned += block.length;
  }

  /** Where the line after `line` begins; where the file ends for the unfinished one. */
  #endOf(file: number, line: number): number {
    return line >= this.#lineCount ? this.#scanned : this.#offsetOf(file, line + 1);
  }

  #offsetOf(file: number, line: number): number {
    if (line >= this.#lineCount) return this.#tailStart;
    const entry = lastAtMost(this.#entryLines, line);
    let offset = this.#entryOffsets[entry] ?? 0;
    let left = line - (this.#entryLines[entry] ?? 0);
    while (left > 0) {
      const window = readWindow(file, offset, this.#scanned);
      if (window.length === 0) break;
      let end = 0;
      for (let at = window.indexOf(NEWLINE); at !== -1 && left > 0; at = window.indexOf(NEWLINE, at + 1)) {
        left -= 1;
        end = at + 1;
      }
      offset += left === 0 ? end : window.length;
    }
    return offset;
  }
}

/** Shared: scanning is synchronous and keeps nothing of it. */
const scanBlock = Buffer.allocUnsafeSlow(BLOCK_BYTES);

function readWindow(file: number, offset: number, until: number): Buffer {
  const window = Buffer.allocUnsafe(Math.min(2 * LONGEST_LINE_BYTES, until - offset));
  return window.subarray(0, readSync(file, window, 0, window.length, offset));
}

/** The index of the last number that is at most `value`, in a rising list that begins with 0. */
export function lastAtMost(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rising[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
