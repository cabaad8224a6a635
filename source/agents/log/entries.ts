import { type ScreenText, screenText } from "../../text/screen.ts";
import type { AgentEvent } from "../events.ts";
import type { Provider } from "../providers/provider.ts";
import type { RawLine } from "./line-file.ts";

type LogEntryKind = "text" | "tool" | "result" | "denied" | "error" | "note" | "waiting" | "end";

/** One thing to show. `text` may have several lines. */
export interface LogEntry {
  readonly kind: LogEntryKind;
  readonly text: ScreenText;
  /** Whose it is: 0 the agent's own, 1 a sub-agent's. */
  readonly depth: 0 | 1;
  /** The text is only the beginning of what there is. */
  readonly isCut?: true;
}

/** One line of a run's log. Some say nothing that is shown, and have no entries. */
export interface LogLine {
  readonly index: number;
  readonly events: readonly LogEntry[];
  /** It stays as it is. Otherwise it is unfinished, or the preview of a text that will follow as a whole. */
  readonly isSettled: boolean;
}

const LONGEST_ENTRY = 16 * 1024;

/** A line of standard output as its provider reads it, of which the fragments are joined. */
export function outputEvents(raw: RawLine, provider: Provider): readonly AgentEvent[] {
  const text = textOf(raw);
  // Nearly all lines are one, of which nothing is to be joined.
  if (!raw.isFragments) return provider.readLine(text);
  return joinFragments(text.split("\n").flatMap((line) => provider.readLine(line)));
}

/** A line as it was written, or several that were joined: nothing of it is read as an event. */
export function rawEntries(raw: RawLine, kind: "text" | "error"): LogEntry[] {
  const written = entry(kind, textOf(raw));
  return isCut(raw) ? [written, cutNote(raw)] : [written];
}

/** What is shown of events. */
export function entriesOfEvents(events: readonly AgentEvent[]): LogEntry[] {
  return events.flatMap(entriesOf);
}

/** A line that is too long to be read as an event: its head alone is not what the agent said, but it is shown. */
export function cutEntries(raw: RawLine): LogEntry[] {
  return [entry("text", textOf(raw)), cutNote(raw)];
}

export function isCut(raw: RawLine): boolean {
  return raw.length > raw.bytes.length;
}

/** Invalid UTF-8 becomes replacement characters; a line may have ended with CR LF. */
function textOf(raw: RawLine): string {
  return raw.bytes.toString("utf8").replace(/\r$/, "");
}

function cutNote(raw: RawLine): LogEntry {
  return entry("note", `(a line of ${raw.length} bytes, of which this is the beginning)`);
}

/** The pieces of one speaker, said one after the other, become one. */
function joinFragments(events: readonly AgentEvent[]): AgentEvent[] {
  const joined: AgentEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === "fragment" && last?.type === "fragment" && last.parent === event.parent)
      joined[joined.length - 1] = { ...last, text: last.text + event.text };
    else joined.push(event);
  }
  return joined;
}

function entriesOf(event: AgentEvent): LogEntry[] {
  switch (event.type) {
    case "text":
    case "fragment":
      return [entry("text", event.text, event.parent)];
    case "tool_call":
      return [entry("tool", `${event.tool} ${event.input}`.trimEnd(), event.parent)];
    case "tool_result":
      return [entry(event.ok ? "result" : "error", event.output, event.parent)];
    case "denied":
      return [entry("denied", `${event.tool} was denied: ${event.message}`, event.parent)];
    case "error":
      return [entry("error", event.message)];
    case "note":
      return [entry("note", event.text)];
    case "waiting":
      return [entry("waiting", event.reason)];
    case "session":
      return event.about === undefined ? [] : [entry("note", event.about)];
    case "end":
      return event.outcome === "success"
        ? [entry("end", event.reason ?? "The agent is done.")]
        : [entry("error", event.reason ?? "The agent failed.")];
    case "background":
    case "usage":
    case "cost":
      return [];
  }
}

function entry(kind: LogEntryKind, text: string, parent?: string): LogEntry {
  const depth = parent === undefined ? 0 : 1;
  if (text.length <= LONGEST_ENTRY) return { kind, text: screenText(text), depth };
  return { kind, text: screenText(`${text.slice(0, LONGEST_ENTRY)}…`), depth, isCut: true };
}
