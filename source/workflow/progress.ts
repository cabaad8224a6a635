import type { ProgressEvent, Stamp } from "./events.ts";
import { announced, owing } from "./owed-comments.ts";
import { refused, requireState } from "./refusal.ts";
import { completionReported, handled, retry, runEnded, running, runStarted, withRun } from "./runs.ts";
import { activeRun, isTerminal, type Phase1Step, type Workflow } from "./state.ts";

/** Records what happens inside a state. */
export function progress(
  workflow: Workflow,
  event: Exclude<ProgressEvent, { type: "restored" }> & Stamp,
): Workflow {
  switch (event.type) {
    case "step_started":
      requireState(workflow, event.type, "PHASE_1");
      return {
        ...workflow,
        stepTimes: { ...workflow.stepTimes, [event.step]: { startedAt: event.at, endedAt: null } },
      };
    case "step_completed":
      requireState(workflow, event.type, "PHASE_1");
      return stepCompleted(workflow, event);
    case "run_started":
      return runStarted(workflow, event);
    case "run_launched":
      return { ...workflow, runs: withRun(workflow, { ...running(workflow, event), launchedAt: event.at }) };
    case "run_ended":
      return runEnded(workflow, event);
    case "stop_requested":
      return { ...workflow, runs: withRun(workflow, { ...running(workflow, event), stopRequested: true }) };
    case "plan_recorded":
      return planRecorded(workflow, event);
    case "comment_posted":
      return {
        ...workflow,
        comments: workflow.comments.map((comment) =>
          comment.key === event.key
            ? {
                ...comment,
                commentId: event.commentId,
                postedAt: event.at,
                createdAt: event.createdAt ?? event.at,
              }
            : comment,
        ),
        deferred: without(workflow.deferred, `comment:${event.key}`),
      };
    case "decision_refused":
      return {
        ...handled(workflow, event.commentId),
        planStale: workflow.planStale || (event.planChanged && workflow.state === "GATE_1"),
        decisions: [
          ...workflow.decisions,
          {
            verdict: "refused",
            by: event.by,
            at: event.at,
            reason: event.reason,
            planRevision: event.planRevision,
            commentId: event.commentId,
          },
        ],
      };
    case "cleaned":
      if (!isTerminal(workflow.state)) throw refused(workflow, event.type, "the workflow has not ended");
      return { ...workflow, worktreePath: null };
    case "completion_reported":
      return completionReported(workflow, event);
    case "attention_raised":
      if (isTerminal(workflow.state)) throw refused(workflow, event.type, "the workflow has ended");
      return {
        ...handled(workflow, event.commentId),
        attention: {
          kind: event.kind,
          text: event.text,
          commentId: event.commentId,
          by: event.by,
          at: event.at,
        },
      };
    case "pull_request_opened":
      return { ...workflow, pullRequest: { number: event.number, url: event.url } };
    case "label_repair_requested":
      if (workflow.issueNumber === null) throw refused(workflow, event.type, "the workflow has no issue yet");
      return { ...workflow, labelSynced: null, deferred: without(workflow.deferred, "label") };
    case "label_synced":
      return { ...workflow, labelSynced: event.label, deferred: without(workflow.deferred, "label") };
    case "failed":
      if (isTerminal(workflow.state)) throw refused(workflow, event.type, "the workflow has ended");
      return { ...workflow, lastError: { ...event.failure, at: event.at } };
    case "retry_requested":
      return retry(workflow);
    case "deferred": {
      const attempts = (workflow.deferred[event.effect]?.attempts ?? 0) + 1;
      return {
        ...workflow,
        deferred: {
          ...workflow.deferred,
          [event.effect]: { attempts, message: event.message, retryAt: event.retryAt },
        },
      };
    }
  }
}

function stepCompleted(
  workflow: Workflow,
  event: Extract<ProgressEvent, { type: "step_completed" }> & Stamp,
): Workflow {
  if (workflow.phase1Steps[event.step])
    throw refused(workflow, event.type, `the step ${event.step} is done already`);
  const times = workflow.stepTimes[event.step];
  const done: Workflow = {
    ...workflow,
    lastError: null,
    deferred: without(workflow.deferred, `step:${event.step}`),
    phase1Steps: { ...workflow.phase1Steps, [event.step satisfies Phase1Step]: true },
    stepTimes: {
      ...workflow.stepTimes,
      [event.step]: { startedAt: times.startedAt ?? event.at, endedAt: event.at },
    },
  };
  switch (event.step) {
    case "issue":
      return { ...done, issueNumber: event.issueNumber, issueUrl: event.issueUrl };
    case "branch":
      return { ...done, branchName: event.branchName, baseBranch: event.baseBranch };
    case "worktree":
      return { ...done, worktreePath: event.worktreePath };
    case "plans":
      return event.commit === undefined ? done : owing(done, "branch", "branch");
  }
}

function planRecorded(
  workflow: Workflow,
  event: Extract<ProgressEvent, { type: "plan_recorded" }> & Stamp,
): Workflow {
  if (workflow.state !== "PHASE_2" && workflow.state !== "GATE_1") {
    throw refused(workflow, event.type, "a plan is recorded in PHASE_2, and anew in GATE_1 where it changed");
  }
  if (activeRun(workflow) !== null) throw refused(workflow, event.type, "the agent is still running");
  // Changes asked for while the plan was being recorded: their words must reach the run.
  if (workflow.runWanted) throw refused(workflow, event.type, "a run is due, and its plan comes after it");
  const next: Workflow = {
    ...workflow,
    lastError: null,
    agentComplete: true,
    feedback: null,
    planRevision: event.planRevision,
    documents: event.documents,
    planStale: false,
    // An approval given before this moment was for another plan.
    gateOpenedAt: workflow.state === "GATE_1" ? event.at : null,
  };
  return announced(next);
}

function without(deferred: Workflow["deferred"], key: string): Workflow["deferred"] {
  if (!(key in deferred)) return deferred;
  const { [key]: _cleared, ...rest } = deferred;
  return rest;
}
