import type { State } from "./state.ts";

export interface StatusLabel {
  readonly name: string;
  /** Six hexadecimal digits, as GitHub writes colours. */
  readonly color: string;
}

/** The label that an issue carries in each state (spec section 7). */
export const STATUS_LABELS: Readonly<Record<State, StatusLabel>> = {
  IDLE: { name: "status:new", color: "0052cc" },
  PHASE_1: { name: "status:phase-1", color: "fbca04" },
  PHASE_2: { name: "status:phase-2", color: "f9a825" },
  GATE_1: { name: "status:awaiting-approval", color: "7057ff" },
  DONE: { name: "status:done", color: "0e8a16" },
  CANCELLED: { name: "status:cancelled", color: "6a737d" },
};

const NAMES: ReadonlySet<string> = new Set(Object.values(STATUS_LABELS).map((label) => label.name));

export function statusLabel(state: State): string {
  return STATUS_LABELS[state].name;
}

/** Is it one of our six? A label of somebody else's that happens to begin with `status:` is not. Trackers ignore case in label names. */
export function isStatusLabel(name: string): boolean {
  return NAMES.has(name.toLowerCase());
}

/** The labels an issue has once `status` is its only status label; the others keep their order. */
export function withStatusLabel(labels: readonly string[], status: string): string[] {
  return [...labels.filter((label) => !isStatusLabel(label)), status];
}
