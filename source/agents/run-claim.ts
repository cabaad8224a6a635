import { readJson } from "../files/json.ts";
import { currentIdentity, type ProcessIdentity } from "../processes/identity.ts";
import type { Timestamp } from "../workflow/state.ts";
import { createExclusive } from "./exclusive-file.ts";
import { type Fields, fieldsOf, number, text } from "./fields.ts";
import { type RunFolder, runFolder } from "./run-folder.ts";

/** Who owns a run, for ever: the supervisor that starts its agent, or nobody, because it was stopped before that. */
export type Claim =
  | { readonly owner: "supervisor"; readonly supervisor: ProcessIdentity }
  | { readonly owner: "nobody"; readonly at: Timestamp };

/**
 * Makes this process the owner of the run. Only the owner may start the agent, so that a run has at most one
 * agent process however often and from wherever it is dispatched.
 * @returns whether the run had no owner
 */
export function claimRun(folder: RunFolder): boolean {
  return createClaim(folder, { owner: "supervisor", supervisor: currentIdentity() });
}

/** Sees to it that an unowned run is never started. Returns whether it was unowned. */
export function forbidRun(folder: RunFolder): boolean {
  return createClaim(folder, { owner: "nobody" });
}

function createClaim(folder: RunFolder, claim: Fields): boolean {
  const dated = { version: 1, ...claim, at: new Date().toISOString() };
  return createExclusive(folder.claim, `${JSON.stringify(dated)}\n`);
}

/** The owner of a run; `null` as long as it has none. */
export function readClaim(folder: RunFolder): Claim | null {
  const fields = fieldsOf(readJson(folder.claim));
  if (fields === null) return null;
  if (fields.owner === "nobody") return { owner: "nobody", at: text(fields.at) ?? "" };
  return { owner: "supervisor", supervisor: readIdentity(fields.supervisor) ?? UNKNOWN };
}

/** Has the run at this path an owner? Then it has been started, or never will be. */
export function isRunClaimed(path: string): boolean {
  return readClaim(runFolder(path)) !== null;
}

/** The supervisor that owns a run; `null` when there is none. */
export function supervisorOf(folder: RunFolder): ProcessIdentity | null {
  const claim = readClaim(folder);
  return claim?.owner === "supervisor" ? claim.supervisor : null;
}

/** No process is this one. */
const UNKNOWN: ProcessIdentity = { pid: 0, startedAt: "", host: "" };

/** The identity of a process as it was written into a file. */
export function readIdentity(value: unknown): ProcessIdentity | null {
  const fields = fieldsOf(value);
  const pid = number(fields?.pid);
  const startedAt = text(fields?.startedAt);
  const host = text(fields?.host);
  return pid === null || startedAt === null || host === null ? null : { pid, startedAt, host };
}
