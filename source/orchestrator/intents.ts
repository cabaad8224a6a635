import { randomBytes } from "node:crypto";
import { AgentUnavailableError } from "../agents/errors.ts";
import { commitDocuments } from "../git/plans.ts";
import { pushBranch } from "../git/push.ts";
import { chooseAgent } from "../settings/agent-choice.ts";
import { IssueTrackedError, UnknownWorkflowError } from "../store/errors.ts";
import { OrcError } from "../workflow/errors.ts";
import { slugOf, titleOf } from "../workflow/names.ts";
import { type Actor, activeRun, type Workflow } from "../workflow/state.ts";
import { cleanWorkflow } from "./cleaning.ts";
import { approve, requestChanges } from "./decisions.ts";
import { presentWorktree } from "./present-worktree.ts";
import { openPullRequest } from "./pull-request.ts";
import type { Intents, Issue, NewWorkflow } from "./session.ts";
import { branchOf, issueOf } from "./step-results.ts";
import { takeOver } from "./take-over.ts";
import type { Workspace } from "./workspace.ts";

/** The input makes no sense; nothing was begun. */
export class InvalidInputError extends OrcError {
  constructor(message: string, remedy: string) {
    super("INVALID_INPUT", message, remedy);
  }
}

const MAX_DESCRIPTION_BYTES = 65_536;

/** What people ask for, turned into events. `by` says who they are: `keyboard:<user>` or `cli:<user>`. */
export function createIntents(
  workspace: Workspace,
  by: Actor,
  trustContent: (seen: readonly string[]) => Promise<void>,
): Intents {
  const { store } = workspace;

  function workflowOf(id: string): Workflow {
    store.refresh();
    const workflow = store.getState().workflows[id];
    if (workflow === undefined) throw new UnknownWorkflowError(id, []);
    return workflow;
  }

  return {
    async create(wanted) {
      const event = await plannedWorkflow(workspace, wanted);
      store.dispatch(event.id, event, by);
      return store.dispatch(event.id, { type: "phase_1_start" }, by);
    },

    async advance(id) {
      const workflow = workflowOf(id);
      if (workflow.state === "IDLE") return store.dispatch(id, { type: "phase_1_start" }, by);
      if (workflow.state === "PHASE_2" && activeRun(workflow) === null)
        return forceGate(workspace, workflow, by);
      if (workflow.state === "PHASE_1" && workflow.lastError !== null)
        return store.dispatch(id, { type: "retry_requested" }, by);
      // What cannot be advanced is refused by the reducer, which says what is possible.
      return store.dispatch(
        id,
        { type: workflow.state === "PHASE_1" ? "phase_1_complete" : "phase_2_complete" },
        by,
      );
    },

    approve: async (id, planRevision) =>
      approve(workspace, workflowOf(id), { by, commentId: null, seen: planRevision ?? null }),
    requestChanges: async (id, reason, planRevision) =>
      requestChanges(workspace, workflowOf(id), { by, commentId: null, reason, seen: planRevision ?? null }),
    retry: async (id) => store.dispatch(id, { type: "retry_requested" }, by),
    stop: async (id) => store.dispatch(id, { type: "stop_requested", run: workflowOf(id).runs.length }, by),
    takeOver: async (id) => takeOver(workspace, workflowOf(id)),
    cancel: async (id, reason) => store.dispatch(id, { type: "cancelled", reason }, by),

    async comment(id, text) {
      if (text.trim() === "")
        throw new InvalidInputError("the comment is empty", "Write what you want to say.");
      await workspace.tracker.postComment(issueOf(workflowOf(id)), { body: text, key: null });
    },

    repairLabels: async (id) => store.dispatch(id, { type: "label_repair_requested" }, by),
    openPullRequest: async (id) => openPullRequest(workspace, workflowOf(id), by),
    openIssues: async () => {
      const issues = await workspace.tracker.openIssues();
      return issues.filter(({ number }) => !isTaken(workspace, number));
    },
    clean: async (id, options) => cleanWorkflow(workspace, workflowOf(id), options, by),

    async trust(seen) {
      await trustContent(seen);
      for (const { id, lastError } of Object.values(store.getState().workflows)) {
        if (lastError?.code === "UNTRUSTED_SETTINGS") store.dispatch(id, { type: "retry_requested" }, by);
      }
    },
  };
}

/** Everything that can be known to be wrong is found before anything is begun. */
async function plannedWorkflow(workspace: Workspace, wanted: NewWorkflow) {
  const { labels = [], issue } = wanted;
  const adopted = issue === undefined ? null : await adoptable(workspace, issue);
  const description =
    wanted.description ?? (adopted === null ? "" : `${adopted.title}\n\n${adopted.body}`.trim());
  const title = titleOf(description);
  if (title === "")
    throw new InvalidInputError("the description is empty", "Describe the feature in a sentence.");
  if (Buffer.byteLength(description) > MAX_DESCRIPTION_BYTES) {
    throw new InvalidInputError(
      "the description is longer than 64 KiB",
      "Shorten it; details can go into a document in the branch.",
    );
  }
  const settings = await workspace.settings.fresh();
  const agent = chooseAgent(settings, wanted.agent ?? null);
  const problem = await workspace.runner.isAvailable(agent.config);
  if (problem !== null) throw new AgentUnavailableError(problem.problem, problem.remedy);
  await workspace.requireTrust(settings);
  return {
    type: "created",
    id: randomBytes(6).toString("hex"),
    title,
    description,
    featureName: slugOf(wanted.slug ?? title),
    labels: [...labels],
    agent: agent.name,
    adoptIssue: issue ?? null,
  } as const;
}

async function adoptable(workspace: Workspace, issue: number): Promise<Issue> {
  if (isTaken(workspace, issue)) throw new IssueTrackedError(issue);
  return workspace.tracker.getIssue(issue);
}

function isTaken({ store }: Workspace, issue: number): boolean {
  return Object.values(store.getState().workflows).some(
    (workflow) => workflow.issueNumber === issue || workflow.adoptIssue === issue,
  );
}

/** A person opens the gate without the agent's completion: what is in the worktree becomes the plan (spec section 2). */
async function forceGate(workspace: Workspace, workflow: Workflow, by: Actor): Promise<Workflow> {
  const issue = issueOf(workflow);
  const worktree = await presentWorktree(workspace, workflow);
  const branch = branchOf(workflow);
  const { revision, documents } = await commitDocuments(worktree, {
    issue,
    branch,
    message: `docs(${issue}): specification, as it is`,
  });
  // What is approved is the remote's plan, where there is a remote.
  const { remote } = workspace;
  if (remote !== null) await pushBranch(worktree, { remote, branch });
  const forced = { planRevision: revision, documents };
  return workspace.store.dispatch(workflow.id, { type: "phase_2_complete", forced }, by);
}
