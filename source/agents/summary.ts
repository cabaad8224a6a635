import { type FileHandle, open } from "node:fs/promises";
import { isMissing } from "../files/json.ts";
import { screenText } from "../text/screen.ts";
import type { Usage } from "../workflow/state.ts";
import { EventScanner } from "./event-scanner.ts";
import { type AgentEvent, type EndEvent, laterEnd } from "./events.ts";
import type { Provider } from "./providers/provider.ts";
import type { RunFolder } from "./run-folder.ts";

/** What the events of a run come to. */
export interface RunSummary {
  /** The one that counts. */
  readonly end: EndEvent | null;
  readonly sessionId: string | null;
  readonly usage: Usage;
  /** The tokens are those of the whole session, with the runs that it was resumed from. */
  readonly countsSession: boolean;
  readonly lastError: string | null;
  /** How many uses of tools were denied. */
  readonly denials: number;
  /** The last line on stderr that says something. */
  readonly lastStderrLine: string | null;
  /** The last lines of stderr, safe to show. */
  readonly stderrTail: string;
}

export const EMPTY_SUMMARY: RunSummary = {
  end: null,
  sessionId: null,
  usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
  countsSession: false,
  lastError: null,
  denials: 0,
  lastStderrLine: null,
  stderrTail: "",
};

/** Adds one event to a summary. */
export function summarize(summary: RunSummary, event: AgentEvent): RunSummary {
  const { usage } = summary;
  switch (event.type) {
    case "end": {
      const denials = Math.max(summary.denials, event.denials ?? 0);
      return { ...summary, denials, end: laterEnd(summary.end, event) };
    }
    case "denied":
      return { ...summary, denials: summary.denials + 1 };
    case "session":
      return { ...summary, sessionId: event.sessionId };
    case "error":
      return { ...summary, lastError: event.message };
    case "usage": {
      const before = event.scope === "step" ? usage : { inputTokens: 0, outputTokens: 0 };
      const inputTokens = before.inputTokens + event.inputTokens;
      const outputTokens = before.outputTokens + event.outputTokens;
      const countsSession = event.scope === "session";
      return { ...summary, countsSession, usage: { ...usage, inputTokens, outputTokens } };
    }
    case "cost": {
      const before = event.scope === "step" ? usage.costUsd : 0;
      return { ...summary, usage: { ...usage, costUsd: before + event.costUsd } };
    }
    default:
      return summary;
  }
}

const BLOCK_BYTES = 1024 * 1024;
const STDERR_TAIL_BYTES = 8 * 1024;

/** Summarises what a run has on disk, in blocks and without holding up the event loop. */
export async function summarizeRun(folder: RunFolder, provider: Provider): Promise<RunSummary> {
  const stderrTail = screenText(await readTail(folder.stderr, STDERR_TAIL_BYTES));
  let summary: RunSummary = { ...EMPTY_SUMMARY, stderrTail, lastStderrLine: lastLine(stderrTail) };
  if (provider.markers.length === 0) return summary;
  const scanner = new EventScanner(provider);
  await withFile(folder.output, async (file) => {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(block, 0, BLOCK_BYTES, null);
      if (bytesRead === 0) break;
      for (const event of scanner.push(block.subarray(0, bytesRead))) summary = summarize(summary, event);
    }
  });
  for (const event of scanner.finish()) summary = summarize(summary, event);
  return summary;
}

async function readTail(path: string, bytes: number): Promise<string> {
  let tail = "";
  await withFile(path, async (file) => {
    const { size } = await file.stat();
    const length = Math.min(bytes, size);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    tail = buffer.toString("utf8");
  });
  return tail;
}

function lastLine(tail: string): string | null {
  const lines = tail.split("\n");
  return lines.findLast((line) => line.trim() !== "")?.trim() ?? null;
}

/** Does nothing when there is no such file. */
async function withFile(path: string, action: (file: FileHandle) => Promise<void>): Promise<void> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  try {
    await action(file);
  } finally {
    await file.close();
  }
}
