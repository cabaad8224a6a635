import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { syncFolder } from "../files/atomic.ts";
import { hasCode, isMissing } from "../files/json.ts";
import type { StampedEvent } from "../workflow/events.ts";
import { WORKFLOW_VERSION, type Workflow } from "../workflow/state.ts";
import { migrate } from "./migrations.ts";

/** What a journal file holds. `null` where there is no file. */
export interface JournalContent {
  readonly events: readonly StampedEvent[];
  /** Bytes up to the end of the last whole line. */
  readonly bytes: number;
  /** The last line was cut short by a crash: it never counted. */
  readonly torn: boolean;
  /** The number (from 1) of the first line that is not an event, `null` where all are. */
  readonly damagedLine: number | null;
}

/** Reads a journal, whole or from a byte offset that is the start of a line. */
export function readJournal(path: string, offset = 0): JournalContent | null {
  let data: Buffer;
  try {
    data = readFrom(path, offset);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  const end = data.lastIndexOf(0x0a) + 1;
  const lines = data.subarray(0, end).toString("utf8").split("\n").slice(0, -1);
  const events: StampedEvent[] = [];
  let damagedLine: number | null = null;
  for (const [index, line] of lines.entries()) {
    const event = parseEvent(line);
    if (event === null) {
      damagedLine = index + 1;
      break;
    }
    events.push(event);
  }
  const torn = end < data.length;
  // A power loss can leave the last line whole in length but not in content.
  if (damagedLine !== null && damagedLine === lines.length) {
    const bytes = offset + end - Buffer.byteLength(`${lines.at(-1)}\n`);
    return { events, bytes, torn: true, damagedLine: null };
  }
  return { events, bytes: offset + end, torn, damagedLine };
}

function readFrom(path: string, offset: number): Buffer {
  if (offset === 0) return readFileSync(path);
  const file = openSync(path, "r");
  try {
    const data = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
    const read = readSync(file, data, 0, data.length, offset);
    return data.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

function parseEvent(line: string): StampedEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    const isEvent =
      typeof value === "object" && value !== null && "type" in value && "at" in value && "by" in value;
    return isEvent ? upToDate(value as StampedEvent) : null;
  } catch {
    return null;
  }
}

/** A journal that began again from a snapshot holds that in the format of its time. */
function upToDate(event: StampedEvent): StampedEvent {
  if (event.type !== "restored" || event.workflow.version === WORKFLOW_VERSION) return event;
  return { ...event, workflow: migrate(event.workflow, event.workflow.version) as Workflow };
}

/**
 * Adds an event and flushes it to the disk; returns the new length in bytes. `bytes` is the length of
 * the good part: what stands after it (a torn line) is cut off. When the disk refuses, the file is as before.
 */
export function appendEvent(path: string, bytes: number, event: StampedEvent): number {
  const line = Buffer.from(`${JSON.stringify(event)}\n`);
  const isNew = bytes === 0;
  if (isNew) mkdirSync(dirname(path), { recursive: true });
  const file = openForWriting(path);
  try {
    ftruncateSync(file, bytes);
    try {
      writeWhole(file, line, bytes);
      fdatasyncSync(file);
    } catch (error) {
      ftruncateSync(file, bytes);
      throw error;
    }
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolder(dirname(path));
  return bytes + line.length;
}

/** Takes back what was appended after `bytes`. */
export function truncateJournal(path: string, bytes: number): void {
  const file = openForWriting(path);
  try {
    ftruncateSync(file, bytes);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

function openForWriting(path: string): number {
  try {
    return openSync(path, "r+");
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    return openSync(path, "wx+", 0o644);
  }
}

function writeWhole(file: number, data: Buffer, position: number): void {
  let written = 0;
  while (written < data.length) {
    written += writeSync(file, data, written, data.length - written, position + written);
  }
}
