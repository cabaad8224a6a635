import { STATUS_LABELS } from "../../workflow/labels.ts";

/**
 * Every GraphQL document orc-tui sends. A test validates each against GitHub's published schema and computes what
 * it costs. `input`, `owner` and the like are safe names: `query`, `url`, `method`, `headers`, `request`, `baseUrl`
 * and `mediaType` would be taken for options of the client and never arrive.
 */

const ISSUE = `fragment OrcIssue on Issue {
  id number title body url createdAt updatedAt
  author { __typename login }
  labels(first: 100) { nodes { id name } }
}`;

const COMMENT = `fragment OrcComment on IssueComment {
  id body url createdAt lastEditedAt includesCreatedEdit isMinimized createdViaEmail
  author { __typename login }
}`;

const REPOSITORY = "repository(owner: $owner, name: $name)";
const WHERE = "$owner: String!, $name: String!";

export const VIEWER = `query OrcViewer { viewer { login } }`;

export const REPOSITORY_FACTS = `query OrcRepository(${WHERE}) {
  ${REPOSITORY} { id nameWithOwner viewerPermission isArchived hasIssuesEnabled }
}`;

export const ISSUE_BY_NUMBER = `query OrcIssueByNumber(${WHERE}, $number: Int!) {
  ${REPOSITORY} { issue(number: $number) { ...OrcIssue } }
}
${ISSUE}`;

/** The newest first, so that an issue of ours is on the first page unless many were made since. */
export const NEWEST_ISSUES = `query OrcNewestIssues(${WHERE}, $after: String) {
  ${REPOSITORY} {
    issues(first: 50, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ...OrcIssue }
    }
  }
}
${ISSUE}`;

export const OPEN_ISSUES = `query OrcOpenIssues(${WHERE}) {
  ${REPOSITORY} {
    issues(first: 100, states: [OPEN], orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ...OrcIssue } }
  }
}
${ISSUE}`;

export const COMMENTS = `query OrcComments(${WHERE}, $number: Int!, $after: String) {
  ${REPOSITORY} {
    issue(number: $number) {
      ...OrcIssue
      comments(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { ...OrcComment }
      }
    }
  }
}
${ISSUE}
${COMMENT}`;

/** For finding what we have just posted. */
export const NEWEST_COMMENTS = `query OrcNewestComments(${WHERE}, $number: Int!) {
  ${REPOSITORY} { issue(number: $number) { id comments(last: 100) { nodes { ...OrcComment } } } }
}
${COMMENT}`;

export const ISSUE_LABELS = `query OrcIssueLabels(${WHERE}, $number: Int!) {
  ${REPOSITORY} {
    issue(number: $number) { id labels(first: 100) { nodes { id name } } }
    ${Object.values(STATUS_LABELS)
      .map(({ name }, index) => `s${index}: label(name: "${name}") { id name }`)
      .join("\n    ")}
  }
}`;

export const PERMISSION = `query OrcPermission(${WHERE}, $login: String!) {
  ${REPOSITORY} { collaborators(login: $login, first: 10) { edges { permission node { login } } } }
}`;

export const PULL_REQUESTS_OF_BRANCH = `query OrcPullRequestsOfBranch(${WHERE}, $head: String!) {
  ${REPOSITORY} {
    id
    pullRequests(headRefName: $head, states: [OPEN], first: 20) {
      nodes { number url isCrossRepository }
    }
  }
}`;

export const CREATE_ISSUE = `mutation OrcCreateIssue($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { ...OrcIssue } }
}
${ISSUE}`;

export const ADD_COMMENT = `mutation OrcAddComment($input: AddCommentInput!) {
  addComment(input: $input) { commentEdge { node { ...OrcComment } } }
}
${COMMENT}`;

export const ADD_LABELS = `mutation OrcAddLabels($add: AddLabelsToLabelableInput!) {
  addLabelsToLabelable(input: $add) { labelable { __typename } }
}`;

/** In one request, so that nobody sees the issue between the two. */
export const SWAP_LABELS = `mutation OrcSwapLabels($add: AddLabelsToLabelableInput!, $remove: RemoveLabelsFromLabelableInput!) {
  addLabelsToLabelable(input: $add) { labelable { __typename } }
  removeLabelsFromLabelable(input: $remove) { labelable { __typename } }
}`;

export const REMOVE_LABELS = `mutation OrcRemoveLabels($remove: RemoveLabelsFromLabelableInput!) {
  removeLabelsFromLabelable(input: $remove) { labelable { __typename } }
}`;

export const CREATE_PULL_REQUEST = `mutation OrcCreatePullRequest($input: CreatePullRequestInput!) {
  createPullRequest(input: $input) { pullRequest { number url } }
}`;

/** Asks for what one request may ask about at most, at a cost of one point. */
export const MOST_AT_ONCE = 100;

/** One request for all watched issues: what moved shows in `updatedAt`; labels may change without that. */
export function watchedIssues(numbers: readonly number[]): string {
  const issues = numbers.map(
    (number) =>
      `i${number}: issue(number: ${number}) { number updatedAt labels(first: 100) { nodes { name } } }`,
  );
  return `query OrcWatchedIssues(${WHERE}) {
  rateLimit { cost remaining limit resetAt }
  ${REPOSITORY} { ${issues.join("\n    ")} }
}`;
}

/** Labels by name: `n0`, `n1`, … are given as variables. */
export function labelsByName(count: number): string {
  const each = Array.from({ length: count }, (_, index) => index);
  return `query OrcLabelsByName(${WHERE}, ${each.map((index) => `$n${index}: String!`).join(", ")}) {
  ${REPOSITORY} { id ${each.map((index) => `l${index}: label(name: $n${index}) { id name }`).join(" ")} }
}`;
}

/** Several labels in one request: GitHub wants a second between two of them. */
export function createLabels(count: number): string {
  const each = Array.from({ length: count }, (_, index) => index);
  return `mutation OrcCreateLabels(${each.map((index) => `$c${index}: CreateLabelInput!`).join(", ")}) {
  ${each.map((index) => `c${index}: createLabel(input: $c${index}) { label { id name } }`).join("\n  ")}
}`;
}

export function pullRequestStates(numbers: readonly number[]): string {
  const each = numbers.map(
    (number) => `p${number}: pullRequest(number: ${number}) { number url state isDraft reviewDecision }`,
  );
  return `query OrcPullRequestStates(${WHERE}) { ${REPOSITORY} { ${each.join("\n    ")} } }`;
}

/** Apart from the rest: a fine-grained token may not read checks, and that refusal must not hide what it may read. */
export function pullRequestChecks(numbers: readonly number[]): string {
  const each = numbers.map(
    (number) => `p${number}: pullRequest(number: ${number}) { number statusCheckRollup { state } }`,
  );
  return `query OrcPullRequestChecks(${WHERE}) { ${REPOSITORY} { ${each.join("\n    ")} } }`;
}
