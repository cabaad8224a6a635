import type { Timestamp } from "../../workflow/state.ts";
import { IssueNotFoundError } from "../errors.ts";
import { hasMarker, withMarker, workflowMarker } from "../marker.ts";
import type { Author, Issue, NewIssue } from "../tracker.ts";
import type { IssueAnswer, IssuesPage } from "./answers.ts";
import { fitting } from "./body.ts";
import type { GitHubClient } from "./github-client.ts";
import { labelIds } from "./labels.ts";
import { operations } from "./operations.ts";

/** Clocks differ: an issue may seem older than the wish for it by this much. */
const CLOCK_SKEW_MS = 3_600_000;
/** Where nothing says how far back to look: a thousand issues. */
const MOST_PAGES = 20;
/** A person sees the account's former name here. */
const GHOST: Author = { login: "ghost", isBot: false };

export function toAuthor(
  author: { readonly __typename: string; readonly login: string } | null,
): Author | null {
  if (author === null) return null;
  const isBot = author.__typename !== "User";
  // An app is `slug` as an author and `slug[bot]` as the one who asks; only the second cannot be a person's login.
  const login =
    author.__typename === "Bot" && !author.login.endsWith("[bot]") ? `${author.login}[bot]` : author.login;
  return { login, isBot };
}

export function toIssue(answer: IssueAnswer): Issue {
  const { number, title, body, url } = answer;
  return {
    number,
    title,
    body,
    labels: answer.labels.nodes.map((label) => label.name),
    author: toAuthor(answer.author) ?? GHOST,
    url,
    createdAt: time(answer.createdAt),
    updatedAt: time(answer.updatedAt),
  };
}

/** All times of the project have milliseconds, so that they compare as text. */
export function time(value: string): Timestamp {
  return new Date(value).toISOString();
}

/** @throws IssueNotFoundError also for numbers that cannot be one */
export function checkNumber(number: number): void {
  if (!Number.isInteger(number) || number < 1 || number > 2 ** 31 - 1)
    throw new IssueNotFoundError(number, "github");
}

/** @param viewer the login of the account in use: a marker in anybody else's issue says nothing */
export async function findIssue(
  client: GitHubClient,
  {
    workflowId,
    requestedAt,
    viewer,
  }: { workflowId: string; requestedAt?: Timestamp | undefined; viewer: string },
): Promise<Issue | null> {
  const marker = workflowMarker(workflowId);
  const oldest = requestedAt === undefined ? 0 : Date.parse(requestedAt) - CLOCK_SKEW_MS;
  let after: string | null = null;
  let found: Issue | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: IssuesPage = await client.query(operations.newestIssues, { after });
    const { nodes, pageInfo } = answer.repository.issues;
    for (const issue of nodes.map(toIssue))
      if (hasMarker(issue.body, marker) && issue.author.login.toLowerCase() === viewer.toLowerCase())
        found = issue;
    const isOldEnough = nodes.some(({ createdAt }) => Date.parse(createdAt) < oldest);
    if (found !== null || isOldEnough || !pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return found;
}

/** Creates the workflow's issue once, whatever happens on the way. */
export function createIssue(client: GitHubClient, request: NewIssue, viewer: string): Promise<Issue> {
  const { title, workflowId, requestedAt } = request;
  const marker = workflowMarker(workflowId);
  return client.exclusively(() =>
    client.once({
      find: () => findIssue(client, { workflowId, requestedAt, viewer }),
      async act(send) {
        const { repositoryId, ids } = await labelIds(client, send, request.labels);
        const body = withMarker(fitting(request.body, marker.length + 2), marker);
        const input = { repositoryId, title, body, labelIds: ids };
        const { createIssue: created } = await send(operations.createIssue, { input });
        return toIssue(created.issue);
      },
    }),
  );
}
