import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";

const NEWLINE = 10;
const BLOCK_BYTES = 64 * 1024;

/** A file that others append to, read as it grows. */
export class Tail {
  readonly #file: number;
  readonly #isFile: boolean;
  #read = 0;
  #endsLine = true;

  /** @param path a file that is there */
  constructor(path: string) {
    this.#file = openSync(path, "r+");
    // A device in its place would never come to an end.
    this.#isFile = fstatSync(this.#file).isFile();
  }

  /** How far it has been read, in bytes. */
  get read(): number {
    return this.#read;
  }

  /** Hands on what has been appended since, in blocks; returns whether there was anything. */
  drain(onBlock: (block: Buffer) => void): boolean {
    const before = this.#read;
    while (this.#isFile) {
      // A new one each time: whoever gets it may keep it.
      const block = Buffer.allocUnsafe(BLOCK_BYTES);
      const count = readSync(this.#file, block, 0, BLOCK_BYTES, this.#read);
      if (count === 0) break;
      onBlock(block.subarray(0, count));
      this.#read += count;
    }
    return this.#read > before;
  }

  /** Cuts the file off at a place that has been read. What was appended behind it goes as well. */
  cut(size: number): void {
    ftruncateSync(this.#file, size);
    this.#read = size;
    const last = Buffer.alloc(1);
    this.#endsLine = size === 0 || readSync(this.#file, last, 0, 1, size - 1) === 0 || last[0] === NEWLINE;
  }

  /** Puts a line of our own at the end, where it has been cut off. Returns its length in bytes. */
  addLine(text: string): number {
    // At that very place: whoever appends meanwhile is overwritten rather than mixed with it.
    const line = Buffer.from(`${this.#endsLine ? "" : "\n"}${text}\n`);
    this.#read += writeSync(this.#file, line, 0, line.length, this.#read);
    return line.length;
  }

  close(): void {
    closeSync(this.#file);
  }
}
