import { InvalidStateTransition } from "./errors.ts";
import type {
  CreatedEvent,
  ProgressEvent,
  Stamp,
  StampedEvent,
  TransitionEvent,
  TransitionType,
} from "./events.ts";
import { guard } from "./guards.ts";
import {
  activeRun,
  isTerminal,
  type Phase1Step,
  type Run,
  readyKey,
  type Transition,
  WORKFLOW_VERSION,
  type Workflow,
} from "./state.ts";
import { allowedFrom, TRANSITIONS } from "./table.ts";

/**
 * The whole behaviour of a workflow: the next one from this one and an event. Pure.
 * `workflow` is `null` only for the first event of a journal (`created`, or `restored` from a snapshot).
 * @throws InvalidStateTransition when the table, a guard or the order of things forbids the event
 */
export function reduce(workflow: Workflow | null, event: StampedEvent): Workflow {
  if (workflow === null) {
    if (event.type === "restored") return event.workflow;
    if (event.type !== "created")
      throw new InvalidStateTransition("(none)", event.type, ["created"], "a workflow begins with created");
    return created(event);
  }
  if (event.type === "created" || event.type === "restored")
    throw refused(workflow, event.type, "the workflow exists already");
  const next = isTransition(event) ? transition(workflow, event) : progress(workflow, event);
  return { ...next, revision: workflow.revision + 1, updatedAt: event.at };
}

function isTransition(event: StampedEvent): event is TransitionEvent & Stamp {
  return event.type in TRANSITIONS;
}

function refused(workflow: Workflow, event: string, reason: string): InvalidStateTransition {
  return new InvalidStateTransition(workflow.state, event, possibleNow(workflow), reason);
}

/** The transition events the table allows now; what its guards want is said when one is tried. */
export function possibleNow(workflow: Workflow): TransitionType[] {
  return allowedFrom(workflow.state);
}

function created(event: CreatedEvent & Stamp): Workflow {
  const unstarted = { startedAt: null, endedAt: null };
  return {
    version: WORKFLOW_VERSION,
    revision: 1,
    id: event.id,
    issueNumber: null,
    issueUrl: null,
    state: "IDLE",
    title: event.title,
    description: event.description,
    featureName: event.featureName,
    labels: event.labels,
    agent: event.agent,
    adoptIssue: event.adoptIssue,
    branchName: null,
    baseBranch: null,
    worktreePath: null,
    phase1Steps: { issue: false, branch: false, worktree: false, plans: false },
    stepTimes: { issue: unstarted, branch: unstarted, worktree: unstarted, plans: unstarted },
    agentComplete: false,
    humanApproved: false,
    planRevision: null,
    documents: [],
    planStale: false,
    gateOpenedAt: null,
    feedback: null,
    revisionsRequested: 0,
    runWanted: false,
    runs: [],
    decisions: [],
    handledComments: [],
    comments: [],
    labelSynced: null,
    deferred: {},
    lastError: null,
    history: [],
    createdAt: event.at,
    updatedAt: event.at,
  };
}

function transition(workflow: Workflow, event: TransitionEvent & Stamp): Workflow {
  const { from, to } = TRANSITIONS[event.type];
  if (!from.includes(workflow.state)) throw refused(workflow, event.type, `it leads from ${from.join(", ")}`);
  const forbidden = guard(workflow, event);
  if (forbidden !== null) throw refused(workflow, event.type, forbidden);
  const line: Transition = { from: workflow.state, to, trigger: event.type, at: event.at, by: event.by };
  const forced = event.type === "phase_2_complete" && event.forced !== undefined;
  const moved: Workflow = {
    ...workflow,
    state: to,
    lastError: null,
    history: [
      ...workflow.history,
      forced ? { ...line, note: "forced by a person, without the agent's completion" } : line,
    ],
  };
  switch (event.type) {
    case "phase_1_start":
      return moved;
    case "phase_1_complete":
      return { ...moved, runWanted: true };
    case "phase_2_complete": {
      const open: Workflow = { ...moved, gateOpenedAt: event.at, runWanted: false, feedback: null };
      return event.forced ? announced({ ...open, ...event.forced }) : open;
    }
    case "approval_received":
      return decided({ ...moved, humanApproved: true }, event, { verdict: "approved", reason: "" });
    case "changes_requested":
      return decided(
        {
          ...moved,
          agentComplete: false,
          planStale: false,
          gateOpenedAt: null,
          feedback: event.reason,
          revisionsRequested: workflow.revisionsRequested + 1,
          runWanted: true,
        },
        event,
        { verdict: "changes_requested", reason: event.reason },
      );
    case "cancelled": {
      const run = activeRun(workflow);
      return {
        ...moved,
        runWanted: false,
        runs: run ? withRun(workflow, { ...run, stopRequested: true }) : workflow.runs,
      };
    }
  }
}

