import { readFileSync } from "node:fs";

/** Nobody is further from the first process; a bound against loops in what is read while it changes. */
const MOST_ANCESTORS = 256;

/**
 * Was this process, or one that it comes from, started with this variable in its environment? A process can take a
 * variable away from its children, not from itself. Only Linux tells; elsewhere none was.
 */
export function comesFromCarrier(variable: string): boolean {
  if (process.platform !== "linux") return false;
  const wanted = Buffer.from(`\0${variable}=`);
  let pid = process.pid;
  for (let step = 0; pid > 1 && step < MOST_ANCESTORS; step += 1) {
    const environment = read(`/proc/${pid}/environ`);
    if (environment !== null && Buffer.concat([NUL, environment]).includes(wanted)) return true;
    pid = parentOf(pid);
  }
  return false;
}

const NUL = Buffer.of(0);

/** 0 where there is none any more. */
function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`)?.toString("latin1") ?? "";
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0) || 0;
}

/** `null` for what has ended or belongs to somebody else. */
function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
