import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** One living process (zombies are left out). */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/** Every living process that this user can see. */
export function listProcesses(): ProcessEntry[] {
  return process.platform === "linux" ? listFromProc() : listFromPs();
}

/** The children of the given processes, their children, and so on; the given ones are not among them. */
export function descendantsOf(pids: Iterable<number>, processes: readonly ProcessEntry[]): ProcessEntry[] {
  const children = Map.groupBy(processes, (entry) => entry.parent);
  const seen = new Set(pids);
  const queue = [...seen];
  const found: ProcessEntry[] = [];
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    for (const child of children.get(pid) ?? []) {
      if (seen.has(child.pid)) continue;
      seen.add(child.pid);
      found.push(child);
      queue.push(child.pid);
    }
  }
  return found;
}

/**
 * The processes whose environment carries one of these variables with its value, whatever session or parent they
 * have now. Only Linux tells; elsewhere there are none.
 */
export function carriersOf(
  marks: Readonly<Record<string, string>>,
  processes: readonly ProcessEntry[] = listProcesses(),
): ProcessEntry[] {
  if (process.platform !== "linux") return [];
  const wanted = Object.entries(marks).map(([variable, value]) => Buffer.from(`\0${variable}=${value}\0`));
  return processes.filter((entry) => {
    const environment = readProc(`/proc/${entry.pid}/environ`);
    if (environment === null) return false;
    const framed = Buffer.concat([NUL, environment]);
    return wanted.some((mark) => framed.includes(mark));
  });
}

/** Sends a signal to a process; `false` when it is gone or not ours. Never to pid 0, 1 or a group. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  return pid > 1 && kill(pid, signal);
}

/** Sends a signal to a process group; `false` when it is gone or not ours. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  return group > 1 && kill(-group, signal);
}

function kill(target: number, signal: NodeJS.Signals): boolean {
  if (!Number.isSafeInteger(target)) return false;
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}

const NUL = Buffer.of(0);

function listFromProc(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readProc(`/proc/${name}/stat`)?.toString("latin1");
    if (stat === undefined) continue;
    // The program's name, in brackets, may hold anything; what follows the last bracket is fixed.
    const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") continue;
    entries.push({ pid: Number(name), parent: Number(parent), group: Number(group) });
  }
  return entries;
}

function listFromPs(): ProcessEntry[] {
  const table = execFileSync("ps", ["-axo", "pid=,ppid=,pgid=,state="], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return table.split("\n").flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/);
    if (pid === undefined || pid === "" || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group) }];
  });
}

/** `null` for a process that has ended meanwhile or belongs to somebody else. */
function readProc(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
