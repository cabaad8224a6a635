import { type ScreenText, screenText } from "../../text/screen.ts";
import type { AgentEvent } from "../events.ts";
import type { Provider } from "../providers/provider.ts";
import type { RawLine } from "./line-file.ts";

type LogEntryKind = "text" | "tool" | "result" | "error" | "note" | "end";

/** One thing to show. `text` may have several lines. */
export interface LogEntry {
  readonly kind: LogEntryKind;
  readonly text: ScreenText;
}

/** One line of a run's log. Some say nothing that is shown, and have no entries. */
export interface LogLine {
  readonly index: number;
  readonly events: readonly LogEntry[];
}

const LONGEST_ENTRY = 16 * 1024;

/** A line of standard output, as its provider reads it. */
export function outputLine(index: number, raw: RawLine, provider: Provider): LogLine {
  const text = textOf(raw);
  // The head of a cut line is not what the agent said: it is shown, but not read as an event.
  if (isCut(raw)) return { index, events: [entry("text", text), cutNote(raw)] };
  return { index, events: provider.readLine(text).flatMap(entriesOf) };
}

/** A line of standard error. */
export function errorLine(index: number, raw: RawLine): LogLine {
  const events = [entry("error", textOf(raw))];
  return { index, events: isCut(raw) ? [...events, cutNote(raw)] : events };
}

/** Invalid UTF-8 becomes replacement characters; a line may have ended with CR LF. */
function textOf(raw: RawLine): string {
  return raw.bytes.toString("utf8").replace(/\r$/, "");
}

function isCut(raw: RawLine): boolean {
  return raw.length > raw.bytes.length;
}

function cutNote(raw: RawLine): LogEntry {
  return entry("note", `(a line of ${raw.length} bytes, of which this is the beginning)`);
}

function entriesOf(event: AgentEvent): LogEntry[] {
  switch (event.type) {
    case "text":
      return [entry("text", event.text)];
    case "tool_call":
      return [entry("tool", `${event.tool} ${event.input}`.trimEnd())];
    case "tool_result":
      return [entry(event.ok ? "result" : "error", event.output)];
    case "error":
      return [entry("error", event.message)];
    case "note":
      return [entry("note", event.text)];
    case "end":
      return [
        entry(
          "end",
          event.reason ?? (event.outcome === "success" ? "The agent is done." : "The agent failed."),
        ),
      ];
    case "session":
    case "usage":
    case "cost":
      return [];
  }
}

function entry(kind: LogEntryKind, text: string): LogEntry {
  const bounded = text.length > LONGEST_ENTRY ? `${text.slice(0, LONGEST_ENTRY)}…` : text;
  return { kind, text: screenText(bounded) };
}
