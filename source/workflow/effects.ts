import { statusLabel } from "./labels.ts";
import { isRunComplete } from "./runs.ts";
import {
  activeRun,
  PHASE_1_STEPS,
  type Phase1Step,
  type Run,
  readyKey,
  type Timestamp,
  type Workflow,
} from "./state.ts";

/** Something the world owes a workflow. Every effect can be done twice without harm. */
export type Effect =
  | { readonly kind: "step"; readonly step: Phase1Step }
  | { readonly kind: "raise"; readonly event: "phase_1_complete" | "phase_2_complete" }
  | { readonly kind: "start_run" }
  | { readonly kind: "launch_run"; readonly run: number }
  | { readonly kind: "follow_run"; readonly run: number }
  | { readonly kind: "stop_run"; readonly run: number }
  | { readonly kind: "collect_plan" }
  | { readonly kind: "post_comment"; readonly key: string }
  | { readonly kind: "sync_label"; readonly label: string };

/** The name of an effect within its workflow: two of the same name are never under way together. */
export function effectKey(effect: Effect): string {
  switch (effect.kind) {
    case "step":
      return `step:${effect.step}`;
    case "raise":
      return `raise:${effect.event}`;
    case "launch_run":
    case "follow_run":
    case "stop_run":
      return `${effect.kind}:${effect.run}`;
    case "post_comment":
      return `comment:${effect.key}`;
    case "sync_label":
      return "label";
    case "start_run":
    case "collect_plan":
      return effect.kind;
  }
}

/**
 * Given this state, what is to be done now? The whole engine is a loop over this function, so that going
 * on after a crash is not a special case but the only way anything runs. Pure: the clock is an argument.
 */
export function nextEffects(workflow: Workflow, now: Timestamp): Effect[] {
  const effects = [...mainEffects(workflow, now), ...commentEffects(workflow), ...labelEffects(workflow)];
  return effects.filter((effect) => {
    const deferral = workflow.deferred[effectKey(effect)];
    return deferral === undefined || deferral.retryAt <= now;
  });
}

/** When the next effect that only time keeps from being due becomes so; `null` when there is none. */
export function nextDeferral(workflow: Workflow, now: Timestamp): Timestamp | null {
  const lingering = lingersUntil(activeRun(workflow));
  const times = Object.values(workflow.deferred)
    .map((deferral) => deferral.retryAt)
    .concat(lingering ?? [])
    .filter((time) => time > now);
  return times.toSorted()[0] ?? null;
}

/** How long a process may go on after its agent has said on the issue that it is done. */
const LINGER_MS = 10_000;

function lingersUntil(run: Run | null): Timestamp | null {
  if (run === null || run.reported === null) return null;
  return new Date(Date.parse(run.reported.at) + LINGER_MS).toISOString();
}

function mainEffects(workflow: Workflow, now: Timestamp): Effect[] {
  const run = activeRun(workflow);
  if (run !== null) {
    const follow: Effect = { kind: "follow_run", run: run.number };
    const deadline = lingersUntil(run);
    if (run.stopRequested || (deadline !== null && deadline <= now))
      return [{ kind: "stop_run", run: run.number }, follow];
    if (run.launchedAt !== null) return [follow];
    // A launch that failed waits for a retry like any other failure, which tries the same run again.
    return workflow.lastError === null ? [{ kind: "launch_run", run: run.number }] : [];
  }
  if (workflow.lastError !== null) return [];
  if (workflow.state === "PHASE_1") return [phase1Effect(workflow)];
  if (workflow.state === "PHASE_2") return phase2Effects(workflow);
  if (workflow.state === "GATE_1" && workflow.planStale) return [{ kind: "collect_plan" }];
  return [];
}

function phase1Effect(workflow: Workflow): Effect {
  const step = PHASE_1_STEPS.find((each) => !workflow.phase1Steps[each]);
  return step === undefined ? { kind: "raise", event: "phase_1_complete" } : { kind: "step", step };
}

function phase2Effects(workflow: Workflow): Effect[] {
  if (workflow.runWanted) return [{ kind: "start_run" }];
  if (!workflow.agentComplete) return isRunComplete(workflow) ? [{ kind: "collect_plan" }] : [];
  const key = readyKey(workflow);
  const announced = workflow.comments.some((comment) => comment.key === key && comment.commentId !== null);
  return announced ? [{ kind: "raise", event: "phase_2_complete" }] : [];
}

/** Comments go out in the order they are owed, so that the issue reads as it happened. */
function commentEffects(workflow: Workflow): Effect[] {
  if (workflow.issueNumber === null) return [];
  const owed = workflow.comments.find((comment) => comment.commentId === null);
  return owed === undefined ? [] : [{ kind: "post_comment", key: owed.key }];
}

function labelEffects(workflow: Workflow): Effect[] {
  if (workflow.issueNumber === null) return [];
  const label = statusLabel(workflow.state);
  return workflow.labelSynced === label ? [] : [{ kind: "sync_label", label }];
}
