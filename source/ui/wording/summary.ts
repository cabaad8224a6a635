import type { Activity, RunVitals } from "../../orchestrator/session.ts";
import { activeRun, type Workflow } from "../../workflow/state.ts";
import { displayWidth } from "../text/width.ts";
import { agentOf, attentionWords } from "./attention.ts";
import { since } from "./duration.ts";
import { personOf } from "./people.ts";
import { enteredAt } from "./pipeline.ts";
import { activityForms } from "./under-way.ts";
import { loadWords } from "./vitals.ts";

/** A workflow's state in a few words, for its row in the list. */
export function summaryOf(workflow: Workflow, activity: Activity | null): string {
  const run = activeRun(workflow);
  switch (workflow.state) {
    case "GATE_1":
      return workflow.lastError === null ? "review the plan" : `review: ${workflow.lastError.operation}`;
    case "DONE":
      return `approved by ${personOf(workflow.history.at(-1)?.by ?? "")}`;
    case "CANCELLED":
      return "cancelled";
    case "IDLE":
    case "PHASE_1":
    case "PHASE_2":
      if (workflow.attention !== null) return `${agentOf(workflow)} ${attentionWords(workflow.attention)}`;
      if (workflow.lastError !== null) return `failed: ${workflow.lastError.operation}`;
      if (run !== null) return run.stopRequested ? "stopping" : `${run.agent} is writing`;
      if (activity !== null) return activity.label;
      if (workflow.state === "IDLE") return "not started";
      return workflow.runWanted ? "agent is due" : "under way";
  }
}

/**
 * The same with how the agent is doing, or with the pull request: as much of it as fits into so many columns. Of a
 * workflow that is done, people rather want to know about the pull request.
 */
export function rowWords(
  workflow: Workflow,
  activity: Activity | null,
  beside: {
    readonly pullRequest: readonly string[];
    readonly vitals: RunVitals | null;
    readonly frozen: string | null;
  },
  columns: number,
): string {
  if (beside.frozen !== null) return "read-only";
  const summary = summaryOf(workflow, activity);
  if (activity !== null && summary === activity.label) {
    const forms = activityForms(activity);
    return forms.find((words) => displayWidth(words) <= columns) ?? forms.at(-1) ?? summary;
  }
  const { pullRequest, vitals } = beside;
  if (vitals !== null) {
    const doing = vitals.waiting === null ? summary : `${activeRun(workflow)?.agent ?? ""} waits`.trim();
    const loaded = `${doing} · ${loadWords(vitals)}`;
    return displayWidth(loaded) <= columns ? loaded : doing;
  }
  const both = pullRequest.map((words) => `${summary} · ${words}`);
  const wanted = workflow.state === "DONE" ? [...both.slice(0, 1), ...pullRequest, ...both] : both;
  return wanted.find((words) => displayWidth(words) <= columns) ?? summary;
}

/** For how long it has been as it is: waiting, failing, running. */
export function ageOf(workflow: Workflow, now: number): string {
  const { state, attention, lastError, gateOpenedAt } = workflow;
  if (state === "GATE_1") return since(gateOpenedAt ?? enteredAt(workflow), now);
  if (attention !== null) return since(attention.at, now);
  if (lastError !== null) return since(lastError.at, now);
  return since(activeRun(workflow)?.startedAt ?? enteredAt(workflow), now);
}

/** `#12`, or nothing while there is no issue yet. */
export function numberOf({ issueNumber }: Pick<Workflow, "issueNumber">): string {
  return issueNumber === null ? "" : `#${issueNumber}`;
}
