import { type Lock, lockHolder, tryLock } from "../files/lock.ts";
import type { EngineRole } from "./session.ts";

/** How often a follower looks whether the engine is still there, and the engine says that it is. */
const BEAT_MS = 2_000;

/**
 * Keeps exactly one engine per `.plans`: this process follows until the lock is free or its holder dead, then it
 * takes over (spec section 3; within 15 s of the death). Returns the function that lets go.
 */
export function contendForEngine(path: string, onRole: (role: EngineRole) => void): () => void {
  let lock: Lock | null = null;
  let seenPid: number | null | undefined;

  function beat(): void {
    if (lock !== null) {
      lock.refresh();
      return;
    }
    lock = tryLock(path);
    if (lock !== null) {
      onRole({ kind: "engine" });
      return;
    }
    const enginePid = lockHolder(path)?.pid ?? null;
    if (enginePid === seenPid) return;
    seenPid = enginePid;
    onRole({ kind: "follower", enginePid });
  }

  beat();
  const timer = setInterval(beat, BEAT_MS);
  return () => {
    clearInterval(timer);
    lock?.release();
    lock = null;
  };
}
