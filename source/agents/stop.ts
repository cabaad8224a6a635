import { mkdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "../processes/identity.ts";
import { signalProcess } from "../processes/tree.ts";
import { forbidRun, supervisorOf } from "./run-claim.ts";
import { type RunFolder, runFolder } from "./run-folder.ts";
import { isSupervised, readStatus } from "./run-status.ts";
import { sweepFolder } from "./sweep.ts";

/** A supervisor needs five seconds for an agent that does not listen, and a little for the rest. */
const PATIENCE_MS = 8_000;
const STEP_MS = 25;

/**
 * Ends a run with all its processes; returns when nothing of it goes on any more. A run whose supervisor has
 * died is swept; a run that nobody has started yet never will be. Does nothing on a run that has ended.
 */
export async function stopRun(path: string): Promise<void> {
  const folder = runFolder(path);
  mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  if (forbidRun(folder) || hasEnded(folder)) return;
  askSupervisor(folder);
  const deadline = performance.now() + PATIENCE_MS;
  while (!hasEnded(folder) && isSupervised(folder) && performance.now() < deadline) await delay(STEP_MS);
  if (hasEnded(folder)) return;
  const supervisor = supervisorOf(folder);
  if (supervisor !== null && isAlive(supervisor)) signalProcess(supervisor.pid, "SIGKILL");
  await sweepFolder(folder);
}

function askSupervisor(folder: RunFolder): void {
  const supervisor = supervisorOf(folder);
  if (supervisor !== null && isAlive(supervisor)) signalProcess(supervisor.pid, "SIGTERM");
}

function hasEnded(folder: RunFolder): boolean {
  return readStatus(folder)?.phase === "ended";
}
