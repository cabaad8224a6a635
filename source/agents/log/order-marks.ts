import { LineFile } from "./line-file.ts";

/** When output went on after something on stderr, both had come this far, in bytes. */
export interface OrderMark {
  readonly output: number;
  readonly stderr: number;
}

const MOST_AT_ONCE = 1_000;

/** The marks of a run in their order, read ahead a few at a time. */
export class OrderMarks {
  readonly #file: LineFile;
  #ahead: OrderMark[] = [];
  #read = 0;

  constructor(path: string) {
    this.#file = new LineFile(path);
  }

  /** Sees what the supervisor has added. */
  refresh(): void {
    this.#file.scan(this.#file.size(), Number.POSITIVE_INFINITY);
  }

  /** The first mark that has not been passed; `null` when all have. */
  next(): OrderMark | null {
    if (this.#ahead.length === 0) this.#readAhead();
    return this.#ahead[0] ?? null;
  }

  pass(): void {
    this.#ahead.shift();
  }

  close(): void {
    this.#file.close();
  }

  #readAhead(): void {
    const lines = this.#file.read(this.#read, Math.min(MOST_AT_ONCE, this.#file.lineCount - this.#read));
    this.#read += lines.length;
    this.#ahead = lines.flatMap(({ bytes }) => {
      const [output = Number.NaN, stderr = Number.NaN] = bytes.toString("latin1").split(" ").map(Number);
      return Number.isSafeInteger(output) && Number.isSafeInteger(stderr) ? [{ output, stderr }] : [];
    });
  }
}
