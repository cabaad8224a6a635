import { statSync } from "node:fs";
import { type Lock, lockHolder, tryLock } from "../files/lock.ts";
import type { EngineRole } from "./session.ts";

/** How often a follower looks whether the engine is still there, and the engine says that it is. */
const BEAT_MS = 2_000;
/** An engine that has not said so for this long is there but does nothing: suspended, most likely. */
const SILENT_MS = 5 * BEAT_MS;

export interface Contender {
  onRole(role: EngineRole): void;
  /** The lock cannot be had because the disk does not take it; tried again at the next beat. */
  onProblem(error: unknown): void;
}

/**
 * Keeps exactly one engine per `.plans`: this process follows until the lock is free or its holder dead, then it
 * takes over (spec section 3; within 15 s of the death), and steps back when the lock is its own no longer.
 * Returns the function that lets go.
 */
export function contendForEngine(path: string, { onRole, onProblem }: Contender): () => void {
  let lock: Lock | null = null;
  let shown = "";

  function follow(): void {
    const enginePid = lockHolder(path)?.pid ?? null;
    const role: EngineRole = {
      kind: "follower",
      enginePid,
      isSilent: enginePid !== null && isEngineSilent(path),
    };
    const seen = `${enginePid} ${role.isSilent}`;
    if (seen === shown) return;
    shown = seen;
    onRole(role);
  }

  function beat(): void {
    if (lock?.refresh() === true) return;
    lock = tryLock(path);
    if (lock === null) {
      follow();
      return;
    }
    if (shown !== "engine") onRole({ kind: "engine" });
    shown = "engine";
  }

  function safeBeat(): void {
    try {
      beat();
    } catch (error) {
      onProblem(error);
    }
  }

  safeBeat();
  const timer = setInterval(safeBeat, BEAT_MS);
  return () => {
    clearInterval(timer);
    lock?.release();
    lock = null;
  };
}

/** Is there an engine that does nothing? */
export function isEngineSilent(path: string): boolean {
  const refreshed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return refreshed !== undefined && Date.now() - refreshed > SILENT_MS;
}
