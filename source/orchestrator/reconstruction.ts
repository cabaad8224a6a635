import { randomBytes } from "node:crypto";
import { defaultBranch } from "../git/base.ts";
import { findIssueBranch, type IssueBranch } from "../git/issue-branch.ts";
import { worktreePath } from "../git/worktree.ts";
import { listWorkflowFolders } from "../store/folders.ts";
import { readRecord, replay } from "../store/record.ts";
import { workflowIdOf } from "../tracker/marker.ts";
import type { Issue } from "../tracker/tracker.ts";
import type { StampedEvent, WorkflowEvent } from "../workflow/events.ts";
import { isStatusLabel, statusLabel } from "../workflow/labels.ts";
import { slugOf, titleOf } from "../workflow/names.ts";
import type { Place } from "./open-place.ts";
import { type Rebuilt, withPause } from "./repair-pause.ts";

/**
 * The events that lead to what the issue and git tell of a workflow of which no file is left. What was approved, and
 * what the agents did, nobody can tell: documents that are there are reviewed anew.
 */
export async function reconstruct(place: Place, number: number, now: Date): Promise<Rebuilt> {
  const { repository, remote, tracker, user } = place;
  const issue = await tracker.getIssue(number);
  const branch = await findIssueBranch(repository, { issue: number, remote });
  const base = await defaultBranch(repository, remote);
  const person = `cli:${user}`;
  const at = now.toISOString();
  const events: StampedEvent[] = [];
  const raise = (event: WorkflowEvent, by = "orchestrator") => void events.push({ ...event, at, by });

  raise(createdFrom(place, issue, branch), person);
  const findings = [`Issue ${number}: ${issue.title}`];
  const isCancelled = issue.labels.includes(statusLabel("CANCELLED"));
  raise({ type: "phase_1_start" }, person);
  raise({ type: "step_completed", step: "issue", issueNumber: number, issueUrl: issue.url });
  findings.push(
    branch === null ? "No branch is certainly its own; it is looked for again" : tellBranch(branch),
  );
  for (const event of branch === null ? [] : gitEvents(place, branch, base)) raise(event);
  if (isCancelled) {
    findings.push("The issue says that it was cancelled");
    raise({ type: "cancelled", reason: "the issue says so; the workflow was rebuilt" }, person);
  } else if (branch?.isLocal && branch.hasPlans && branch.documents.length > 0) {
    findings.push(
      `${branch.documents.length} documents are at ${branch.commit.slice(0, 12)}: they are reviewed anew`,
    );
    raise({ type: "phase_1_complete" });
    const forced = { planRevision: branch.commit, documents: branch.documents };
    raise({ type: "phase_2_complete", forced }, person);
  }
  if (issue.labels.includes(statusLabel("DONE")))
    findings.push("The issue says that it was approved; a label is no approval, so it has to be given again");
  const workflow = replay(events);
  return workflow === null ? { events, findings } : withPause({ events, findings }, workflow, now);
}

function createdFrom(place: Place, issue: Issue, branch: IssueBranch | null): WorkflowEvent {
  const { number, body, labels } = issue;
  const own = workflowIdOf(body);
  const slug = branch?.name.slice(`${number}-`.length) ?? slugOf(issue.title);
  return {
    type: "created",
    id: own === null || isTaken(place, own) ? randomBytes(6).toString("hex") : own,
    title: titleOf(issue.title),
    description: body.replace(/\s*<!-- orc-tui:workflow=\S+ -->\s*$/, "") || issue.title,
    featureName: slug,
    labels: labels.filter((label) => !isStatusLabel(label)),
    agent: null,
    adoptIssue: number,
  };
}

/** A copied issue carries the marker of another one. */
function isTaken({ plans }: Place, id: string): boolean {
  return listWorkflowFolders(plans).some(({ path }) => {
    const reading = readRecord(path);
    return (reading.kind === "sound" || reading.kind === "mendable") && reading.record.workflow.id === id;
  });
}

/** A branch that is on the remote alone is fetched by the step itself. A worktree that is gone is made again when it is needed. */
function gitEvents({ repository, settings }: Place, branch: IssueBranch, base: string): WorkflowEvent[] {
  const { name, hasPlans, commit, isLocal } = branch;
  if (!isLocal) return [];
  const steps: WorkflowEvent[] = [
    { type: "step_completed", step: "branch", branchName: name, baseBranch: base },
  ];
  const root = settings.values.worktreeRoot;
  const path = branch.worktree ?? (hasPlans ? worktreePath({ repo: repository, root, branch: name }) : null);
  if (path === null) return steps;
  steps.push({ type: "step_completed", step: "worktree", worktreePath: path });
  if (hasPlans) steps.push({ type: "step_completed", step: "plans", commit });
  return steps;
}

function tellBranch({ name, commit, worktree, hasPlans }: IssueBranch): string {
  const place = worktree === null ? "without a worktree" : `in ${worktree}`;
  return `Branch ${name} at ${commit.slice(0, 12)}, ${place}, ${hasPlans ? "with" : "without"} its plans folder`;
}
