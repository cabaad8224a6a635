import type { Random } from "../random.ts";

/** Who starts the workflow, and is there while the agent works: `nobody` is a call that ends once the agent works. */
export type Starter = "dashboard" | "engine" | "nobody";

/** Whom the kill strikes. */
export type Victim = "starter" | "supervisor" | "agent";

/** What befalls the first agent run of one workflow. */
export interface AgentPlan {
  readonly kind: "claude" | "command";
  readonly starter: Starter;
  readonly victim: Victim;
  /** From the moment when the victim has to do with the run: SIGKILL, or SIGSTOP first. */
  readonly afterMs: number;
  /** How long it is stopped before it is killed; 0: it is not. */
  readonly stoppedMs: number;
  /** With its whole process group. */
  readonly whole: boolean;
  /** By how much every line of the agent is longer than it has to be. */
  readonly paddingBytes: number;
}

/** A little longer than the agent works. */
const LATEST_MS = 1_600;
const LONGEST_STOP_MS = 700;
/** More than a pipe holds after a few lines. */
const PADDINGS = [0, 0, 5_000];

const STRUCK: readonly (readonly [Starter, Victim])[] = [
  ["dashboard", "starter"],
  ["engine", "starter"],
  ["engine", "supervisor"],
  ["engine", "agent"],
  ["nobody", "supervisor"],
  ["nobody", "agent"],
  ["dashboard", "supervisor"],
  ["dashboard", "agent"],
];

/** Takes all victims in turn, for both kinds; the rest is left to the random numbers. */
export function agentPlan(number: number, random: Random): AgentPlan {
  const [starter, victim] = STRUCK[number % STRUCK.length] as (typeof STRUCK)[number];
  return {
    kind: (number + Math.floor(number / STRUCK.length)) % 2 === 0 ? "claude" : "command",
    starter,
    victim,
    afterMs: random.below(LATEST_MS),
    stoppedMs: random.below(3) === 0 ? 50 + random.below(LONGEST_STOP_MS) : 0,
    whole: random.below(2) === 0,
    paddingBytes: random.pick(PADDINGS),
  };
}

/** One line that says what is done. */
export function describeAgentPlan(plan: AgentPlan): string {
  const { kind, starter, victim, afterMs, stoppedMs, whole, paddingBytes } = plan;
  const struck = victim === "starter" ? starter : `${victim} (started by ${nameOf(starter)})`;
  return [
    `${struck} of a ${kind} agent after ${afterMs} ms`,
    ...(whole ? ["with its group"] : []),
    ...(stoppedMs > 0 ? [`stopped for ${stoppedMs} ms before`] : []),
    ...(paddingBytes > 0 ? ["long lines"] : []),
  ].join(", ");
}

function nameOf(starter: Starter): string {
  return starter === "nobody" ? "a call that has ended" : starter;
}
