import { type Context, subjectOf } from "../context.ts";
import { gap, unprocessable } from "../errors.ts";
import { viewerOf } from "../resolvers/accounts.ts";
import { demandWritable } from "../rights.ts";
import { createPullRequest as create, editBody, touch } from "../world/changes.ts";
import type { PullRequest, Repository } from "../world/entities.ts";
import { closePullRequest as close, reopenPullRequest as reopen } from "../world/states.ts";
import { demandBody, demandTitle } from "./texts.ts";

export const pullRequestMutations = {
  createPullRequest,
  updatePullRequest,
  closePullRequest,
  reopenPullRequest,
  markPullRequestReadyForReview,
  convertPullRequestToDraft,
};

interface CreatePullRequestInput {
  readonly repositoryId: string;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly headRepositoryId?: string | null;
  readonly title: string;
  readonly body?: string | null;
  readonly draft?: boolean | null;
  readonly maintainerCanModify?: boolean | null;
}

/** Within one repository: the double knows no forks. */
function createPullRequest(input: CreatePullRequestInput, context: Context, mutation: string): object {
  const { world, access } = context;
  const repository = subjectOf(context, input.repositoryId, "Repository");
  if (input.headRepositoryId != null && input.headRepositoryId !== repository.id)
    throw gap("pull requests between repositories");
  demandWritable(context, mutation, { repository, resources: ["pull_requests"], role: "WRITE" });
  demandTitle(input.title);
  demandBody(input.body);
  const pullRequest = create(world, repository, {
    ...branchesOf(repository, input),
    title: input.title,
    body: input.body,
    author: access.account,
    isDraft: input.draft ?? false,
  });
  pullRequest.maintainerCanModify = input.maintainerCanModify ?? true;
  return { pullRequest };
}

/** Both have to be there and to differ, and there is one open pull request between two branches at most. */
function branchesOf(repository: Repository, { headRefName, baseRefName }: CreatePullRequestInput) {
  const { login } = repository.owner;
  const head = headRefName.replace(new RegExp(`^${login}:`, "i"), "");
  const headRefOid = repository.branches.get(head);
  const baseRefOid = repository.branches.get(baseRefName);
  const nothingBetween = `No commits between ${baseRefName} and ${head}`;
  if (headRefOid === undefined || baseRefOid === undefined) {
    const problems = [
      headRefOid === undefined && "Head sha can't be blank",
      "Base sha can't be blank",
      nothingBetween,
      headRefOid === undefined && "Head ref must be a branch",
      baseRefOid === undefined && "Base ref must be a branch",
    ];
    throw unprocessable(problems.filter(Boolean).join(", "));
  }
  const isThere = repository.discussions.some(
    (each) =>
      each.__typename === "PullRequest" &&
      each.state === "OPEN" &&
      each.headRefName === head &&
      each.baseRefName === baseRefName,
  );
  if (isThere) throw unprocessable(`A pull request already exists for ${login}:${head}.`);
  if (headRefOid === baseRefOid) throw unprocessable(nothingBetween);
  return { headRefName: head, headRefOid, baseRefName, baseRefOid };
}

interface UpdatePullRequestInput {
  readonly pullRequestId: string;
  readonly title?: string | null;
  readonly body?: string | null;
  readonly state?: "OPEN" | "CLOSED" | null;
}

function updatePullRequest(input: UpdatePullRequestInput, context: Context, mutation: string): object {
  const { world, access } = context;
  const pullRequest = changeable(input, context, mutation);
  const { title, body, state } = input;
  if (title != null) demandTitle(title);
  demandBody(body);
  if (title != null && title !== pullRequest.title) {
    pullRequest.title = title;
    touch(world, pullRequest);
  }
  if (body != null) editBody(world, pullRequest, { body, by: access.account });
  if (state === "CLOSED") close(world, pullRequest, "CLOSED");
  if (state === "OPEN") reopen(world, pullRequest);
  return { pullRequest, actor: viewerOf(context) };
}

interface PullRequestInput {
  readonly pullRequestId: string;
}

function closePullRequest(input: PullRequestInput, context: Context, mutation: string): object {
  const pullRequest = changeable(input, context, mutation);
  close(context.world, pullRequest, "CLOSED");
  return { pullRequest };
}

function reopenPullRequest(input: PullRequestInput, context: Context, mutation: string): object {
  const pullRequest = changeable(input, context, mutation);
  reopen(context.world, pullRequest);
  return { pullRequest };
}

function markPullRequestReadyForReview(input: PullRequestInput, context: Context, mutation: string): object {
  return setDraft(input, context, mutation, false);
}

function convertPullRequestToDraft(input: PullRequestInput, context: Context, mutation: string): object {
  return setDraft(input, context, mutation, true);
}

function setDraft(input: PullRequestInput, context: Context, mutation: string, isDraft: boolean): object {
  const pullRequest = changeable(input, context, mutation);
  if (pullRequest.isDraft !== isDraft) touch(context.world, pullRequest);
  pullRequest.isDraft = isDraft;
  return { pullRequest };
}

function changeable({ pullRequestId }: PullRequestInput, context: Context, mutation: string): PullRequest {
  const pullRequest = subjectOf(context, pullRequestId, "PullRequest");
  const { repository, author } = pullRequest;
  demandWritable(context, mutation, { repository, resources: ["pull_requests"], role: "WRITE", author });
  return pullRequest;
}
