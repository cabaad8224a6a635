import type { CreatedEvent, Stamp } from "./events.ts";
import { WORKFLOW_VERSION, type Workflow } from "./state.ts";

/** A workflow of which nothing is known but how it was asked for. */
export function blankWorkflow(event: CreatedEvent & Stamp): Workflow {
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
    pullRequest: null,
    attention: null,
    deferred: {},
    lastError: null,
    history: [],
    createdAt: event.at,
    updatedAt: event.at,
  };
}
