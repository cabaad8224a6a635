import type { SessionStatus } from "../orchestrator/session.ts";
import { coalesced, type ReadonlyStore } from "./coalesced.ts";

/** Somebody who hears the screen is not interrupted more often than this by what goes on by itself. */
const CALM_MS = 5_000;

/** What goes on beside the workflows, told seldom, and never for a change of what the agents take of the machine alone. */
export function calm(status: ReadonlyStore<SessionStatus>): ReadonlyStore<SessionStatus> {
  const slow = coalesced(status, CALM_MS);
  return {
    ...slow,
    subscribe: (listener) =>
      slow.subscribe((now, before) => {
        if (!isAlike(now, before)) listener(now, before);
      }),
  };
}

function isAlike({ vitals: _, ...now }: SessionStatus, before: SessionStatus): boolean {
  return Object.entries(now).every(([name, value]) => value === before[name as keyof SessionStatus]);
}
