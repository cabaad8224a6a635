import { join } from "node:path";
import type { StoreApi } from "zustand/vanilla";
import packageFile from "../../package.json" with { type: "json" };
import { rotatingFile } from "../files/rotating-file.ts";
import type { PlansLayout } from "../store/layout.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";
import { redactedJson, redactor } from "../text/redaction.ts";
import type { Workflow } from "../workflow/state.ts";
import type { SessionStatus } from "./session.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

/** Five files of a megabyte: some weeks of ordinary work. */
const BOUNDS = { maxBytes: 1_048_576, keep: 4 };

interface LogRequest {
  readonly plans: PlansLayout;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly surface: string;
  readonly store: WorkflowStore;
  readonly status: StoreApi<SessionStatus>;
}

/** The log of a repository (spec: `.plans/log/`). */
export function logPath(plans: PlansLayout): string {
  return join(plans.root, "log", "orc-tui.ndjson");
}

/**
 * Writes down what a session that may do something saw and did: one object a line, without secrets. What workflows
 * are is in their journals; here is what went on around them, for whoever looks for the cause of something.
 * @returns the function that ends it
 */
export function startSessionLog({ plans, env, surface, store, status }: LogRequest): () => void {
  const file = rotatingFile(logPath(plans), BOUNDS);
  const redact = redactor(env);
  const lowest: Level = env.ORC_TUI_DEBUG ? "debug" : "info";
  const write = (level: Level, event: string, facts: object = {}) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(lowest)) return;
    const line = { at: new Date().toISOString(), level, pid: process.pid, event, ...facts };
    file.append(redactedJson(line, redact));
  };
  write("info", "session opened", { version: packageFile.version, node: process.versions.node, surface });
  let seen = store.getState().workflows;
  const endNews = store.subscribe(({ workflows }) => {
    for (const workflow of Object.values(workflows)) tellWorkflow(seen[workflow.id], workflow, write);
    seen = workflows;
  });
  const endStatus = status.subscribe((now, before) => tellStatus(before, now, write));
  return () => {
    endNews();
    endStatus();
    write("info", "session closed");
  };
}

type Write = (level: Level, event: string, facts?: object) => void;

function tellWorkflow(before: Workflow | undefined, after: Workflow, write: Write): void {
  if (before === after) return;
  const workflow = after.issueNumber ?? after.id;
  write("debug", "workflow changed", { workflow, revision: after.revision });
  for (const { from, to, trigger, by } of after.history.slice(before?.history.length ?? 0))
    write("info", "transition", { workflow, from, to, trigger, by });
  const run = after.runs.at(-1);
  const known = before?.runs.at(-1);
  if (run !== undefined && (run.number !== known?.number || run.outcome !== known.outcome)) {
    const { number, agent, provider, outcome, reason } = run;
    write("info", outcome === null ? "run started" : "run ended", {
      ...{ workflow, run: number, agent, provider, outcome, reason },
    });
  }
  for (const [effect, { message, attempts, retryAt }] of Object.entries(after.deferred))
    if (before?.deferred[effect]?.retryAt !== retryAt)
      write("warn", "put off", { workflow, effect, message, attempts, retryAt });
  if (after.lastError !== null && after.lastError !== before?.lastError) {
    const { operation, code, message } = after.lastError;
    write("error", "failed", { workflow, operation, code, message });
  }
}

function tellStatus(before: SessionStatus, now: SessionStatus, write: Write): void {
  if (now.engine.kind !== before.engine.kind) write("info", "role", { role: now.engine.kind });
  if (now.tracker.problem !== before.tracker.problem) {
    const { name, problem } = now.tracker;
    write(problem === null ? "info" : "warn", "tracker", { name, problem });
  }
  for (const notice of now.notices) if (!before.notices.includes(notice)) write("warn", "notice", { notice });
  for (const [id, { label, startedAt }] of Object.entries(now.activities))
    if (before.activities[id]?.startedAt !== startedAt) write("debug", "effect begun", { id, effect: label });
  for (const [id, { label }] of Object.entries(before.activities))
    if (now.activities[id]?.label !== label) write("debug", "effect ended", { id, effect: label });
}
