import type { PageArgs, Sorting } from "../connections.ts";
import { gap } from "../errors.ts";
import { sameName } from "../world/changes.ts";
import type { Discussion, Issue, PullRequest } from "../world/entities.ts";

interface IssueFilters {
  readonly createdBy?: string | null;
  readonly labels?: readonly string[] | null;
  readonly states?: readonly string[] | null;
  readonly since?: string | null;
}

interface IssueOrder {
  readonly field: "CREATED_AT" | "UPDATED_AT" | "COMMENTS";
  readonly direction: "ASC" | "DESC";
}

export interface ListArgs extends PageArgs {
  readonly filterBy?: IssueFilters | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: IssueOrder | null;
  readonly states?: readonly string[] | null;
}

const FILTERS = ["createdBy", "labels", "states", "since"];

/** Several labels: with any of them. `since` goes by `updatedAt`. */
export function issueFilter({ labels, states, filterBy }: ListArgs): (issue: Issue) => boolean {
  const { createdBy, since, ...by } = filterBy ?? {};
  const unknown = Object.entries(filterBy ?? {}).find(([name, value]) => value && !FILTERS.includes(name));
  if (unknown) throw gap(`the filter ${unknown[0]}`);
  return (issue) =>
    isOneOf(states, issue.state) &&
    isOneOf(by.states, issue.state) &&
    hasOneOf(labels, issue) &&
    hasOneOf(by.labels, issue) &&
    (since == null || Date.parse(issue.updatedAt) >= Date.parse(since)) &&
    (createdBy == null || isBy(createdBy, issue));
}

export function pullRequestFilter(args: ListArgs): (pullRequest: PullRequest) => boolean {
  const { labels, states, headRefName, baseRefName } = args;
  return (pullRequest) =>
    isOneOf(states, pullRequest.state) &&
    hasOneOf(labels, pullRequest) &&
    (headRefName == null || pullRequest.headRefName === headRefName) &&
    (baseRefName == null || pullRequest.baseRefName === baseRefName);
}

/** The oldest first, unless asked otherwise. */
export function discussionSorting(order: IssueOrder | null | undefined): Sorting<Discussion> {
  const { field, direction } = order ?? { field: "CREATED_AT", direction: "ASC" };
  const first = (each: Discussion) => {
    if (field === "COMMENTS") return each.comments.length;
    return field === "UPDATED_AT" ? each.updatedAt : each.createdAt;
  };
  return { key: (each) => [first(each), each.number], direction };
}

function isOneOf(wanted: readonly string[] | null | undefined, state: string): boolean {
  return wanted == null || wanted.length === 0 || wanted.includes(state);
}

function hasOneOf(wanted: readonly string[] | null | undefined, { labels }: Discussion): boolean {
  if (wanted == null || wanted.length === 0) return true;
  return labels.some(({ name }) => wanted.some((each) => sameName(each, name)));
}

/** A bot is found by either of its logins. */
function isBy(login: string, { author }: Issue): boolean {
  if (author === null) return false;
  return sameName(author.login, author.__typename === "Bot" ? login.replace(/\[bot\]$/, "") : login);
}
