import { closeSync, openSync, writeSync } from "node:fs";
import type { RunFolder } from "../run-folder.ts";

const NEWLINE = 10;

/**
 * The files that an agent's output goes to, bounded together. Writing is synchronous: while the disk is
 * slow nothing more is read from the agent, which is the backpressure.
 */
export class RunOutput {
  readonly #folder: RunFolder;
  readonly #maxBytes: number;
  readonly #stdout: OutputFile;
  readonly #stderr: OutputFile;
  #stderrOfMark = 0;
  #full = false;
  #dropped = 0;
  #problem: string | null = null;

  constructor(folder: RunFolder, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
    this.#stdout = new OutputFile(folder.output);
    this.#stderr = new OutputFile(folder.stderr);
  }

  get bytes(): number {
    return this.#stdout.bytes + this.#stderr.bytes;
  }

  get droppedBytes(): number {
    return this.#dropped;
  }

  /** Why output was lost, other than by the bound: a full disk, for example. */
  get problem(): string | null {
    return this.#problem;
  }

  stdout(block: Buffer): void {
    this.#attempt(block, () => {
      this.#markOrder();
      this.#append(this.#stdout, block);
    });
  }

  stderr(block: Buffer): void {
    this.#attempt(block, () => this.#append(this.#stderr, block));
  }

  close(): void {
    this.#stdout.close();
    this.#stderr.close();
  }

  #append(file: OutputFile, block: Buffer): void {
    if (!this.#full && this.bytes + block.length <= this.#maxBytes) {
      file.append(block);
      return;
    }
    if (!this.#full) {
      this.#full = true;
      file.append(Buffer.from(`${file.atLineStart ? "" : "\n"}${boundMark(this.#maxBytes)}\n`));
    }
    this.#dropped += block.length;
  }

  /**
   * Output follows on stderr: notes how far both had come, so that a reader can show them in the order in
   * which they came. Without an alternation there is nothing to note.
   */
  #markOrder(): void {
    if (this.#stderr.bytes === this.#stderrOfMark) return;
    const file = openSync(this.#folder.order, "a", 0o600);
    try {
      writeSync(file, `${this.#stdout.bytes} ${this.#stderr.bytes}\n`);
    } finally {
      closeSync(file);
    }
    this.#stderrOfMark = this.#stderr.bytes;
  }

  #attempt(block: Buffer, write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#dropped += block.length;
      this.#problem = error instanceof Error ? error.message : String(error);
    }
  }
}

/** The line that stands where the bound was reached. */
export function boundMark(maxBytes: number): string {
  const kept = `the output of this run is longer than ${maxBytes} bytes`;
  return `[orc-tui: ${kept}; the rest is dropped (maxOutputMegabytes of the agent keeps more)]`;
}

class OutputFile {
  readonly #file: number;
  bytes = 0;
  atLineStart = true;

  constructor(path: string) {
    this.#file = openSync(path, "a", 0o600);
  }

  append(block: Buffer): void {
    let written = 0;
    while (written < block.length) {
      const count = writeSync(this.#file, block, written);
      written += count;
      this.bytes += count;
    }
    this.atLineStart = block.at(-1) === NEWLINE;
  }

  close(): void {
    closeSync(this.#file);
  }
}
