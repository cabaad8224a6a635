import type { LogEntry, LogLine, RunLog } from "../../orchestrator/log.ts";

/** How much of a log is shown, from everything to what went wrong. */
export const LOG_LEVELS = ["everything", "without results", "words and problems", "problems only"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How a person looks at logs. */
export interface LogView {
  readonly level: LogLevel;
  /** Tool calls and results in full, not a row each. */
  readonly unfolded: boolean;
  /** The lines as the agent wrote them. Levels and folds mean nothing there. */
  readonly raw: boolean;
  /** What is searched for; empty when nothing is. */
  readonly search: string;
}

export const plainView: LogView = { level: "everything", unfolded: false, raw: false, search: "" };

const HIDDEN: Readonly<Record<LogLevel, ReadonlySet<LogEntry["kind"]>>> = {
  everything: new Set(),
  "without results": new Set(["result"]),
  "words and problems": new Set(["result", "tool", "note"]),
  "problems only": new Set(["result", "tool", "note", "text", "end"]),
};

export function nextLevel(level: LogLevel): LogLevel {
  return LOG_LEVELS[(LOG_LEVELS.indexOf(level) + 1) % LOG_LEVELS.length] ?? "everything";
}

/** The lines of a log with what a view shows of them; they keep their numbers. */
export interface ViewedLog {
  readonly lineCount: number;
  read(from: number, count: number): LogLine[];
}

export function viewed(log: RunLog, { level, raw }: Pick<LogView, "level" | "raw">): ViewedLog {
  const hidden = HIDDEN[level];
  const shownOf = (line: LogLine): LogLine =>
    line.events.some(({ kind }) => hidden.has(kind))
      ? { ...line, events: line.events.filter(({ kind }) => !hidden.has(kind)) }
      : line;
  return {
    get lineCount() {
      return log.lineCount;
    },
    read: (from, count) => (raw ? log.readRaw(from, count) : log.read(from, count).map(shownOf)),
  };
}