type DecisiveEvent = Extract<TransitionEvent, { type: "approval_received" | "changes_requested" }> & Stamp;

function decided(
  workflow: Workflow,
  event: DecisiveEvent,
  said: { verdict: "approved" | "changes_requested"; reason: string },
): Workflow {
  const decision = workflow.decisions.length;
  const next: Workflow = {
    ...workflow,
    decisions: [
      ...workflow.decisions,
      {
        ...said,
        by: event.by,
        at: event.at,
        planRevision: workflow.planRevision,
        commentId: event.commentId,
      },
    ],
    handledComments:
      event.commentId === null ? workflow.handledComments : [...workflow.handledComments, event.commentId],
  };
  const acknowledged = owing(next, "decision", `decision:${decision}`, decision);
  return event.type === "approval_received" ? owing(acknowledged, "receipt", "receipt") : acknowledged;
}

function owing(
  workflow: Workflow,
  kind: "ready" | "decision" | "receipt",
  key: string,
  decision: number | null = null,
): Workflow {
  if (workflow.comments.some((comment) => comment.key === key)) return workflow;
  return {
    ...workflow,
    comments: [...workflow.comments, { key, kind, commentId: null, postedAt: null, decision }],
  };
}

/** The issue is owed the announcement of the plan under review. */
function announced(workflow: Workflow): Workflow {
  return owing(workflow, "ready", readyKey(workflow));
}

function withRun(workflow: Workflow, run: Run): Run[] {
  return workflow.runs.map((each) => (each.number === run.number ? run : each));
}

function progress(workflow: Workflow, event: Exclude<ProgressEvent, { type: "restored" }> & Stamp): Workflow {
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
            ? { ...comment, commentId: event.commentId, postedAt: event.at }
            : comment,
        ),
        deferred: without(workflow.deferred, `comment:${event.key}`),
      };
    case "decision_refused":
      return {
        ...workflow,
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
        handledComments:
          event.commentId === null
            ? workflow.handledComments
            : [...workflow.handledComments, event.commentId],
      };
    case "cleaned":
      if (!isTerminal(workflow.state)) throw refused(workflow, event.type, "the workflow has not ended");
      return { ...workflow, worktreePath: null };
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

function requireState(workflow: Workflow, event: string, state: Workflow["state"]): void {
  if (workflow.state !== state) throw refused(workflow, event, `it belongs to ${state}`);
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
      return done;
  }
}

function runStarted(
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
function running(workflow: Workflow, event: { readonly type: string; readonly run: number }): Run {
  const run = activeRun(workflow);
  if (run === null || run.number !== event.run)
    throw refused(workflow, event.type, `run ${event.run} is not running`);
  return run;
}

function runEnded(
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

/** A retry clears what stands in the way; a new run is due only where the last one left no plan. */
function retry(workflow: Workflow): Workflow {
  if (isTerminal(workflow.state)) throw refused(workflow, "retry_requested", "the workflow has ended");
  if (workflow.lastError === null) throw refused(workflow, "retry_requested", "nothing has failed");
  const last = workflow.runs.at(-1);
  const runFailed =
    workflow.state === "PHASE_2" &&
    !workflow.agentComplete &&
    last !== undefined &&
    last.outcome !== null &&
    last.outcome !== "succeeded";
  return { ...workflow, lastError: null, runWanted: workflow.runWanted || runFailed };
}

function without(deferred: Workflow["deferred"], key: string): Workflow["deferred"] {
  if (!(key in deferred)) return deferred;
  const { [key]: _cleared, ...rest } = deferred;
  return rest;
}
