import { randomUUID } from "node:crypto";
import type { WorkflowStore } from "../source/store/workflow-store.ts";
import { commentMarker, withMarker, workflowMarker } from "../source/tracker/marker.ts";
import type { PostedComment } from "../source/tracker/tracker.ts";
import type { WorkflowEvent } from "../source/workflow/events.ts";
import { statusLabel } from "../source/workflow/labels.ts";
import { readyKey, type Workflow } from "../source/workflow/state.ts";

/** Where the issue of the workflow is. */
export interface IssueDesk {
  /** @returns its number */
  addIssue(issue: { readonly title: string; readonly body: string; readonly labels: string[] }): number;
  comment(number: number, body: string): Pick<PostedComment, "id" | "createdAt">;
}

const COMMIT = "c0ffee00".repeat(5);
const DOCUMENTS = ["specs/requirements.md"];
const USAGE = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
const AGENT = { agent: "writer", provider: "demo", role: "@duc" };

/** A workflow that waits for its decision, by the events that lead there, and its issue: nothing is owed any more. */
export function waitAtGate(store: WorkflowStore, desk: IssueDesk, title = "One of many"): Workflow {
  const id = randomUUID();
  const label = statusLabel("GATE_1");
  const number = desk.addIssue({ title, body: withMarker(title, workflowMarker(id)), labels: [label] });
  const dispatch = (event: WorkflowEvent) => store.dispatch(id, event, "orchestrator");
  const post = (key: string, words: string) => {
    const comment = desk.comment(number, withMarker(words, commentMarker(`${id}:${key}`)));
    dispatch({ type: "comment_posted", key, commentId: comment.id, createdAt: comment.createdAt });
  };

  const featureName = `one-of-many-${number}`;
  const branchName = `${number}-${featureName}`;
  const described = { title, description: title, featureName, labels: [] };
  dispatch({ type: "created", id, ...described, agent: null, adoptIssue: null });
  dispatch({ type: "phase_1_start" });
  dispatch({ type: "step_completed", step: "issue", issueNumber: number, issueUrl: null });
  dispatch({ type: "step_completed", step: "branch", branchName, baseBranch: "main" });
  dispatch({ type: "step_completed", step: "worktree", worktreePath: `/nowhere/${branchName}` });
  dispatch({ type: "step_completed", step: "plans", commit: COMMIT });
  post("branch", `🌱 Work goes on in branch \`${branchName}\`.`);
  dispatch({ type: "phase_1_complete" });
  dispatch({ type: "run_started", run: 1, ...AGENT });
  dispatch({ type: "run_launched", run: 1 });
  const result = { outcome: "succeeded", reason: null, exitCode: 0, signal: null, sessionId: null } as const;
  dispatch({ type: "run_ended", run: 1, ...result, usage: USAGE, failure: null });
  const planned = dispatch({ type: "plan_recorded", planRevision: COMMIT, documents: DOCUMENTS });
  post(readyKey(planned), `✅ ${AGENT.role}: specification ready for review at ${COMMIT}`);
  dispatch({ type: "phase_2_complete" });
  return dispatch({ type: "label_synced", label });
}
