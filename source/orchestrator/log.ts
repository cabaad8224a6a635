import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { openRunLog, type RunLog } from "../agents/log/run-log.ts";
import { providerNamed } from "../agents/providers/registry.ts";
import { runFolder } from "../store/layout.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";
import type { Workflow } from "../workflow/state.ts";

export type { LogEntry, LogLine } from "../agents/log/entries.ts";
export type { RunLog } from "../agents/log/run-log.ts";

export type LogSource = number | "phase-1";

/** Phase 1 keeps its output like a run whose lines are plain text. */
const PHASE_1_PROVIDER = "command";

/** Opens the output of a run or of phase 1; `null` when there is none yet. */
export function openLog(store: WorkflowStore, workflow: Workflow, source: LogSource): RunLog | null {
  const folder = logFolder(store.folderOf(workflow.id), source);
  if (!existsSync(folder)) return null;
  const provider = workflow.runs.find((run) => run.number === source)?.provider ?? PHASE_1_PROVIDER;
  return openRunLog(folder, providerNamed(provider));
}

/** Adds a line to the output of phase 1. */
export function appendPhase1Log(workflowFolder: string, line: string): void {
  const folder = logFolder(workflowFolder, "phase-1");
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, "output.ndjson"), `${line.replace(/\r?\n/g, " ")}\n`);
}

/** The file with a run's output as the agent wrote it, byte for byte; it may not be there yet. */
export function rawLogPath(store: WorkflowStore, workflow: Workflow, source: LogSource): string {
  return join(logFolder(store.folderOf(workflow.id), source), "output.ndjson");
}

function logFolder(workflowFolder: string, source: LogSource): string {
  return source === "phase-1" ? join(workflowFolder, "runs", "phase-1") : runFolder(workflowFolder, source);
}
