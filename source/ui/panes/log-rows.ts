import type { LogEntry } from "../../orchestrator/log.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, type Segment, segment } from "../text/segment.ts";
import { wrap, wrapStretches } from "../text/wrap.ts";
import type { Tone } from "../theme/theme.ts";
import { foldedRows } from "./folded.ts";
import type { ViewedLog } from "./log-view.ts";
import { isSame, type Place, type Rows } from "./row-window.ts";
import { matchesIn } from "./search-pattern.ts";

/** One row of the log pane. */
export interface LogRow {
  readonly line: Line;
  /** Something that is searched for begins in it. */
  readonly isMatch: boolean;
  readonly at: Place;
}

/** How entries are drawn. */
export interface RowStyle {
  readonly width: number;
  /** Tool calls and results in full. */
  readonly unfolded: boolean;
  /** What is to stand out. An entry that has it is shown in full. */
  readonly pattern: RegExp | null;
}

interface Look {
  readonly sign: Segment;
  readonly tone?: Tone;
  readonly bold?: boolean;
}

const NO_SIGN = segment("  ");
/** Before what a sub-agent says. */
const SUB_AGENT = segment("│ ", "faint");

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

/** The rows of a log's lines; only those that are asked for are read and wrapped. */
export function logRows(log: ViewedLog, style: RowStyle): Rows<LogRow> {
  const kept = new Map<number, readonly LogRow[]>();

  /** Reads on where the lines before are known, else back, as one scrolls. */
  function read(line: number): readonly LogRow[] {
    const from = kept.has(line - 1) ? line : Math.max(0, line - CHUNK + 1);
    const count = from === line ? CHUNK : line - from + 1;
    if (kept.size > KEPT_LINES) kept.clear();
    let found: readonly LogRow[] = [];
    for (const { index, events, isSettled } of log.read(from, count)) {
      const rows = events
        .flatMap((event) => entryRows(event, style))
        .map((row, place): LogRow => ({ ...row, at: { line: index, row: place } }));
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

function entryRows(entry: LogEntry, style: RowStyle): Omit<LogRow, "at">[] {
  const { sign, tone, bold } = LOOKS[entry.kind];
  const margin = entry.depth === 0 ? [] : [SUB_AGENT];
  const width = Math.max(1, style.width - sign.text.length - 2 * margin.length);
  const matches = style.pattern === null ? [] : matchesIn(entry.text, style.pattern);
  if (matches.length === 0) {
    const rows = style.unfolded ? wrap(entry.text, width) : foldedRows(entry, width);
    return rows.map((row, index) => ({
      line: [...margin, index === 0 ? sign : NO_SIGN, segment(row, tone, bold)],
      isMatch: false,
    }));
  }
  return wrapStretches(entry.text, width).map(({ start, end }, index) => {
    const text = entry.text.slice(start, end).trimEnd();
    const inRow = matches
      .filter((match) => match.start < start + text.length && match.end > start)
      .map((match) => ({ start: Math.max(0, match.start - start), end: match.end - start }));
    return {
      line: [...margin, index === 0 ? sign : NO_SIGN, ...marked(text, inRow, tone, bold)],
      isMatch: matches.some((match) => match.start >= start && match.start < end),
    };
  });
}

/** A row of which some stretches stand out. */
function marked(
  text: string,
  matches: readonly { start: number; end: number }[],
  tone?: Tone,
  bold?: boolean,
): Segment[] {
  const pieces: Segment[] = [];
  let at = 0;
  for (const { start, end } of matches) {
    pieces.push(segment(text.slice(at, start), tone, bold));
    pieces.push({ ...segment(text.slice(start, end), "accent", bold), inverse: true });
    at = end;
  }
  return [...pieces, segment(text.slice(at), tone, bold)];
}

/** The row as it is drawn: the match that one has come to in another colour than the others. */
export function currentLine({ line, at }: LogRow, current: Place | null): Line {
  if (current === null || !isSame(at, current)) return line;
  return line.map((piece) => (piece.inverse === true ? { ...piece, tone: "gate" } : piece));
}
