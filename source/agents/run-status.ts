import { statSync } from "node:fs";
import { writeFileAtomic } from "../files/atomic.ts";
import { DamagedFileError, readJson } from "../files/json.ts";
import { isAlive, isLocal, type ProcessIdentity } from "../processes/identity.ts";
import type { Load } from "../processes/load.ts";
import type { Timestamp } from "../workflow/state.ts";
import { type EndEvent, FAILURE_CAUSES } from "./events.ts";
import { fieldsOf, number, oneOf, text } from "./fields.ts";
import { readClaim, readIdentity, supervisorOf } from "./run-claim.ts";
import type { RunFolder } from "./run-folder.ts";

const STATUS_VERSION = 1;

const RUN_PHASES = ["starting", "running", "ending", "ended"] as const;
type RunPhase = (typeof RUN_PHASES)[number];

/** What ended a run. `linger`: the agent had said it was done, but stayed. */
const END_CAUSES = ["exit", "timeout", "stall", "stopped", "linger", "spawn_failed"] as const;
export type EndCause = (typeof END_CAUSES)[number];

/** How a run stands: `status.json`, replaced atomically by its supervisor. */
export interface RunStatus {
  readonly version: typeof STATUS_VERSION;
  readonly runId: string;
  readonly phase: RunPhase;
  readonly supervisor: ProcessIdentity | null;
  /** The agent's first process; it leads the group whose id is its pid. */
  readonly agent: ProcessIdentity | null;
  readonly pgid: number | null;
  readonly startedAt: Timestamp;
  readonly lastOutputAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly cause: EndCause | null;
  /** What there is to say about the cause, in one sentence. */
  readonly message: string | null;
  /** The agent's own word on its end, kept here because what it printed beyond the bound is not on disk. */
  readonly end: EndEvent | null;
  /** What the agent wrote to stdout and stderr and is on disk. */
  readonly bytes: number;
  /** What it wrote beyond the bound, and is not. */
  readonly droppedBytes: number;
  /** What its processes take of the machine, a few seconds ago at most; `null` where it is not known. */
  readonly load: Load | null;
  /** What the agent waits for, by its own account; `null` when it works. */
  readonly waiting: Waiting | null;
}

export interface Waiting {
  readonly reason: string;
  /** When it will try again; `null` where it does not say. */
  readonly until: Timestamp | null;
}

/** What is said of a run that was stopped before its agent was started. */
export const STOPPED_EARLY = "It was stopped before it began.";

export function initialStatus(runId: string, supervisor: ProcessIdentity | null): RunStatus {
  return {
    version: STATUS_VERSION,
    runId,
    phase: "starting",
    supervisor,
    agent: null,
    pgid: null,
    startedAt: new Date().toISOString(),
    lastOutputAt: null,
    endedAt: null,
    exitCode: null,
    signal: null,
    cause: null,
    message: null,
    end: null,
    bytes: 0,
    droppedBytes: 0,
    load: null,
    waiting: null,
  };
}

export function writeStatus(folder: RunFolder, status: RunStatus): void {
  writeFileAtomic(folder.status, `${JSON.stringify(status, null, 2)}\n`, { mode: 0o600 });
}

/** The status of a run; `null` when there is none that can be read. */
export function readStatus(folder: RunFolder): RunStatus | null {
  const fields = fieldsOf(readTolerant(folder.status));
  const runId = text(fields?.runId);
  const phase = oneOf(fields?.phase, RUN_PHASES);
  if (fields === null || runId === null || phase === null) return statusByClaim(folder);
  return {
    version: STATUS_VERSION,
    runId,
    phase,
    supervisor: readIdentity(fields.supervisor),
    agent: readIdentity(fields.agent),
    pgid: number(fields.pgid),
    startedAt: text(fields.startedAt) ?? "",
    lastOutputAt: text(fields.lastOutputAt),
    endedAt: text(fields.endedAt),
    exitCode: number(fields.exitCode),
    signal: text(fields.signal),
    cause: oneOf(fields.cause, END_CAUSES),
    message: text(fields.message),
    end: readEnd(fields.end),
    bytes: number(fields.bytes) ?? 0,
    droppedBytes: number(fields.droppedBytes) ?? 0,
    load: readLoad(fields.load),
    waiting: readWaiting(fields.waiting),
  };
}

function readLoad(value: unknown): Load | null {
  const fields = fieldsOf(value);
  const memoryBytes = number(fields?.memoryBytes);
  const cpuPercent = number(fields?.cpuPercent);
  return memoryBytes === null || cpuPercent === null ? null : { memoryBytes, cpuPercent };
}

function readWaiting(value: unknown): Waiting | null {
  const fields = fieldsOf(value);
  const reason = text(fields?.reason);
  return reason === null ? null : { reason, until: text(fields?.until) };
}

/** A run that was stopped before it had a supervisor has nobody to write its status. */
function statusByClaim(folder: RunFolder): RunStatus | null {
  const claim = readClaim(folder);
  if (claim?.owner !== "nobody") return null;
  const { at } = claim;
  const stopped = { phase: "ended", cause: "stopped", message: STOPPED_EARLY } as const;
  return { ...initialStatus("", null), ...stopped, startedAt: at, endedAt: at };
}

function readEnd(value: unknown): EndEvent | null {
  const fields = fieldsOf(value);
  const outcome = oneOf(fields?.outcome, ["success", "failure"]);
  if (outcome === null) return null;
  const cause = oneOf(fields?.cause, FAILURE_CAUSES);
  return {
    type: "end",
    outcome,
    reason: text(fields?.reason),
    denials: number(fields?.denials) ?? 0,
    ...(cause === null ? {} : { cause }),
    ...(fields?.isFollowUp === true ? { isFollowUp: true } : {}),
  };
}

function readTolerant(path: string): unknown {
  try {
    return readJson(path);
  } catch (error) {
    if (error instanceof DamagedFileError) return undefined;
    throw error;
  }
}

/** How often a supervisor shows that it lives, for those on other machines. */
export const HEARTBEAT_MS = 5_000;
/** A run on another machine whose status is older than this has no supervisor any more. */
const FOREIGN_STALE_MS = 3 * HEARTBEAT_MS;

/** Is the owner of this run still there? `false` as well when it has none. */
export function isSupervised(folder: RunFolder): boolean {
  const supervisor = supervisorOf(folder);
  if (supervisor === null) return false;
  if (isLocal(supervisor)) return isAlive(supervisor);
  const seen =
    statSync(folder.status, { throwIfNoEntry: false }) ?? statSync(folder.claim, { throwIfNoEntry: false });
  return seen !== undefined && Date.now() - seen.mtimeMs < FOREIGN_STALE_MS;
}
