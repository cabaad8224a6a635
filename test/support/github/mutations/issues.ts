import { type Context, subjectOf } from "../context.ts";
import { gap, unprocessable } from "../errors.ts";
import { viewerOf } from "../resolvers/accounts.ts";
import { demandWritable, isAtLeast, roleOf } from "../rights.ts";
import { createIssue as create, editBody, setLabels, touch } from "../world/changes.ts";
import type { Issue, Label, Permission, Repository } from "../world/entities.ts";
import { closeIssue as close, reopenIssue as reopen } from "../world/states.ts";
import { demandBody, demandTitle } from "./texts.ts";

export const issueMutations = { createIssue, updateIssue, closeIssue, reopenIssue };

interface CreateIssueInput {
  readonly repositoryId: string;
  readonly title: string;
  readonly body?: string | null;
  readonly labelIds?: readonly string[] | null;
}

const UNKNOWN_INPUTS = ["assigneeIds", "issueTemplate", "milestoneId", "parentIssueId", "projectIds"];

function createIssue(input: CreateIssueInput, context: Context, mutation: string): object {
  demandKnown(input);
  const { world, access } = context;
  const repository = subjectOf(context, input.repositoryId, "Repository");
  demandWritable(context, mutation, { repository, resources: ["issues"], role: "READ" });
  if (!repository.hasIssuesEnabled) throw unprocessable("Issues are disabled for this repo");
  demandTitle(input.title);
  demandBody(input.body);
  const labels = labelsOf(context, repository, input.labelIds ?? []);
  // Whoever may not label has the labels left out, without a word.
  const mayLabel = isAtLeast(roleOf(access, repository), "TRIAGE");
  const { title, body } = input;
  const issue = create(world, repository, {
    title,
    body,
    author: access.account,
    labels: mayLabel ? labels : [],
  });
  return { issue };
}

interface UpdateIssueInput {
  readonly id: string;
  readonly title?: string | null;
  readonly body?: string | null;
  readonly state?: "OPEN" | "CLOSED" | null;
  readonly labelIds?: readonly string[] | null;
}

function updateIssue(input: UpdateIssueInput, context: Context, mutation: string): object {
  demandKnown(input);
  const { world, access } = context;
  const { title, body, state, labelIds } = input;
  const issue = subjectOf(context, input.id, "Issue");
  const changesText = title != null || body != null;
  demandIssue(context, mutation, issue, changesText ? "WRITE" : "TRIAGE");
  if (title != null) demandTitle(title);
  demandBody(body);
  const labels = labelIds && labelsOf(context, issue.repository, labelIds);

  if (title != null && title !== issue.title) {
    issue.title = title;
    touch(world, issue);
  }
  if (body != null) editBody(world, issue, { body, by: access.account });
  if (state === "CLOSED") close(world, issue);
  if (state === "OPEN") reopen(world, issue);
  if (labels && isAtLeast(roleOf(access, issue.repository), "TRIAGE")) setLabels(world, issue, labels);
  return { issue, actor: viewerOf(context) };
}

interface CloseIssueInput {
  readonly issueId: string;
  readonly stateReason?: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE" | null;
}

function closeIssue(input: CloseIssueInput, context: Context, mutation: string): object {
  const issue = subjectOf(context, input.issueId, "Issue");
  demandIssue(context, mutation, issue, "TRIAGE");
  close(context.world, issue, input.stateReason ?? "COMPLETED");
  return { issue };
}

function reopenIssue({ issueId }: { issueId: string }, context: Context, mutation: string): object {
  const issue = subjectOf(context, issueId, "Issue");
  demandIssue(context, mutation, issue, "TRIAGE");
  reopen(context.world, issue);
  return { issue };
}

function demandIssue(context: Context, mutation: string, issue: Issue, role: Permission): void {
  const { repository, author } = issue;
  demandWritable(context, mutation, { repository, resources: ["issues"], role, author });
}

/** All of them have to be of that repository. */
function labelsOf(context: Context, repository: Repository, ids: readonly string[]): Label[] {
  return ids.map((id) => {
    const label = subjectOf(context, id, "Label");
    if (label.repository !== repository) throw unprocessable("Label is not of this repository");
    return label;
  });
}

function demandKnown(input: object): void {
  for (const [name, value] of Object.entries(input)) {
    const says = Array.isArray(value) ? value.length > 0 : value !== null;
    if (UNKNOWN_INPUTS.includes(name) && says) throw gap(`the input ${name}`);
  }
}
