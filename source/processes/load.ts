import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What some processes take of the machine together. */
export interface Load {
  /** Resident memory; what processes share is counted for each of them. */
  readonly memoryBytes: number;
  /** Of one core, since the last time it was asked; 200 where two cores are busy. */
  readonly cpuPercent: number;
}

interface Sample {
  readonly memoryBytes: number;
  readonly cpuSeconds: number;
}

/** Watches the load of processes that come and go. */
export class LoadMeter {
  #before = new Map<number, number>();
  #at = performance.now();

  /** The load of these processes since the last call; `null` when none of them can be seen. */
  measure(pids: readonly number[]): Load | null {
    const now = performance.now();
    const samples = sampleAll(pids);
    if (samples.size === 0) return null;
    let memoryBytes = 0;
    let cpuSeconds = 0;
    for (const [pid, sample] of samples) {
      memoryBytes += sample.memoryBytes;
      cpuSeconds += Math.max(0, sample.cpuSeconds - (this.#before.get(pid) ?? 0));
    }
    const seconds = Math.max(0.001, (now - this.#at) / 1000);
    this.#at = now;
    this.#before = new Map([...samples].map(([pid, sample]) => [pid, sample.cpuSeconds]));
    return { memoryBytes, cpuPercent: Math.round((cpuSeconds / seconds) * 100) };
  }
}

function sampleAll(pids: readonly number[]): Map<number, Sample> {
  return process.platform === "linux" ? samplesFromProc(pids) : samplesFromPs(pids);
}

/** Linux counts in these on every architecture that Node runs on (`getconf CLK_TCK`, `getconf PAGESIZE`). */
const TICKS_PER_SECOND = 100;

function samplesFromProc(pids: readonly number[]): Map<number, Sample> {
  const samples = new Map<number, Sample>();
  for (const pid of pids) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const rss = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"));
      const ticks = Number(fields[11]) + Number(fields[12]);
      samples.set(pid, {
        memoryBytes: Number(rss?.[1] ?? 0) * 1024,
        cpuSeconds: ticks / TICKS_PER_SECOND,
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  return samples;
}

function samplesFromPs(pids: readonly number[]): Map<number, Sample> {
  if (pids.length === 0) return new Map();
  try {
    const table = execFileSync("ps", ["-o", "pid=,rss=,time=", "-p", pids.join(",")], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return new Map(
      table.split("\n").flatMap((line): [number, Sample][] => {
        const [pid, rss, time] = line.trim().split(/\s+/);
        if (pid === undefined || rss === undefined || time === undefined) return [];
        return [[Number(pid), { memoryBytes: Number(rss) * 1024, cpuSeconds: secondsOf(time) }]];
      }),
    );
  } catch {
    return new Map();
  }
}

/** `1-02:03:04.5` as ps writes it. */
function secondsOf(time: string): number {
  const [clock = "0", days = "0"] = time.split("-").toReversed();
  return clock.split(":").reduce((total, part) => total * 60 + Number(part), 0) + Number(days) * 86_400;
}
