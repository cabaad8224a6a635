import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * A process that cannot be mistaken for a later one with the same number: its pid, when it started,
 * and the machine (and its boot and pid namespace) whose numbers these are. A bare pid is NEVER believed
 * (spec section 5).
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; equal only for the same process. */
  readonly startedAt: string;
  readonly host: string;
}

/** The identity of a running process of this machine; `null` when there is none (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = startOf(pid);
  return startedAt === null ? null : { pid, startedAt, host: thisHost() };
}

/** Does exactly this process still run? `false` for processes of another machine or an earlier boot. */
export function isAlive(identity: ProcessIdentity): boolean {
  return isLocal(identity) && startOf(identity.pid) === identity.startedAt;
}

/** Was this identity taken on this machine since it booted, so that `isAlive` can tell? */
export function isLocal(identity: ProcessIdentity): boolean {
  return identity.host === thisHost();
}

let own: ProcessIdentity | undefined;

/** This process. */
export function currentIdentity(): ProcessIdentity {
  own ??= identify(process.pid) ?? { pid: process.pid, startedAt: "", host: thisHost() };
  return own;
}

let host: string | undefined;

function thisHost(): string {
  host ??= [hostname(), read("/proc/sys/kernel/random/boot_id"), link("/proc/self/ns/pid")]
    .filter(Boolean)
    .join("/");
  return host;
}

function startOf(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return process.platform === "linux" ? startFromProc(pid) : startFromPs(pid);
}

/** Field 22 of /proc/<pid>/stat, in clock ticks since boot; the name in field 2 may hold anything, hence the last `)`. */
function startFromProc(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  const start = fields[19];
  return start === undefined || state === "Z" || state === "X" ? null : start;
}

function startFromPs(pid: number): string | null {
  try {
    const line = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    return line === "" || line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
  } catch {
    return null;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
