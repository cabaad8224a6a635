import type { RunVitals } from "../../orchestrator/session.ts";
import { screenLine } from "../../text/screen.ts";
import { duration } from "./duration.ts";

/** What a run takes of the machine: "230 MB · 12 % CPU". */
export function loadWords({ memoryBytes, cpuPercent }: RunVitals): string {
  return `${memoryWords(memoryBytes)} · ${cpuPercent} % CPU`;
}

/** What a run waits for, and how long still; `null` while it works. */
export function waitWords({ waiting }: RunVitals, now: number): string | null {
  if (waiting === null) return null;
  const left = waiting.until === null ? 0 : Date.parse(waiting.until) - now;
  return `waits: ${screenLine(waiting.reason)}${left > 0 ? `, again in ${duration(left)}` : ""}`;
}

function memoryWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}
