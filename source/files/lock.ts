import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { currentIdentity, isAlive, isLocal, type ProcessIdentity } from "../processes/identity.ts";
import { OrcError } from "../workflow/errors.ts";
import { hasCode, isMissing } from "./json.ts";
import { uniqueSuffix } from "./unique.ts";

/** A lock held by this process. */
export interface Lock {
  release(): void;
  /**
   * Tells waiters on other machines, which cannot see our process, that we live; `false` when the lock is ours
   * no longer (somebody removed the file, or took us for dead).
   */
  refresh(): boolean;
}

interface Holder {
  readonly nonce: string;
  readonly process: ProcessIdentity;
}

/** Somebody alive holds the lock for longer than we may wait. */
export class LockTimeoutError extends OrcError {
  readonly holderPid: number | null;

  constructor(path: string, holderPid: number | null, waitedMs: number) {
    const who = holderPid === null ? "another process" : `process ${holderPid}`;
    super(
      "LOCKED",
      `${path} is held by ${who} for more than ${waitedMs} ms`,
      "Wait for it, or end it, then try again.",
    );
    this.holderPid = holderPid;
  }
}

/** A holder on another machine that has not refreshed its lock for this long counts as dead. */
const FOREIGN_STALE_MS = 15_000;
const WAIT_STEP_MS = 2;

/**
 * Takes the lock if it is free or its holder is dead; `null` when somebody alive has it.
 *
 * A lock is a file that comes into being whole (`link` of a finished temporary file). To take over from
 * a dead holder one must first hold a second lock named after that very holding, so that of several
 * processes that saw the same dead holder only one replaces it, and none can replace a successor.
 */
export function tryLock(path: string): Lock | null {
  // A look costs nothing; whoever waits tries often.
  if (lockHolder(path) !== null) return null;
  mkdirSync(dirname(path), { recursive: true });
  const own: Holder = { nonce: uniqueSuffix(), process: currentIdentity() };
  const temporary = `${path}.${own.nonce}.tmp`;
  try {
    writeFileSync(temporary, JSON.stringify(own), { flag: "wx" });
    linkSync(temporary, path);
    return held(path, own.nonce);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  const holder = readHolder(path);
  if (holder === null || lives(holder, path)) return null;
  return takeOver(path, holder.nonce);
}

function takeOver(path: string, deadNonce: string): Lock | null {
  const guard = tryLock(`${path}.${deadNonce}.takeover`);
  if (guard === null) return null;
  try {
    if (readHolder(path)?.nonce !== deadNonce) return null;
    const own: Holder = { nonce: uniqueSuffix(), process: currentIdentity() };
    const temporary = `${path}.${own.nonce}.tmp`;
    try {
      writeFileSync(temporary, JSON.stringify(own), { flag: "wx" });
      renameSync(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
    return held(path, own.nonce);
  } finally {
    guard.release();
  }
}

/**
 * Runs `action` while holding the lock, waiting for it up to `timeoutMs` (5,000). The wait blocks the
 * thread: these sections are a few file writes long.
 * @throws LockTimeoutError when a living holder keeps it
 */
export function withLock<T>(path: string, action: () => T, options: { timeoutMs?: number } = {}): T {
  const timeoutMs = options.timeoutMs ?? 5_000;
  const deadline = Date.now() + timeoutMs;
  let lock = tryLock(path);
  while (lock === null) {
    if (Date.now() > deadline) throw new LockTimeoutError(path, lockHolder(path)?.pid ?? null, timeoutMs);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_STEP_MS);
    lock = tryLock(path);
  }
  try {
    return action();
  } finally {
    lock.release();
  }
}

/**
 * Takes the lock, waiting for it up to `timeoutMs` (5,000) without blocking the thread.
 * @throws LockTimeoutError when a living holder keeps it; the signal's reason
 */
export async function waitForLock(
  path: string,
  { timeoutMs = 5_000, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Lock> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const lock = tryLock(path);
    if (lock !== null) return lock;
    if (Date.now() > deadline) throw new LockTimeoutError(path, lockHolder(path)?.pid ?? null, timeoutMs);
    await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
  }
}

/** Removes a lock whose holder is dead; leaves every other file alone, also one that is no lock. */
export function freeDeadLock(path: string): void {
  const holder = readHolder(path);
  if (holder !== null && isDeadLock(path)) takeOver(path, holder.nonce)?.release();
}

/** Is it a lock whose holder is dead? A file that is no lock is none. */
export function isDeadLock(path: string): boolean {
  const holder = readHolder(path);
  return holder !== null && holder !== NOBODY && !lives(holder, path);
}

/** The living process that holds the lock, or `null`. */
export function lockHolder(path: string): ProcessIdentity | null {
  const holder = readHolder(path);
  return holder !== null && lives(holder, path) ? holder.process : null;
}

function held(path: string, nonce: string): Lock {
  return {
    release: () => {
      // Another machine may have taken us for dead and hold the lock by now.
      if (readHolder(path)?.nonce === nonce) rmSync(path, { force: true });
    },
    refresh: () => {
      if (readHolder(path)?.nonce !== nonce) return false;
      const now = new Date();
      utimesSync(path, now, now);
      return true;
    },
  };
}

/** A lock file without readable content was cut short by a power loss: its holder is gone. */
const NOBODY: Holder = { nonce: "unreadable", process: { pid: 0, startedAt: "", host: "" } };

function readHolder(path: string): Holder | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : NOBODY;
  } catch {
    return NOBODY;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== "object" || value === null || !("nonce" in value) || !("process" in value))
    return false;
  const { nonce, process: holder } = value;
  return (
    typeof nonce === "string" &&
    /^[\w-]+$/.test(nonce) &&
    typeof holder === "object" &&
    holder !== null &&
    "pid" in holder
  );
}

function lives(holder: Holder, path: string): boolean {
  if (holder === NOBODY) return false;
  if (isLocal(holder.process)) return isAlive(holder.process);
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && Date.now() - modified < FOREIGN_STALE_MS;
}
