import type { Effect } from "../../workflow/effects.ts";
import type { Workflow } from "../../workflow/state.ts";
import { postComment } from "./comment.ts";
import type { EffectContext } from "./context.ts";
import { syncLabel } from "./label.ts";
import { performStep } from "./phase-1.ts";
import { collectPlan } from "./plan.ts";
import { followRun, launchRun, startRun, stopActiveRun } from "./run.ts";

/**
 * Performs one effect and raises the event that records it. Each first looks whether it is done already, so
 * that performing it again after a crash at any point does no harm (spec section 4).
 */
export async function perform(effect: Effect, workflow: Workflow, context: EffectContext): Promise<void> {
  switch (effect.kind) {
    case "raise":
      context.store.dispatch(workflow.id, { type: effect.event }, "orchestrator");
      return;
    case "step":
      return performStep(effect.step, workflow, context);
    case "start_run":
      return startRun(workflow, context);
    case "launch_run":
      return launchRun(effect.run, workflow, context);
    case "follow_run":
      return followRun(effect.run, workflow, context);
    case "stop_run":
      return stopActiveRun(effect.run, workflow, context);
    case "collect_plan":
      return collectPlan(workflow, context);
    case "post_comment":
      return postComment(effect.key, workflow, context);
    case "sync_label":
      return syncLabel(effect.label, workflow, context);
  }
}

/** What an effect does, as a person would say it. */
export function describeEffect(effect: Effect): string {
  switch (effect.kind) {
    case "raise":
      return "go on";
    case "step":
      return STEP_WORDS[effect.step];
    case "start_run":
    case "launch_run":
      return "start the agent";
    case "follow_run":
      return "agent at work";
    case "stop_run":
      return "stop the agent";
    case "collect_plan":
      return "commit and push the specification";
    case "post_comment":
      return "post a comment";
    case "sync_label":
      return "set the status label";
  }
}

const STEP_WORDS = {
  issue: "create the issue",
  branch: "create the branch",
  worktree: "create the worktree",
  plans: "initialize the plans folder",
} as const;
