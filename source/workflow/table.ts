import type { TransitionType } from "./events.ts";
import type { State } from "./state.ts";

/**
 * What may follow what: the one place that knows (spec section 2). Guards on the content of an event
 * are in `guards.ts`; DONE and CANCELLED have no way out.
 */
export const TRANSITIONS: Readonly<
  Record<TransitionType, { readonly from: readonly State[]; readonly to: State }>
> = {
  phase_1_start: { from: ["IDLE"], to: "PHASE_1" },
  phase_1_complete: { from: ["PHASE_1"], to: "PHASE_2" },
  phase_2_complete: { from: ["PHASE_2"], to: "GATE_1" },
  approval_received: { from: ["GATE_1"], to: "DONE" },
  changes_requested: { from: ["GATE_1"], to: "PHASE_2" },
  cancelled: { from: ["IDLE", "PHASE_1", "PHASE_2", "GATE_1"], to: "CANCELLED" },
};

const TRANSITION_TYPES = Object.keys(TRANSITIONS) as TransitionType[];

/** The transition events that the table allows from a state. */
export function allowedFrom(state: State): TransitionType[] {
  return TRANSITION_TYPES.filter((type) => TRANSITIONS[type].from.includes(state));
}
