import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextEffects } from "../../source/workflow/effects.ts";
import { InvalidStateTransition } from "../../source/workflow/errors.ts";
import type { StampedEvent } from "../../source/workflow/events.ts";
import { reduce } from "../../source/workflow/reducer.ts";
import type { State, Workflow } from "../../source/workflow/state.ts";
import { deepFreeze } from "./freeze.ts";
import { CREATED, eventOf, moves, type StampedMove } from "./random-events.ts";

/** The table of the specification, written down a second time. */
const LEGAL = [
  "IDLE phase_1_start PHASE_1",
  "PHASE_1 phase_1_complete PHASE_2",
  "PHASE_2 phase_2_complete GATE_1",
  "GATE_1 approval_received DONE",
  "GATE_1 changes_requested PHASE_2",
  "IDLE cancelled CANCELLED",
  "PHASE_1 cancelled CANCELLED",
  "PHASE_2 cancelled CANCELLED",
  "GATE_1 cancelled CANCELLED",
];

const ALLOWED: Record<State, string[]> = {
  IDLE: ["phase_1_start", "cancelled"],
  PHASE_1: ["phase_1_complete", "cancelled"],
  PHASE_2: ["phase_2_complete", "cancelled"],
  GATE_1: ["approval_received", "changes_requested", "cancelled"],
  DONE: [],
  CANCELLED: [],
};

const FIRST: StampedEvent = { ...CREATED, at: "2026-01-01T00:00:00.000Z", by: "cli:dev" };
const MUCH_LATER = "2099-01-01T00:00:00.000Z";

interface Step {
  readonly before: Workflow;
  readonly event: StampedEvent;
  /** The same object as `before` when the event was refused. */
  readonly after: Workflow;
  readonly refusal: unknown;
}

/** Plays a random history, everything frozen, and keeps each step of it. */
function play(history: readonly StampedMove[]): Step[] {
  const steps: Step[] = [];
  let workflow = deepFreeze(reduce(null, deepFreeze(FIRST)));
  for (const [index, stamped] of history.entries()) {
    const event = deepFreeze(eventOf(stamped, workflow, index + 1));
    let after = workflow;
    let refusal: unknown = null;
    try {
      after = deepFreeze(reduce(workflow, event));
    } catch (error) {
      refusal = error;
    }
    steps.push({ before: workflow, event, after, refusal });
    workflow = after;
  }
  return steps;
}

function holds(property: (steps: Step[]) => void): void {
  fc.assert(
    fc.property(moves, (history) => property(play(history))),
    { numRuns: 400 },
  );
}

