import type { AgentEvent } from "../events.ts";
import type { Provider } from "../providers/provider.ts";
import { type RunFolder, runFolder } from "../run-folder.ts";
import { cutEntries, entriesOfEvents, isCut, type LogLine, outputEvents, rawEntries } from "./entries.ts";
import { LineFile, lastAtMost, type RawLine } from "./line-file.ts";
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
  /** The lines that are finished, which come first. */
  readonly finishedCount: number;
  /** Up to `count` lines from number `from`, counted from 0. */
  read(from: number, count: number): LogLine[];
  /** The same lines as they were written, by their numbers; what is too long to show is cut. */
  readRaw(from: number, count: number): LogLine[];
  close(): void;
}

/** Opens the log of a run, whether it has begun, goes on or has ended. Reads nothing until it is refreshed. */
export function openRunLog(path: string, provider: Provider): RunLog {
  return new MergedLog(path, provider);
}

type Stream = "output" | "stderr";

/** What a line of a stream says; `line` is its number there. */
type LineReader = (raw: RawLine, stream: Stream, line: number, isFinished: boolean) => Omit<LogLine, "index">;

const BRACE = 123;
/** How far behind its pieces a text is looked for; other sub-agents may speak in between. */
const LINES_UNTIL_WHOLE = 32;

function isFragment(event: AgentEvent): event is Extract<AgentEvent, { type: "fragment" }> {
  return event.type === "fragment";
}

/**
 * Output and stderr as one list of lines, in the order in which they came. Runs of lines of one stream are
 * segments; there are few, since a new one begins only where the streams alternate.
 */
class MergedLog implements RunLog {
  readonly #folder: RunFolder;
  readonly #provider: Provider;
  #files: Readonly<Record<Stream, LineFile>>;
  #marks: OrderMarks;
  /** Segment i begins with line `#starts[i]` of the log, which is line `#firsts[i]` of `#streams[i]`. */
  #starts: number[] = [0];
  #firsts: number[] = [0];
  #streams: Stream[] = ["output"];
  #finished = 0;
  #complete = false;

  constructor(path: string, provider: Provider) {
    this.#folder = runFolder(path);
    this.#provider = provider;
    this.#files = this.#openFiles();
    this.#marks = new OrderMarks(this.#folder.order);
  }

  #openFiles(): Readonly<Record<Stream, LineFile>> {
    const { output, stderr } = this.#folder;
    return { output: new LineFile(output, this.#provider.fragments), stderr: new LineFile(stderr) };
  }

  /** Begins anew: lines that had been taken in are gone, because the run came to the bound of its output. */
  #restart(): void {
    this.close();
    this.#files = this.#openFiles();
    this.#marks = new OrderMarks(this.#folder.order);
    this.#starts = [0];
    this.#firsts = [0];
    this.#streams = ["output"];
    this.#finished = 0;
  }

  get complete(): boolean {
    return this.#complete;
  }

  get lineCount(): number {
    return this.#finished + this.#tails().length;
  }

  get finishedCount(): number {
    const lastMayGrow = this.#streams.at(-1) === "output" && this.#files.output.isLastOpen;
    return lastMayGrow ? this.#finished - 1 : this.#finished;
  }

  refresh(): boolean {
    if (Object.values(this.#files).some((file) => file.size() < file.scanned)) this.#restart();
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
    return this.#read(first, count, (raw, stream, line, isFinished) =>
      stream === "stderr"
        ? { events: rawEntries(raw, "error"), isSettled: isFinished }
        : this.#outputLine(raw, line, isFinished),
    );
  }

  readRaw(first: number, count: number): LogLine[] {
    return this.#read(first, count, (raw, stream, _, isSettled) => ({
      events: rawEntries(raw, stream === "stderr" ? "error" : "text"),
      isSettled,
    }));
  }

  #read(first: number, count: number, lineOf: LineReader): LogLine[] {
    const lines: LogLine[] = [];
    const from = Math.max(0, first);
    const end = Math.min(from + count, this.#finished);
    let line = from;
    while (line < end) {
      const segment = lastAtMost(this.#starts, line);
      const start = this.#starts[segment] ?? 0;
      const segmentEnd = Math.min(end, this.#starts[segment + 1] ?? end);
      const lineOfStream = (this.#firsts[segment] ?? 0) + line - start;
      const stream = this.#streams[segment] ?? "output";
      lines.push(...this.#lines(stream, lineOfStream, segmentEnd - line, line, lineOf));
      line = segmentEnd;
    }
    for (const [offset, stream] of this.#tails().entries()) {
      const index = this.#finished + offset;
      if (index < from || index >= from + count) continue;
      lines.push(...this.#lines(stream, this.#files[stream].lineCount, 1, index, lineOf));
    }
    return lines;
  }

  close(): void {
    this.#files.output.close();
    this.#files.stderr.close();
    this.#marks.close();
  }

  #lines(stream: Stream, first: number, count: number, index: number, lineOf: LineReader): LogLine[] {
    return this.#files[stream].read(first, count).map((raw, offset): LogLine => {
      const isFinished = index + offset < this.finishedCount;
      return { index: index + offset, ...lineOf(raw, stream, first + offset, isFinished) };
    });
  }

  #outputLine(raw: RawLine, line: number, isFinished: boolean): Omit<LogLine, "index"> {
    if (isCut(raw)) return { events: cutEntries(raw), isSettled: isFinished };
    // The beginning of an event is nothing to look at.
    if (line >= this.#files.output.lineCount && this.#provider.requiresEndEvent && raw.bytes[0] === BRACE)
      return { events: [], isSettled: false };
    const events = outputEvents(raw, this.#provider);
    const isPreview = this.#provider.fragments.areRepeated === true && events.some(isFragment);
    if (!isPreview) return { events: entriesOfEvents(events), isSettled: isFinished };
    const whole = this.#saidWholeAfter(line, new Set(events.filter(isFragment).map(({ parent }) => parent)));
    const left = events.filter((event) => !isFragment(event) || !whole.has(event.parent));
    return { events: entriesOfEvents(left), isSettled: isFinished && !left.some(isFragment) };
  }

  /** Which speakers say a whole text soon after a line: what they said in pieces before need not be shown. */
  #saidWholeAfter(line: number, speakers: ReadonlySet<string | undefined>): Set<string | undefined> {
    const { output } = this.#files;
    const said = new Set<string | undefined>();
    const end = Math.min(line + 1 + LINES_UNTIL_WHOLE, output.lineCount);
    for (let next = line + 1; next < end && said.size < speakers.size; next += 1) {
      const [raw] = output.read(next, 1);
      if (raw === undefined || raw.isFragments || isCut(raw)) continue;
      for (const event of outputEvents(raw, this.#provider)) {
        if (event.type === "text" && speakers.has(event.parent)) said.add(event.parent);
        if (event.type === "end") return said;
      }
    }
    return said;
  }

  /** The streams whose last line is unfinished. */
  #tails(): Stream[] {
    return (["output", "stderr"] as const).filter((stream) => this.#files[stream].tailBytes > 0);
  }

  /** Scans a stream and appends its new lines to the list; returns the bytes that were scanned. */
  #take(stream: Stream, until: number, budget: number): number {
    const file = this.#files[stream];
    const { scanned, lineCount } = file;
    // What another stream said in between is not spoken over.
    if (this.#streams.at(-1) !== stream) file.closeLast();
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
