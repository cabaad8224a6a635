import { readFileSync } from "node:fs";
import { ancestorsOf } from "./ancestors.ts";
import { listProcesses } from "./tree.ts";

/**
 * The processes that were started with a variable in their environment, with its value; neither this one nor those
 * that it comes from. Only Linux tells; elsewhere there are none.
 */
export function carriersWithValue(variable: string): { readonly pid: number; readonly value: string }[] {
  if (process.platform !== "linux") return [];
  const own = new Set(ancestorsOf(process.pid));
  return listProcesses().flatMap(({ pid }) => {
    const value = own.has(pid) ? null : valueIn(pid, variable);
    return value === null ? [] : [{ pid, value }];
  });
}

/** `null` also for a process that has ended meanwhile or belongs to somebody else. */
function valueIn(pid: number, variable: string): string | null {
  try {
    const entries = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return entries.find((entry) => entry.startsWith(`${variable}=`))?.slice(variable.length + 1) ?? null;
  } catch {
    return null;
  }
}
