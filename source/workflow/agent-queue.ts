import { activeRun, type Workflow } from "./state.ts";

/** How the agents of all workflows share the places there are (`maxAgents`). */
export interface AgentQueue {
  /** Workflows whose agent goes on. */
  readonly running: readonly Workflow[];
  /** Workflows whose agent is due, the one that has waited longest first. */
  readonly waiting: readonly Workflow[];
}

export function agentQueue(workflows: readonly Workflow[]): AgentQueue {
  return {
    running: workflows.filter((workflow) => activeRun(workflow) !== null),
    waiting: workflows.filter(isWaiting).toSorted(byPatience),
  };
}

/** One whose start has been put off stands in nobody's way. */
function isWaiting(workflow: Workflow): boolean {
  return (
    workflow.state === "PHASE_2" &&
    workflow.runWanted &&
    workflow.lastError === null &&
    workflow.deferred.start_run === undefined
  );
}

/** By when they came to need an agent; who retries keeps the place. */
function byPatience(a: Workflow, b: Workflow): number {
  return compare(since(a), since(b)) || compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
}

function since(workflow: Workflow): string {
  return workflow.history.at(-1)?.at ?? workflow.createdAt;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
