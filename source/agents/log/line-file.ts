import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { isMissing } from "../../files/json.ts";
import type { FragmentLines } from "../providers/provider.ts";

const NEWLINE = 10;
const BLOCK_BYTES = 256 * 1024;
/** An index entry is made every so many lines, or bytes: finding a line reads no more than that. */
const LINES_PER_ENTRY = 256;
const BYTES_PER_ENTRY = 256 * 1024;
/** What is read of one line. */
const LONGEST_LINE_BYTES = 64 * 1024;
/** Fragments join up to this length, and as much is read of them. */
const LONGEST_JOINED_BYTES = 128 * 1024;

/** One line, without its last newline; of fragments, all that belong together. */
export interface RawLine {
  readonly bytes: Buffer;
  /** How long the line is in the file; more than `bytes` where it was cut. */
  readonly length: number;
  /** It is a fragment, or several. */
  readonly isFragments: boolean;
}

/**
 * The lines of a file that grows, found by number through a sparse index of byte offsets. Neither the file
 * nor the lines are kept in memory: a million lines take some thousand numbers.
 *
 * Neighbouring lines that are fragments count as one line: an agent says a text in hundreds of them, and whoever
 * scrolls wants to pass over texts.
 */
export class LineFile {
  readonly #path: string;
  readonly #fragments: FragmentShape | null;
  /** Lines that are joined are found by the index alone, which then has an entry for each. */
  readonly #linesPerEntry: number;
  /** Where the last line begins, if it is a fragment that others may join; -1 otherwise. */
  #openFragment = -1;
  #file: number | null = null;
  /** `#entryOffsets[i]` is where line `#entryLines[i]` begins. */
  readonly #entryLines: number[] = [0];
  readonly #entryOffsets: number[] = [0];
  #scanned = 0;
  #lineCount = 0;
  /** Where the unfinished last line begins. */
  #tailStart = 0;

  /** @param fragments how fragments look; in a file without any every line is a line */
  constructor(path: string, fragments: FragmentLines = {}) {
    this.#path = path;
    this.#fragments = fragmentShape(fragments);
    this.#linesPerEntry = this.#fragments === null ? LINES_PER_ENTRY : 1;
  }

  /** May the last finished line become longer, because it is a fragment? */
  get isLastOpen(): boolean {
    return this.#openFragment !== -1;
  }

  /** What follows belongs to a line of its own. */
  closeLast(): void {
    this.#openFragment = -1;
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
    if (file === null) return [];
    return this.#fragments === null
      ? this.#readLines(file, from, count)
      : this.#readJoined(file, this.#fragments, from, count);
  }

  #readLines(file: number, from: number, count: number): RawLine[] {
    const lines: RawLine[] = [];
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
      const bytes = window.subarray(start, start + Math.min(length, LONGEST_LINE_BYTES));
      lines.push({ bytes, length, isFragments: false });
      offset = next;
    }
    return lines;
  }

  /** Where lines may be several, only the index knows their ends. */
  #readJoined(file: number, shape: FragmentShape, from: number, count: number): RawLine[] {
    const lines: RawLine[] = [];
    const end = Math.min(from + count, this.#lineCount + (this.tailBytes > 0 ? 1 : 0));
    for (let line = from; line < end; line += 1) {
      const offset = this.#offsetOf(file, line);
      const next = this.#endOf(file, line);
      const length = next - offset - (line >= this.#lineCount ? 0 : 1);
      const bytes = readWindow(file, offset, offset + Math.min(length, LONGEST_JOINED_BYTES));
      lines.push({ bytes, length, isFragments: isFragment(shape, bytes, 0, bytes.length) });
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
      const start = this.#tailStart;
      this.#tailStart = this.#scanned + at + 1;
      if (this.#fragments !== null && this.#joins(this.#fragments, block, start, at)) {
        this.#entryOffsets[this.#entryOffsets.length - 1] = this.#tailStart;
        continue;
      }
      this.#lineCount += 1;
      const lines = this.#lineCount - (this.#entryLines.at(-1) ?? 0);
      const bytes = this.#tailStart - (this.#entryOffsets.at(-1) ?? 0);
      if (lines < this.#linesPerEntry && bytes < BYTES_PER_ENTRY) continue;
      this.#entryLines.push(this.#lineCount);
      this.#entryOffsets.push(this.#tailStart);
    }
    this.#scanned += block.length;
  }

  /** Does the line from `start` (in the file) to `end` (in the block) belong to the one before? */
  #joins(shape: FragmentShape, block: Buffer, start: number, end: number): boolean {
    const from = start - this.#scanned;
    const file = this.#file;
    // A line that began in an earlier block is read again; there is one at most in each.
    const isJoined =
      from >= 0 || file === null
        ? isFragment(shape, block, Math.max(0, from), end)
        : isFragmentLine(shape, readWindow(file, start, this.#scanned + end));
    if (!isJoined) {
      this.#openFragment = -1;
      return false;
    }
    const joins = this.isLastOpen && this.#tailStart - this.#openFragment <= LONGEST_JOINED_BYTES;
    if (!joins) this.#openFragment = start;
    return joins;
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

interface FragmentShape {
  readonly prefixes: readonly Buffer[];
  readonly suffixes: readonly Buffer[];
}

function fragmentShape({ prefixes = [], suffixes = [] }: FragmentLines): FragmentShape | null {
  if (prefixes.length + suffixes.length === 0) return null;
  return {
    prefixes: prefixes.map((each) => Buffer.from(each)),
    suffixes: suffixes.map((each) => Buffer.from(each)),
  };
}

function isFragmentLine(shape: FragmentShape, line: Buffer): boolean {
  return isFragment(shape, line, 0, line.length);
}

/** In place: there are millions of lines, and a view of each would cost more than the comparison. */
function isFragment({ prefixes, suffixes }: FragmentShape, block: Buffer, from: number, to: number): boolean {
  for (const prefix of prefixes) if (isAt(block, prefix, from, to)) return true;
  for (const suffix of suffixes) if (isAt(block, suffix, Math.max(from, to - suffix.length), to)) return true;
  return false;
}

function isAt(block: Buffer, piece: Buffer, at: number, end: number): boolean {
  if (end - at < piece.length) return false;
  for (let index = 0; index < piece.length; index += 1) if (block[at + index] !== piece[index]) return false;
  return true;
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
