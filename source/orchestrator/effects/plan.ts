import { fastForward } from "../../git/fast-forward.ts";
import { commitDocuments } from "../../git/plans.ts";
import { pushBranch } from "../../git/push.ts";
import type { Workflow } from "../../workflow/state.ts";
import { presentWorktree } from "../present-worktree.ts";
import { branchOf, issueOf } from "../step-results.ts";
import type { EffectContext } from "./context.ts";

/** Commits and pushes the agent's documents and records the commit as the plan under review (spec section 5). */
export async function collectPlan(workflow: Workflow, context: EffectContext): Promise<void> {
  const { remote, signal, checkpoint, report, progress } = context;
  const worktree = await presentWorktree(context, workflow, { signal, progress });
  const branch = branchOf(workflow);
  const issue = issueOf(workflow);
  if (remote !== null && workflow.planStale)
    await fastForward(worktree, { remote, branch, signal, progress });
  const { revision, documents } = await commitDocuments(worktree, {
    issue,
    branch,
    message: `docs(${issue}): specification, ${revisionWords(workflow)}`,
    signal,
    checkpoint,
  });
  report(`specification at ${revision.slice(0, 8)}`);
  if (remote !== null) await pushBranch(worktree, { remote, branch, signal, log: report, progress });
  checkpoint("plan:pushed");
  context.store.dispatch(
    workflow.id,
    { type: "plan_recorded", planRevision: revision, documents },
    "orchestrator",
  );
}

function revisionWords(workflow: Workflow): string {
  return workflow.revisionsRequested === 0 ? "first draft" : `revision ${workflow.revisionsRequested}`;
}
