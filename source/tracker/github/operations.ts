import type * as z from "zod/mini";
import * as answers from "./answers.ts";
import * as documents from "./documents.ts";

/** A document with the answer it must have, and what a token needs for it. */
export interface Operation<Answer> {
  readonly name: string;
  readonly document: string;
  readonly kind: "query" | "mutation";
  readonly answer: z.ZodMiniType<Answer>;
  /** The permission of a fine-grained token or an app, as GitHub's settings name it. */
  readonly needs: string;
  /** What it does, for a sentence that begins with "cannot". */
  readonly purpose: string;
}

const READ_METADATA = "Metadata: read";
const READ_ISSUES = "Issues: read";
const WRITE_ISSUES = "Issues: read and write";
const READ_PULL_REQUESTS = "Pull requests: read";

export function operation<Answer>(
  document: string,
  answer: z.ZodMiniType<Answer>,
  needs: string,
  purpose: string,
): Operation<Answer> {
  const [, kind, name] = /^(query|mutation) (\w+)/.exec(document) ?? [];
  if (name === undefined || (kind !== "query" && kind !== "mutation"))
    throw new TypeError("a document begins with its kind and its name");
  return { name, document, kind, answer, needs, purpose };
}

export const operations = {
  viewer: operation(documents.VIEWER, answers.viewerAnswer, READ_METADATA, "ask whose token this is"),
  repository: operation(
    documents.REPOSITORY_FACTS,
    answers.repositoryAnswer,
    READ_METADATA,
    "read the repository",
  ),
  issueByNumber: operation(
    documents.ISSUE_BY_NUMBER,
    answers.issueByNumberAnswer,
    READ_ISSUES,
    "read an issue",
  ),
  newestIssues: operation(documents.NEWEST_ISSUES, answers.newestIssuesAnswer, READ_ISSUES, "read issues"),
  openIssues: operation(documents.OPEN_ISSUES, answers.openIssuesAnswer, READ_ISSUES, "read issues"),
  comments: operation(documents.COMMENTS, answers.commentsAnswer, READ_ISSUES, "read comments"),
  newestComments: operation(
    documents.NEWEST_COMMENTS,
    answers.newestCommentsAnswer,
    READ_ISSUES,
    "read comments",
  ),
  issueLabels: operation(documents.ISSUE_LABELS, answers.issueLabelsAnswer, READ_ISSUES, "read labels"),
  permission: operation(
    documents.PERMISSION,
    answers.permissionAnswer,
    READ_METADATA,
    "ask who may approve (for that, the token's own account needs push access)",
  ),
  pullRequestsOfBranch: operation(
    documents.PULL_REQUESTS_OF_BRANCH,
    answers.pullRequestsOfBranchAnswer,
    READ_PULL_REQUESTS,
    "look for pull requests",
  ),
  createIssue: operation(documents.CREATE_ISSUE, answers.createIssueAnswer, WRITE_ISSUES, "create an issue"),
  addComment: operation(documents.ADD_COMMENT, answers.addCommentAnswer, WRITE_ISSUES, "write a comment"),
  addLabels: operation(documents.ADD_LABELS, answers.addLabelsAnswer, WRITE_ISSUES, "set labels"),
  removeLabels: operation(documents.REMOVE_LABELS, answers.removeLabelsAnswer, WRITE_ISSUES, "set labels"),
  swapLabels: operation(documents.SWAP_LABELS, answers.swapLabelsAnswer, WRITE_ISSUES, "set labels"),
  createPullRequest: operation(
    documents.CREATE_PULL_REQUEST,
    answers.createPullRequestAnswer,
    "Pull requests: read and write",
    "open a pull request",
  ),
} as const;

export function watchedIssues(numbers: readonly number[]) {
  return operation(
    documents.watchedIssues(numbers),
    answers.watchedIssuesAnswer,
    READ_ISSUES,
    "look at the watched issues",
  );
}

export function labelsByName(count: number) {
  return operation(documents.labelsByName(count), answers.labelsByNameAnswer, READ_ISSUES, "read labels");
}

export function createLabels(count: number) {
  return operation(documents.createLabels(count), answers.createLabelsAnswer, WRITE_ISSUES, "create labels");
}

export function pullRequestStates(numbers: readonly number[]) {
  return operation(
    documents.pullRequestStates(numbers),
    answers.pullRequestStatesAnswer,
    READ_PULL_REQUESTS,
    "read pull requests",
  );
}

export function pullRequestChecks(numbers: readonly number[]) {
  return operation(
    documents.pullRequestChecks(numbers),
    answers.pullRequestChecksAnswer,
    "Checks: read",
    "read checks",
  );
}
