import { ensureBranch } from "../../git/branch.ts";
import { copyIncluded } from "../../git/include.ts";
import { initializePlans } from "../../git/plans.ts";
import { pushBranch } from "../../git/push.ts";
import { ensureIdentity } from "../../git/repository.ts";
import { runSetup } from "../../git/setup.ts";
import { ensureWorktree, worktreePath } from "../../git/worktree.ts";
import type { ProgressEvent } from "../../workflow/events.ts";
import { statusLabel } from "../../workflow/labels.ts";
import { branchNameOf } from "../../workflow/names.ts";
import type { Phase1Step, Workflow } from "../../workflow/state.ts";
import { appendPhase1Log } from "../log.ts";
import { branchOf, issueOf, worktreeOf } from "../step-results.ts";
import type { EffectContext } from "./context.ts";

type StepResult = Extract<ProgressEvent, { type: "step_completed" }>;

/** Phase 1, step by step (spec section 4). */
export async function performStep(
  step: Phase1Step,
  workflow: Workflow,
  context: EffectContext,
): Promise<void> {
  const { store } = context;
  if (workflow.stepTimes[step].startedAt === null) {
    store.dispatch(workflow.id, { type: "step_started", step }, "orchestrator");
  }
  context.checkpoint(`step:${step}:started`);
  const result = await STEPS[step](workflow, withPhase1Log(workflow, context));
  context.checkpoint(`step:${step}:done`);
  store.dispatch(workflow.id, result, "orchestrator");
}

const STEPS: Record<Phase1Step, (workflow: Workflow, context: EffectContext) => Promise<StepResult>> = {
  issue,
  branch,
  worktree,
  plans,
};

async function issue(
  workflow: Workflow,
  { tracker, report, checkpoint }: EffectContext,
): Promise<StepResult> {
  const { title, description: body, labels, id: workflowId, createdAt: requestedAt, adoptIssue } = workflow;
  // With its status label from the start: nobody ever sees the issue without one.
  const found =
    adoptIssue === null
      ? await tracker.createIssue({
          title,
          body,
          labels: [...labels, statusLabel(workflow.state)],
          workflowId,
          requestedAt,
        })
      : await tracker.getIssue(adoptIssue);
  checkpoint("issue:there");
  if (adoptIssue !== null && labels.length > 0) await tracker.addLabels(found.number, labels);
  report(`issue ${found.number}: ${found.title}`);
  return { type: "step_completed", step: "issue", issueNumber: found.number, issueUrl: found.url };
}

async function branch(workflow: Workflow, context: EffectContext): Promise<StepResult> {
  const { repository, remote, signal, report, progress, checkpoint } = context;
  await ensureIdentity(repository);
  const name = branchNameOf(issueOf(workflow), workflow.featureName);
  const options = { branch: name, remote, signal, log: report, progress, checkpoint };
  const made = await ensureBranch(repository, options);
  report(`branch ${made.branch} from ${made.base}${made.adopted ? " (it existed and was adopted)" : ""}`);
  return { type: "step_completed", step: "branch", branchName: made.branch, baseBranch: made.base };
}

async function worktree(workflow: Workflow, context: EffectContext): Promise<StepResult> {
  const { repository, signal, report, progress, checkpoint } = context;
  const settings = await context.settings.fresh();
  const { setup, worktreeRoot } = settings.values;
  if (setup.length > 0) await context.requireTrust(settings);
  const name = branchOf(workflow);
  const path = worktreePath({ repo: repository, root: worktreeRoot, branch: name });
  const options = { branch: name, path, signal, log: report, progress, checkpoint };
  const made = await ensureWorktree(repository, options);
  report(`worktree ${made.path}`);
  await copyIncluded(repository, made.path, { log: report });
  const log = (line: string) => appendPhase1Log(context.store.folderOf(workflow.id), line);
  await runSetup(made.path, setup, { log, progress, signal });
  return { type: "step_completed", step: "worktree", worktreePath: made.path };
}

async function plans(workflow: Workflow, context: EffectContext): Promise<StepResult> {
  const { remote, signal, report, progress, checkpoint } = context;
  const path = worktreeOf(workflow);
  const name = branchOf(workflow);
  const made = await initializePlans(path, {
    issue: issueOf(workflow),
    title: workflow.title,
    url: workflow.issueUrl,
    branch: name,
    date: workflow.createdAt.slice(0, 10),
    signal,
    log: report,
    checkpoint,
  });
  report(`plans folder at ${made.commit.slice(0, 8)}`);
  if (remote !== null) await pushBranch(path, { remote, branch: name, signal, log: report, progress });
  return { type: "step_completed", step: "plans", commit: made.commit };
}

/** Lines go to the screen and, once the issue is known and the folder has its name, to the log of phase 1. */
function withPhase1Log(workflow: Workflow, context: EffectContext): EffectContext {
  const report = (line: string) => {
    appendPhase1Log(context.store.folderOf(workflow.id), line);
    context.report(line);
  };
  return { ...context, report };
}
