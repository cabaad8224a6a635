import type { Provider } from "../providers/provider.ts";
import { runFolder } from "../run-folder.ts";
import { errorLine, type LogLine, outputLine } from "./entries.ts";
import { LineFile, lastAtMost } from "./line-file.ts";
import { OrderMarks } from "./order-marks.ts";

/** What one `refresh` reads at most. */
const REFRESH_BYTES = 4 * 1024 * 1024;

/** A window on the log of a run of any length: the files are the memory. */
export interface RunLog {
  /**
   * Takes in what the files have got since the last time, up to 4 MiB.
   * @returns whether there is anything new to show
   */
  refresh(): boolean;
  /** Everything that was on disk at the last refresh has been taken in. */
  readonly complete: boolean;
  /** The lines so far, unfinished last lines included. Lines keep their numbers once they are finished. */
  readonly lineCount: number;
  /** The lines that are finished, which come first: what is said of them stays true. */
  readonly finishedCount: number;
  /** Up to `count` lines from number `from`, counted from 0. */
  read(from: number, count: number): LogLine[];
  close(): void;
}

/** Opens the log of a run, whether it has begun, goes on or has ended. Reads nothing until it is refreshed. */
export function openRunLog(path: string, provider: Provider): RunLog {
  return new MergedLog(path, provider);
}

type Stream = "output" | "stderr";

/**
 * Output and stderr as one list of lines, in the order in which they came. Runs of lines of one stream are
 * segments; there are few, since a new one begins only where the streams alternate.
 */
class MergedLog implements RunLog {
  readonly #provider: Provider;
  readonly #files: Readonly<Record<Stream, LineFile>>;
  readonly #marks: OrderMarks;
  /** Segment i begins with line `#starts[i]` of the log, which is line `#firsts[i]` of `#streams[i]`. */
  readonly #starts: number[] = [0];
  readonly #firsts: number[] = [0];
  readonly #streams: Stream[] = ["output"];
  #finished = 0;
  #complete = false;

  constructor(path: string, provider: Provider) {
    const folder = runFolder(path);
    this.#provider = provider;
    this.#files = { output: new LineFile(folder.output), stderr: new LineFile(folder.stderr) };
    this.#marks = new OrderMarks(folder.order);
  }

  get complete(): boolean {
    return this.#complete;
  }

  get lineCount(): number {
    return this.#finished + this.#tails().length;
  }

  get finishedCount(): number {
    return this.#finished;
  }

  refresh(): boolean {
    const { output, stderr } = this.#files;
    const before = output.scanned + stderr.scanned;
    let budget = REFRESH_BYTES;
    const take = (stream: Stream, until: number): boolean => {
      const taken = this.#take(stream, until, budget);
      budget -= taken;
      return this.#files[stream].scanned >= until;
    };
    this.#marks.refresh();
    for (let mark = this.#marks.next(); mark !== null; mark = this.#marks.next()) {
      // A mark beyond the file is damage, and must not hold up what follows.
      if (!take("output", Math.min(mark.output, output.size()))) break;
      if (!take("stderr", Math.min(mark.stderr, stderr.size()))) break;
      this.#marks.pass();
    }
    if (this.#marks.next() === null)
      this.#complete = take("output", output.size()) && take("stderr", stderr.size());
    else this.#complete = false;
    return output.scanned + stderr.scanned > before;
  }

  read(first: number, count: number): LogLine[] {
    const lines: LogLine[] = [];
    const from = Math.max(0, first);
    const end = Math.min(from + count, this.#finished);
    let line = from;
    while (line < end) {
      const segment = lastAtMost(this.#starts, line);
      const start = this.#starts[segment] ?? 0;
      const segmentEnd = Math.min(end, this.#starts[segment + 1] ?? end);
      const lineOfStream = (this.#firsts[segment] ?? 0) + line - start;
      lines.push(...this.#lines(this.#streams[segment] ?? "output", lineOfStream, segmentEnd - line, line));
      line = segmentEnd;
    }
    for (const [offset, stream] of this.#tails().entries()) {
      const index = this.#finished + offset;
      if (index < from || index >= from + count) continue;
      lines.push(...this.#lines(stream, this.#files[stream].lineCount, 1, index));
    }
    return lines;
  }

  close(): void {
    this.#files.output.close();
    this.#files.stderr.close();
    this.#marks.close();
  }

  #lines(stream: Stream, first: number, count: number, index: number): LogLine[] {
    return this.#files[stream]
      .read(first, count)
      .map((raw, offset) =>
        stream === "stderr"
          ? errorLine(index + offset, raw)
          : outputLine(index + offset, raw, this.#provider),
      );
  }

  /** The streams whose last line is unfinished. */
  #tails(): Stream[] {
    return (["output", "stderr"] as const).filter((stream) => this.#files[stream].tailBytes > 0);
  }

  /** Scans a stream and appends its new lines to the list; returns the bytes that were scanned. */
  #take(stream: Stream, until: number, budget: number): number {
    const file = this.#files[stream];
    const { scanned, lineCount } = file;
    file.scan(until, budget);
    const lines = file.lineCount - lineCount;
    if (lines > 0 && this.#streams.at(-1) !== stream) {
      this.#starts.push(this.#finished);
      this.#firsts.push(lineCount);
      this.#streams.push(stream);
    }
    this.#finished += lines;
    return file.scanned - scanned;
  }
}
