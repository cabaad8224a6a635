import type { LogEntry } from "../../orchestrator/log.ts";
import { displayWidth, truncate } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { counted } from "../wording/people.ts";

/** Of what went wrong so many rows stay. */
const ROWS_OF_PROBLEM = 6;

/** What is left of an entry that is folded, as rows; what an agent says is never folded. */
export function foldedRows({ kind, text, isCut }: LogEntry, width: number): string[] {
  switch (kind) {
    case "tool":
      return [truncate(text.replace(/\s*\n\s*/g, " "), width)];
    case "result":
      return [resultRow(text, isCut === true, width)];
    case "error":
    case "denied":
      return problemRows(text, width);
    default:
      return wrap(text, width);
  }
}

/** The first line that says something, and how many there are. */
function resultRow(text: string, isCut: boolean, width: number): string {
  const lines = text.trimEnd().split("\n");
  const first = lines.find((line) => line.trim() !== "");
  if (first === undefined) return "(no output)";
  if (lines.length === 1) return truncate(first, width);
  const more = `${isCut ? "more than " : ""}${counted(lines.length, "line")}`;
  const whole = `${first} … ${more}`;
  return displayWidth(whole) <= width ? whole : `${truncate(first, width - more.length - 1)} ${more}`;
}

function problemRows(text: string, width: number): string[] {
  const rows = wrap(text.trimEnd(), width);
  // One row more takes no more room than to say that it is missing.
  if (rows.length <= ROWS_OF_PROBLEM + 1) return rows;
  return [...rows.slice(0, ROWS_OF_PROBLEM), `… ${counted(rows.length - ROWS_OF_PROBLEM, "more row")}`];
}
