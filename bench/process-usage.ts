import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const TICKS_PER_SECOND = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** The processor time that a process has used, in milliseconds, exact to one tick of the kernel (10 ms). */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * 1000) / TICKS_PER_SECOND;
}

/** What a process holds in memory now (`VmRSS`) and held at most (`VmHWM`), in MiB. */
export function memoryMiB(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) / 1024;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}

/** What a process holds in memory, a page that it shares with others by its part of it (`Pss`), in MiB. */
export function proportionalMiB(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "latin1"))?.[1]) / 1024;
}

/** The part of one core that a process uses while `work` goes on, in per cent. */
export async function cpuPercentDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  const start = { at: performance.now(), cpu: cpuMs(pid) };
  await work();
  return ((cpuMs(pid) - start.cpu) / (performance.now() - start.at)) * 100;
}
