import type { LogEntry, RunLog } from "../../orchestrator/log.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, type Segment, segment } from "../text/segment.ts";
import { wrap } from "../text/wrap.ts";
import type { Tone } from "../theme/theme.ts";
import type { Rows } from "./row-window.ts";

/** One row of the log pane. */
export interface LogRow {
  readonly sign: Segment;
  readonly text: Segment;
}

interface Look {
  readonly sign: Segment;
  readonly tone?: Tone;
  readonly bold?: boolean;
}

const NO_SIGN = segment("  ");

/** Most lines are plain text: every change of colour costs time in every frame. */
const LOOKS: Readonly<Record<LogEntry["kind"], Look>> = {
  text: { sign: NO_SIGN },
  tool: { sign: segment(`${glyphs.tool} `, "accent") },
  result: { sign: NO_SIGN, tone: "muted" },
  error: { sign: segment(`${glyphs.failed} `, "failed"), tone: "failed" },
  denied: { sign: segment(`${glyphs.failed} `, "gate"), tone: "gate" },
  waiting: { sign: segment(`${glyphs.waiting} `, "gate"), tone: "gate" },
  note: { sign: segment(`${glyphs.note} `, "muted"), tone: "muted" },
  end: { sign: segment(`${glyphs.end} `, "done"), tone: "done", bold: true },
};

/** Lines read at once. */
const CHUNK = 64;
/** Wrapped lines kept: some screens of the largest terminal. */
const KEPT_LINES = 2_000;

/** The rows of a log's lines at one width; only those that are asked for are read and wrapped. */
export function logRows(log: RunLog, width: number): Rows<LogRow> {
  const kept = new Map<number, readonly LogRow[]>();

  /** Reads on where the lines before are known, else back, as one scrolls. */
  function read(line: number): readonly LogRow[] {
    const from = kept.has(line - 1) ? line : Math.max(0, line - CHUNK + 1);
    const count = from === line ? CHUNK : line - from + 1;
    if (kept.size > KEPT_LINES) kept.clear();
    let found: readonly LogRow[] = [];
    for (const { index, events, isSettled } of log.read(from, count)) {
      const rows = events.flatMap((event) => entryRows(event, width));
      // Another line may say something else the next time.
      if (isSettled) kept.set(index, rows);
      if (index === line) found = rows;
    }
    return found;
  }

  return {
    get lineCount() {
      return log.lineCount;
    },
    rowsOf: (line) => kept.get(line) ?? read(line),
  };
}

export function entryRows(entry: LogEntry, width: number): LogRow[] {
  const { sign, tone, bold } = LOOKS[entry.kind];
  return wrap(entry.text, width - sign.text.length).map((row, index) => ({
    sign: index === 0 ? sign : NO_SIGN,
    text: segment(row, tone, bold),
  }));
}

export function rowLine({ sign, text }: LogRow): Line {
  return [sign, text];
}
