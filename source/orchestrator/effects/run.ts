import { once } from "node:events";
import { AgentUnavailableError } from "../../agents/errors.ts";
import { providerNamed } from "../../agents/providers/registry.ts";
import { isRunClaimed } from "../../agents/run-claim.ts";
import { stopRun } from "../../agents/stop.ts";
import { watchRun } from "../../agents/watch.ts";
import { listDocuments } from "../../git/documents.ts";
import { chooseAgent } from "../../settings/agent-choice.ts";
import { runFolder } from "../../store/layout.ts";
import { describeError, OrcError } from "../../workflow/errors.ts";
import { sessionToResume, usageBeyond } from "../../workflow/resumption.ts";
import type { Failure, Run, RunResult, Workflow } from "../../workflow/state.ts";
import { documentsFolder } from "../documents.ts";
import { presentWorktree } from "../present-worktree.ts";
import { buildPrompt } from "../prompt.ts";
import { issueOf } from "../step-results.ts";
import type { EffectContext } from "./context.ts";

/** Makes sure that the agent can be started, then records that its run is: only after that is anything started. */
export async function startRun(workflow: Workflow, context: EffectContext): Promise<void> {
  const settings = await context.settings.fresh();
  const agent = chooseAgent(settings, workflow.agent);
  await context.requireTrust(settings);
  const problem = await context.runner.isAvailable(agent.config);
  if (problem !== null) throw new AgentUnavailableError(problem.problem, problem.remedy);
  const run = workflow.runs.length + 1;
  const { provider, role } = agent.config;
  context.store.dispatch(
    workflow.id,
    { type: "run_started", run, agent: agent.name, provider, role },
    "orchestrator",
  );
  context.checkpoint("run:recorded");
}

/** Starts the recorded run, unless somebody has: a run folder sees at most one agent in its life. */
export async function launchRun(number: number, workflow: Workflow, context: EffectContext): Promise<void> {
  const folder = runFolder(context.store.folderOf(workflow.id), number);
  try {
    // Whoever owns the run needs no settings of ours any more, and they may be others by now.
    if (!isRunClaimed(folder)) await dispatch(folder, number, workflow, context);
  } catch (error) {
    if (context.signal.aborted) throw error;
    // What is recorded as failed must never begin after all.
    await stopRun(folder);
    const { code, message, remedy } = describeError(error);
    const failure = { operation: "start the agent", code, message, remedy };
    recordEnd(number, workflow, context, { ...NO_END, outcome: "failed", reason: message }, failure);
    return;
  }
  context.checkpoint("run:launched");
  context.store.dispatch(workflow.id, { type: "run_launched", run: number }, "orchestrator");
}

/** Follows a run to its end and judges it. */
export async function followRun(number: number, workflow: Workflow, context: EffectContext): Promise<void> {
  const run = runOf(number, workflow);
  const folder = runFolder(context.store.folderOf(workflow.id), number);
  const provider = providerNamed(run.provider);
  const { countsSession, remedy, ...found } = await watchRun(folder, provider, { signal: context.signal });
  context.checkpoint("run:ended");
  const result = countsSession
    ? { ...found.result, usage: usageBeyond(workflow, found.result) }
    : found.result;
  const end = await withDocuments(result, workflow, context);
  const failure = end.outcome === "succeeded" ? null : failureOf(end, end === result ? remedy : null);
  recordEnd(number, workflow, context, end, failure);
}

/**
 * Ending well counts only with documents to show for it; so does the agent's own word on the issue, however its
 * process ended then (spec section 5).
 */
async function withDocuments(
  found: RunResult,
  workflow: Workflow,
  context: EffectContext,
): Promise<RunResult> {
  const end = isReportedComplete(workflow, context) ? { ...found, outcome: "succeeded" as const } : found;
  if (end.outcome !== "succeeded") return end;
  const issue = issueOf(workflow);
  const failed = (reason: string): RunResult => ({
    ...end,
    outcome: "failed",
    reason: end.reason === null ? reason : `${reason}. ${end.reason}`,
  });
  try {
    const documents = await listDocuments(await presentWorktree(context, workflow), issue);
    return documents.length > 0
      ? end
      : failed(`the agent ended without a document in ${documentsFolder(issue)}/specs`);
  } catch (error) {
    // Not a matter of trying again: the agent left links where its documents belong.
    if (error instanceof OrcError) return failed(error.message);
    throw error;
  }
}

/** Asked of the store: the report may have come while the run was being followed. A person's stop is stronger. */
function isReportedComplete({ id }: Workflow, { store }: EffectContext): boolean {
  const run = store.getState().workflows[id]?.runs.at(-1);
  return run !== undefined && run.reported !== null && !run.stopRequested;
}

function recordEnd(
  number: number,
  workflow: Workflow,
  context: EffectContext,
  end: RunResult,
  failure: Omit<Failure, "at"> | null,
): void {
  context.store.dispatch(workflow.id, { type: "run_ended", run: number, ...end, failure }, "orchestrator");
}

function runOf(number: number, workflow: Workflow): Run {
  const run = workflow.runs.find((each) => each.number === number);
  if (run === undefined) throw new TypeError(`the workflow has no run ${number}`);
  return run;
}

const NO_END = {
  exitCode: null,
  signal: null,
  sessionId: null,
  usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
};

async function dispatch(
  folder: string,
  number: number,
  workflow: Workflow,
  context: EffectContext,
): Promise<void> {
  const { signal, progress } = context;
  const settings = await context.settings.fresh();
  const run = runOf(number, workflow);
  const { config } = chooseAgent(settings, run.agent);
  await context.requireTrust(settings);
  const worktree = await presentWorktree(context, workflow, { signal, progress });
  const issueNumber = issueOf(workflow);
  const canResume = config.provider === run.provider && context.runner.capabilities(config).resume;
  const sessionId = canResume ? sessionToResume(workflow, run) : null;
  await context.runner.dispatch(config, {
    runFolder: folder,
    worktree,
    issueNumber,
    plansDir: `${worktree}/${documentsFolder(issueNumber)}`,
    role: config.role,
    prompt: buildPrompt(workflow, config, { isResumed: sessionId !== null }),
    sessionId,
    checkpoint: context.checkpoint,
  });
}

const REMEDIES: Record<Exclude<RunResult["outcome"], "succeeded">, string> = {
  failed: "Read the log, mend the cause, then retry.",
  stopped: "Retry starts the agent again.",
  timed_out: "Raise the agent's timeoutSeconds if it needs longer, then retry.",
  stalled: "Read the log for what it waited for; raise stallSeconds if it only thinks long, then retry.",
  lost: "Retry starts the agent again; its documents so far are still in the worktree.",
};

/** @param remedy what can be done about this very failure, where that is known */
function failureOf(end: RunResult, remedy: string | null): Omit<Failure, "at"> {
  const outcome = end.outcome === "succeeded" ? "failed" : end.outcome;
  return {
    operation: "run the agent",
    code: `RUN_${outcome.toUpperCase()}`,
    message: end.reason ?? `the agent's run ${outcome}`,
    remedy: remedy ?? REMEDIES[outcome],
  };
}

/**
 * Ends a run whose end a person asked for. What follows the run records how it ended; until then there is
 * nothing more to stop, and this waits, so that the engine does not ask for it over and over.
 */
export async function stopActiveRun(
  number: number,
  workflow: Workflow,
  context: EffectContext,
): Promise<void> {
  await stopRun(runFolder(context.store.folderOf(workflow.id), number));
  if (!context.signal.aborted) await once(context.signal, "abort");
}
