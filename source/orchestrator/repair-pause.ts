import type { StampedEvent } from "../workflow/events.ts";
import type { Workflow } from "../workflow/state.ts";

export interface Rebuilt {
  /** A journal. */
  readonly events: readonly StampedEvent[];
  /** What there is to go by, and what follows from it, in sentences. */
  readonly findings: readonly string[];
}

/** Whatever goes on by itself waits for a person, who looks first whether this is how it was. */
export function withPause(found: Rebuilt, { state }: Workflow, now: Date): Rebuilt {
  if (state !== "PHASE_1" && state !== "PHASE_2") return found;
  const failure = {
    operation: "repair the workflow",
    code: "REPAIRED",
    message: "it was rebuilt, and something may be missing",
    remedy: "Look whether this is how it was; retry goes on from here, cancel ends it.",
  };
  const pause = { type: "failed", failure, at: now.toISOString(), by: "orchestrator" } as const;
  return {
    events: [...found.events, pause],
    findings: [...found.findings, "It waits: retry goes on from there, cancel ends it"],
  };
}
