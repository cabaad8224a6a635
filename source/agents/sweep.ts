import { setTimeout as delay } from "node:timers/promises";
import { identify, isAlive, type ProcessIdentity } from "../processes/identity.ts";
import {
  carriersOf,
  descendantsOf,
  listProcesses,
  type ProcessEntry,
  signalProcess,
} from "../processes/tree.ts";
import { RUN_FOLDER, RUN_TAG } from "./environment.ts";
import { supervisorOf } from "./run-claim.ts";
import type { RunFolder } from "./run-folder.ts";
import { readSpec } from "./run-spec.ts";
import { readStatus } from "./run-status.ts";

/** How the processes of a run are recognised. */
interface RunProcesses {
  readonly runId: string;
  readonly folder: RunFolder;
  /** The agent's first process, which leads the run's process group; `null` when it is not known. */
  readonly leader: ProcessIdentity | null;
  /** What was seen of it while it went on: found even where it has left group, tag and parent behind. */
  readonly seen: readonly ProcessIdentity[];
}

const STEP_MS = 25;
const MOST_STEPS = 40;

/**
 * Ends with SIGKILL whatever is left of a run: its group, the carriers of its tag, what was seen of it,
 * and the descendants of all these. Repeats until nothing is found, since a process may fork while it is
 * looked for; takes at most a second.
 * @returns the processes that could not be ended
 */
export async function sweep(run: RunProcesses): Promise<number[]> {
  let left = leftovers(run);
  for (let step = 0; left.length > 0 && step < MOST_STEPS; step += 1) {
    for (const pid of left) signalProcess(pid, "SIGKILL");
    await delay(STEP_MS);
    left = leftovers(run);
  }
  return left;
}

/** Sweeps a run whose supervisor is dead, as far as its files tell what belonged to it. */
export async function sweepFolder(folder: RunFolder): Promise<number[]> {
  const status = readStatus(folder);
  const runId = status?.runId ?? readSpec(folder)?.runId;
  if (runId === undefined || supervisorOf(folder) === null) return [];
  return await sweep({ runId, folder, leader: status?.agent ?? null, seen: [] });
}

/** The living processes of a run, never this one. */
function leftovers(run: RunProcesses): number[] {
  const processes = listProcesses();
  // Two marks: whoever takes the one off may have left the other.
  const marks = { [RUN_TAG]: run.runId, [RUN_FOLDER]: run.folder.path };
  const tagged = carriersOf(marks, processes).map((entry) => entry.pid);
  const roots = new Set([
    ...tagged,
    ...groupOf(run, processes, tagged),
    ...run.seen.filter(isAlive).map((identity) => identity.pid),
  ]);
  for (const { pid } of descendantsOf(roots, processes)) roots.add(pid);
  roots.delete(process.pid);
  return [...roots];
}

/**
 * The members of the run's group. The number of a group whose leader is gone may since have been given to
 * strangers; it is believed as long as the leader, or a member that carries our tag, is there.
 */
function groupOf(run: RunProcesses, processes: readonly ProcessEntry[], tagged: readonly number[]): number[] {
  const { leader } = run;
  if (leader === null) return [];
  const members = processes.filter((entry) => entry.group === leader.pid).map((entry) => entry.pid);
  const ours = isAlive(leader) || members.some((pid) => tagged.includes(pid));
  return ours ? members : [];
}

/**
 * The identities of the agent's present descendants and group, for `RunProcesses.seen`. Call it while the
 * agent lives or at the moment it ends: the number of its group may be given away later.
 */
export function snapshotOf(leaderPid: number): ProcessIdentity[] {
  const processes = listProcesses();
  const pids = new Set(processes.filter((entry) => entry.group === leaderPid).map((entry) => entry.pid));
  for (const { pid } of descendantsOf([leaderPid, ...pids], processes)) pids.add(pid);
  return [...pids].flatMap((pid) => identify(pid) ?? []);
}
