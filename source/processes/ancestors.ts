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
  return ancestorsOf(process.pid).some((pid) => {
    const environment = read(`/proc/${pid}/environ`);
    return environment !== null && Buffer.concat([NUL, environment]).includes(wanted);
  });
}

/** A process and those that it comes from, as far as Linux tells. */
export function ancestorsOf(start: number): number[] {
  const found: number[] = [];
  for (let pid = start; pid > 1 && found.length < MOST_ANCESTORS; pid = parentOf(pid)) found.push(pid);
  return found;
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
