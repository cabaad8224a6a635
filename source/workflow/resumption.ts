import type { Run, Usage, Workflow } from "./state.ts";

/**
 * The session of the agent that a new run of it can go on with: that of the latest run which got as far as having
 * one. A run that ended without a session of its own ends the search, since what came before it is gone or was
 * refused; one that never began (no exit, no signal) tells nothing.
 */
export function sessionToResume(
  { runs }: Pick<Workflow, "runs">,
  next: Pick<Run, "agent" | "provider" | "number">,
): string | null {
  const earlier = runs.filter(
    (run) => run.number < next.number && run.agent === next.agent && run.provider === next.provider,
  );
  for (const run of earlier.toReversed()) {
    if (run.sessionId !== null) return run.sessionId;
    if (run.exitCode !== null || run.signal !== null) return null;
  }
  return null;
}

/** What a run used, where it was told what its whole session has used: the earlier runs of the session go off. */
export function usageBeyond({ runs }: Pick<Workflow, "runs">, { sessionId, usage }: SessionTotal): Usage {
  const earlier = runs.filter((run) => run.sessionId !== null && run.sessionId === sessionId);
  const left = (total: number, part: (used: Usage) => number) =>
    Math.max(
      0,
      earlier.reduce((rest, run) => rest - part(run.usage), total),
    );
  return {
    inputTokens: left(usage.inputTokens, (used) => used.inputTokens),
    outputTokens: left(usage.outputTokens, (used) => used.outputTokens),
    costUsd: usage.costUsd,
  };
}

interface SessionTotal {
  readonly sessionId: string | null;
  readonly usage: Usage;
}

/** The latest run that has a session of its agent, for a person to take over. */
export function latestSession({ runs }: Pick<Workflow, "runs">): SessionOfRun | null {
  const run = runs.findLast(({ sessionId }) => sessionId !== null);
  return run === undefined || run.sessionId === null ? null : { run, sessionId: run.sessionId };
}

export interface SessionOfRun {
  readonly run: Run;
  readonly sessionId: string;
}
