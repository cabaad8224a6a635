import { randomUUID } from "node:crypto";
import type { WorkflowStore } from "../../source/store/workflow-store.ts";
import { commentMarker, withMarker, workflowMarker } from "../../source/tracker/marker.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { statusLabel } from "../../source/workflow/labels.ts";
import { readyKey } from "../../source/workflow/state.ts";
import type { GitHub } from "../../test/support/github/index.ts";

type World = GitHub["world"];

const COMMIT = "c0ffee00".repeat(5);
const DOCUMENTS = ["specs/requirements.md"];
const USAGE = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
const AGENT = { agent: "writer", provider: "demo", role: "@duc" };
/** Long enough ago for the first look to be the last that reads all of it. */
const AGE_MS = 60_000;

/** A workflow that waits for its decision, by the events that lead there, and its issue: nothing is owed any more. */
export function waitAtGate(store: WorkflowStore, world: World): void {
  const id = randomUUID();
  const createdAt = new Date(Date.now() - AGE_MS);
  const label = statusLabel("GATE_1");
  const body = withMarker("One of many.", workflowMarker(id));
  const { number } = world.addIssue({ title: "One of many", body, labels: [label], by: "owner", createdAt });
  const dispatch = (event: WorkflowEvent) => store.dispatch(id, event, "orchestrator");
  const post = (key: string, words: string) => {
    const marked = withMarker(words, commentMarker(`${id}:${key}`));
    const comment = world.comment(number, { by: "owner", body: marked, createdAt });
    dispatch({ type: "comment_posted", key, commentId: comment.id, createdAt: comment.createdAt });
  };

  const featureName = `one-of-many-${number}`;
  const branchName = `${number}-${featureName}`;
  const described = { title: "One of many", description: "One of many", featureName, labels: [] };
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
  dispatch({ type: "label_synced", label });
}
