import type { ProgressEvent, Stamp } from "./events.ts";
import { refused, requireState } from "./refusal.ts";
import { activeRun, isTerminal, PHASE_1_STEPS, type Run, type Workflow } from "./state.ts";

/** The runs with one of them replaced. */
export function withRun(workflow: Workflow, run: Run): Run[] {
  return workflow.runs.map((each) => (each.number === run.number ? run : each));
}

export function runStarted(
  workflow: Workflow,
  event: Extract<ProgressEvent, { type: "run_started" }> & Stamp,
): Workflow {
  requireState(workflow, event.type, "PHASE_2");
  if (!workflow.runWanted) throw refused(workflow, event.type, "no run is due");
  if (activeRun(workflow) !== null) throw refused(workflow, event.type, "a run goes on already");
  const number = workflow.runs.length + 1;
  if (event.run !== number)
    throw refused(workflow, event.type, `the next run is ${number}, not ${event.run}`);
  const run: Run = {
    number,
    agent: event.agent,
    provider: event.provider,
    role: event.role,
    startedAt: event.at,
    launchedAt: null,
    endedAt: null,
    outcome: null,
    reason: null,
    exitCode: null,
    signal: null,
    sessionId: null,
    usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    stopRequested: false,
  };
  return { ...workflow, runWanted: false, lastError: null, runs: [...workflow.runs, run] };
}

/** The run that an event speaks of, which must be the one that goes on. */
export function running(workflow: Workflow, event: { readonly type: string; readonly run: number }): Run {
  const run = activeRun(workflow);
  if (run === null || run.number !== event.run)
    throw refused(workflow, event.type, `run ${event.run} is not running`);
  return run;
}

export function runEnded(
  workflow: Workflow,
  event: Extract<ProgressEvent, { type: "run_ended" }> & Stamp,
): Workflow {
  const run = running(workflow, event);
  const { outcome, reason, exitCode, signal, sessionId, usage, failure } = event;
  // Without a failure to retry, a run that did not succeed would leave nothing to do, for ever.
  if ((outcome === "succeeded") !== (failure === null))
    throw refused(workflow, event.type, `a run that ${outcome} ${failure ? "has no" : "needs a"} failure`);
  return {
    ...workflow,
    lastError: failure === null || isTerminal(workflow.state) ? null : { ...failure, at: event.at },
    runs: withRun(workflow, {
      ...run,
      endedAt: event.at,
      outcome,
      reason,
      exitCode,
      signal,
      sessionId,
      usage,
    }),
  };
}

/** A retry clears what stands in the way; a new run is due only where the last one left no plan. */
export function retry(workflow: Workflow): Workflow {
  if (isTerminal(workflow.state)) throw refused(workflow, "retry_requested", "the workflow has ended");
  if (workflow.lastError === null) throw refused(workflow, "retry_requested", "nothing has failed");
  const last = workflow.runs.at(-1);
  const runFailed =
    workflow.state === "PHASE_2" &&
    !workflow.agentComplete &&
    last !== undefined &&
    last.outcome !== null &&
    last.outcome !== "succeeded";
  return { ...restarted(workflow), lastError: null, runWanted: workflow.runWanted || runFailed };
}

/** The time that a step stood failed is not the time it takes. */
function restarted(workflow: Workflow): Workflow {
  const open = PHASE_1_STEPS.filter((step) => !workflow.phase1Steps[step]);
  const unstarted = open.map((step) => [step, { startedAt: null, endedAt: null }]);
  return { ...workflow, stepTimes: { ...workflow.stepTimes, ...Object.fromEntries(unstarted) } };
}