describe("the reducer, over random histories", () => {
  it("reaches every state, so that the properties below speak of something", () => {
    const seen = new Set<string>();
    const revised = new Set<number>();
    for (const history of fc.sample(moves, { numRuns: 500, seed: 42 })) {
      for (const { after } of play(history)) {
        seen.add(after.state);
        revised.add(after.revisionsRequested);
      }
    }
    expect([...seen].sort()).toEqual(["CANCELLED", "DONE", "GATE_1", "IDLE", "PHASE_1", "PHASE_2"]);
    expect(revised.has(1)).toBe(true);
  });

  it("only ever appends to the history", () => {
    holds((steps) => {
      for (const { before, after } of steps) {
        expect(after.history.slice(0, before.history.length)).toEqual(before.history);
        expect(after.history.length - before.history.length).toBe(before.state === after.state ? 0 : 1);
      }
    });
  });

  it("never makes a move that is not in the specification's table", () => {
    holds((steps) => {
      let state: State = "IDLE";
      for (const { from, trigger, to } of steps.at(-1)?.after.history ?? []) {
        expect(LEGAL).toContain(`${from} ${trigger} ${to}`);
        expect(from).toBe(state);
        state = to;
      }
      expect(steps.at(-1)?.after.state ?? "IDLE").toBe(state);
    });
  });

  it("records who moved it and when", () => {
    holds((steps) => {
      for (const { before, event, after } of steps) {
        if (before.state === after.state) continue;
        expect(after.history.at(-1)).toMatchObject({ trigger: event.type, at: event.at, by: event.by });
      }
    });
  });

  it("refuses with InvalidStateTransition that names the state and what is allowed from it", () => {
    holds((steps) => {
      for (const { before, event, refusal } of steps) {
        if (refusal === null) continue;
        expect(refusal).toBeInstanceOf(InvalidStateTransition);
        const { state, event: refused, allowed, remedy, code } = refusal as InvalidStateTransition;
        expect({ state, refused, code }).toEqual({
          state: before.state,
          refused: event.type,
          code: "INVALID_STATE_TRANSITION",
        });
        expect([...allowed].sort()).toEqual([...ALLOWED[before.state]].sort());
        for (const each of allowed) expect(remedy).toContain(each);
      }
    });
  });

  it("counts every event that was accepted, and no other", () => {
    holds((steps) => {
      for (const { before, event, after, refusal } of steps) {
        expect(after.revision).toBe(before.revision + (refusal === null ? 1 : 0));
        if (refusal === null) expect(after.updatedAt).toBe(event.at);
      }
    });
  });

  it("replays to the same workflow, also from JSON lines", () => {
    holds((steps) => {
      const accepted = [FIRST, ...steps.filter((step) => step.refusal === null).map((step) => step.event)];
      const journal = accepted.map((event) => JSON.stringify(event)).join("\n");
      const replayed = journal
        .split("\n")
        .reduce<Workflow | null>((workflow, line) => reduce(workflow, JSON.parse(line)), null);
      expect(replayed).toEqual(steps.at(-1)?.after ?? reduce(null, FIRST));
    });
  });

  it("never has two runs at once, and numbers them without gaps", () => {
    holds((steps) => {
      for (const { after } of steps) {
        expect(after.runs.map((run) => run.number)).toEqual(after.runs.map((_, index) => index + 1));
        expect(after.runs.slice(0, -1).every((run) => run.outcome !== null)).toBe(true);
      }
    });
  });

  it("moves a failure into lastError and nowhere else", () => {
    holds((steps) => {
      for (const { before, event, after, refusal } of steps) {
        if (event.type !== "failed" || refusal !== null) continue;
        expect({ ...after, lastError: null, revision: 0, updatedAt: "" }).toEqual({
          ...before,
          lastError: null,
          revision: 0,
          updatedAt: "",
        });
        expect(after.lastError).toMatchObject({ remedy: "retry", at: event.at });
      }
    });
  });

  it("never gets stuck: phases 1 and 2 always have something to do, if need be after a retry", () => {
    holds((steps) => {
      for (const [index, { after }] of steps.entries()) {
        if (after.state !== "PHASE_1" && after.state !== "PHASE_2") continue;
        const at = new Date(Date.UTC(2026, 0, 2) + index).toISOString();
        const unblocked =
          after.lastError === null ? after : reduce(after, { type: "retry_requested", at, by: "cli:dev" });
        expect(nextEffects(unblocked, MUCH_LATER)).not.toEqual([]);
      }
    });
  });

  it("opens the gate by itself only on a plan recorded after the last run and the last request", () => {
    holds((steps) => {
      let recorded = false;
      for (const { event, after, refusal } of steps) {
        if (refusal !== null) continue;
        if (event.type === "plan_recorded") recorded = true;
        if (event.type === "phase_2_complete" && event.forced === undefined) expect(recorded).toBe(true);
        if (event.type === "run_started" || event.type === "changes_requested") recorded = false;
        if (after.state === "GATE_1") expect(after.planRevision).not.toBeNull();
      }
    });
  });

  it("keeps the reviewer's words until a run has ended well and its plan is recorded", () => {
    holds((steps) => {
      let words: string | null = null;
      for (const { event, after, refusal } of steps) {
        if (refusal !== null) continue;
        if (event.type === "changes_requested") words = event.reason;
        const answered = event.type === "plan_recorded" || event.type === "phase_2_complete";
        if (answered) words = null;
        expect(after.feedback).toBe(words);
      }
    });
  });
});
