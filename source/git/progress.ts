import { StringDecoder } from "node:string_decoder";
import { screenLine } from "../text/screen.ts";

/** How far something is that takes its time. */
export interface Progress {
  /** What is being done: "Updating files", `npm ci`. */
  readonly task: string;
  /** Of 100; `null` where nobody can tell. */
  readonly percent: number | null;
  /** What else is known of it: "12211/19080", the last line of its output; may be empty. */
  readonly detail: string;
}

/** Told how far something is, as often as that changes, and `null` when it is over. */
export type TellProgress = (progress: Progress | null) => void;

/**
 * What git (or the git at the other end) says of a task, the same from 2.x on with `LC_ALL=C`:
 * `Updating files:  64% (12211/19080)`, `Writing objects: 100% (3/3), 1.20 MiB | 3.00 MiB/s, done.`, and
 * `Enumerating objects: 3003, done.` where the end is not known.
 */
const METER =
  /^(?:remote: )?([A-Z][a-z]+(?: [a-z]+){0,3}): {1,5}(?:(\d{1,3})% \((\d+\/\d+)\)|(\d+))(?:, (\d[^,]{0,40}))?(?:, done\.)?\s*$/;
/** What `git worktree add` says when it is not told to be quiet, which would take the progress away. */
const PREPARING = /^Preparing worktree \(.*\)\s*$/;
/** No meter is longer. */
const LONGEST = 200;

/** How git is asked to tell of its progress at once: when it is worth showing is not git's to judge. */
export const AT_ONCE = { GIT_PROGRESS_DELAY: "0" } as const;

/** The meter of one line of git's standard error; `null` for every other line. */
export function readMeter(line: string): Progress | null {
  const [, task, percent, count, counted, speed] = METER.exec(line) ?? [];
  if (task === undefined) return null;
  const detail = [count ?? counted, speed].filter((part) => part !== undefined).join(", ");
  return {
    task,
    percent: percent === undefined ? null : Math.min(100, Number(percent)),
    detail: screenLine(detail),
  };
}

/** git's standard error without what it tells of its progress. */
export function withoutMeters(stderr: string): string {
  return stderr
    .split(/[\r\n]/)
    .filter((line) => readMeter(line) === null && !PREPARING.test(line))
    .join("\n");
}

/** Reads meters out of a stream that writes each over the last (by CR), in pieces that end anywhere. */
export function meterReader(tell: (progress: Progress) => void): (chunk: Buffer) => void {
  const decoder = new StringDecoder("utf8");
  let open = "";
  return (chunk) => {
    const parts = (open + decoder.write(chunk)).split(/[\r\n]/);
    open = (parts.pop() ?? "").slice(0, LONGEST);
    for (const part of parts) {
      const progress = readMeter(part);
      if (progress !== null) tell(progress);
    }
  };
}
