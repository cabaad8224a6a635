import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { identify } from "../processes/identity.ts";
import { freeDeadLock, isDeadLock } from "./lock.ts";

/** Temporary files are named after the process that writes them: `<name>.<pid>-<random>.tmp`. */
const TEMPORARY = /\.(\d+)-[0-9a-f]{12}\.tmp$/;
const LOCK = /\.(?:lock|takeover)$/;
/** A younger temporary file may belong to a process on another machine, whose number says nothing here. */
const ABANDONED_MS = 15_000;

/**
 * Removes what processes that were killed left below a folder: temporary files that were never renamed, and
 * locks whose holder is dead. It is tidiness only: nothing depends on it, and what cannot be removed stays.
 */
export function removeLeftovers(root: string): void {
  for (const path of filesBelow(root)) {
    try {
      if (LOCK.test(path)) freeDeadLock(path);
      else if (isAbandoned(path)) rmSync(path, { force: true });
    } catch {
      // Read-only, or gone meanwhile.
    }
  }
}

/** What `removeLeftovers` would remove. */
export function findLeftovers(root: string): string[] {
  return filesBelow(root).filter((path) => {
    try {
      return LOCK.test(path) ? isDeadLock(path) : isAbandoned(path);
    } catch {
      return false;
    }
  });
}

function filesBelow(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name));
  } catch {
    return [];
  }
}

function isAbandoned(path: string): boolean {
  const pid = TEMPORARY.exec(path)?.[1];
  if (pid === undefined || identify(Number(pid)) !== null) return false;
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && Date.now() - modified > ABANDONED_MS;
}
