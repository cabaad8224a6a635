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
    reported: null,
  };
  return { ...workflow, runWanted: false, lastError: null, attention: null, runs: [...workflow.runs, run] };
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
      // A report without documents to show for it is void.
      reported: outcome === "succeeded" ? run.reported : null,
    }),
  };
}

/**
 * The agent's own word that it is done: it is believed once its process has ended and its documents are there,
 * however the process ended (spec section 5).
 */
export function completionReported(
  workflow: Workflow,
  event: Extract<ProgressEvent, { type: "completion_reported" }> & Stamp,
): Workflow {
  requireState(workflow, event.type, "PHASE_2");
  const run = workflow.runs.at(-1);
  if (run === undefined || run.number !== event.run)
    throw refused(workflow, event.type, `run ${event.run} is not the last one`);
  if (workflow.runWanted) throw refused(workflow, event.type, "a new run is due");
  const report = { commentId: event.commentId, by: event.by, at: event.at };
  return {
    ...handled(workflow, event.commentId),
    // What was said of a run that failed is overruled.
    lastError: run.outcome === null ? workflow.lastError : null,
    attention: null,
    runs: withRun(workflow, { ...run, reported: run.reported ?? report }),
  };
}

/** A comment that has been acted on is not looked at again. */
export function handled(workflow: Workflow, commentId: string | null): Workflow {
  if (commentId === null || workflow.handledComments.includes(commentId)) return workflow;
  return { ...workflow, handledComments: [...workflow.handledComments, commentId] };
}

/** Has the last run ended with a plan to show for it: by its own end, or by the agent's word? */
export function isRunComplete({ runs }: Pick<Workflow, "runs">): boolean {
  const last = runs.at(-1);
  return (
    last !== undefined && last.outcome !== null && (last.outcome === "succeeded" || last.reported !== null)
  );
}

/** A retry clears what stands in the way, waits included; a new run is due only where the last one left no plan. */
export function retry(workflow: Workflow): Workflow {
  const isDeferred = Object.keys(workflow.deferred).length > 0;
  if (isTerminal(workflow.state) && !isDeferred)
    throw refused(workflow, "retry_requested", "the workflow has ended");
  if (workflow.lastError === null && !isDeferred)
    throw refused(workflow, "retry_requested", "nothing has failed");
  const last = workflow.runs.at(-1);
  const runFailed =
    workflow.state === "PHASE_2" &&
    !workflow.agentComplete &&
    last !== undefined &&
    last.outcome !== null &&
    !isRunComplete(workflow);
  if (workflow.lastError === null) return { ...workflow, deferred: {} };
  return {
    ...restarted(workflow),
    lastError: null,
    deferred: {},
    runWanted: workflow.runWanted || runFailed,
  };
}

/** The time that a step stood failed is not the time it takes. */
function restarted(workflow: Workflow): Workflow {
  const open = PHASE_1_STEPS.filter((step) => !workflow.phase1Steps[step]);
  const unstarted = open.map((step) => [step, { startedAt: null, endedAt: null }]);
  return { ...workflow, stepTimes: { ...workflow.stepTimes, ...Object.fromEntries(unstarted) } };
}
