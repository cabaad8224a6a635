import type { GraphQLResolveInfo } from "graphql";
import { connection, type PageArgs } from "../connections.ts";
import type { Context } from "../context.ts";
import { forbidden, notFound } from "../errors.ts";
import { demandReadable, isAtLeast, roleOf, whyNotReadable } from "../rights.ts";
import { labelNamed } from "../world/changes.ts";
import type { Discussion, Issue, PullRequest, Repository } from "../world/entities.ts";
import { nameWithOwner, repositoryPath, urlOf } from "../world/web.ts";
import { collaborators } from "./collaborators.ts";
import { type LabelOrder, labelSorting } from "./label.ts";
import { discussionSorting, issueFilter, type ListArgs, pullRequestFilter } from "./listing.ts";
import { branchRef } from "./refs.ts";
import type { FieldTable } from "./table.ts";

type Numbered = { readonly number: number };

export const repository: FieldTable = {
  nameWithOwner,
  resourcePath: repositoryPath,
  url: (source: Repository) => urlOf(repositoryPath(source)),
  visibility: ({ isPrivate }: Repository) => (isPrivate ? "PRIVATE" : "PUBLIC"),
  isEmpty: ({ branches }: Repository) => branches.size === 0,
  isInOrganization: ({ owner }: Repository) => owner.__typename === "Organization",
  viewerPermission: (source: Repository, _: unknown, { access }: Context) => roleOf(access, source),
  viewerCanAdminister: (source: Repository, _: unknown, { access }: Context) =>
    roleOf(access, source) === "ADMIN",

  defaultBranchRef(source: Repository, _: unknown, context: Context) {
    demandReadable(context, source, "contents");
    return branchRef(source, source.defaultBranch);
  },
  ref(source: Repository, { qualifiedName }: { qualifiedName: string }, context: Context) {
    demandReadable(context, source, "contents");
    return branchRef(source, qualifiedName.replace(/^refs\/heads\//, ""));
  },

  label(source: Repository, { name }: { name: string }, context: Context) {
    demandReadable(context, source, "issues", "pull_requests");
    return labelNamed(source, name) ?? null;
  },
  labels(
    source: Repository,
    args: PageArgs & { orderBy: LabelOrder; query?: string | null },
    context: Context,
    info: GraphQLResolveInfo,
  ) {
    demandReadable(context, source, "issues", "pull_requests");
    const wanted = (args.query ?? "").toLowerCase();
    const found = source.labels.filter(({ name, description }) =>
      `${name}\n${description ?? ""}`.toLowerCase().includes(wanted),
    );
    return connection(found, args, info, labelSorting(args.orderBy));
  },

  issue: (source: Repository, args: Numbered, context: Context) =>
    numbered(context, source, args, "Issue", "an Issue"),
  pullRequest: (source: Repository, args: Numbered, context: Context) =>
    numbered(context, source, args, "PullRequest", "a PullRequest"),
  issueOrPullRequest: (source: Repository, args: Numbered, context: Context) =>
    numbered(context, source, args, null, "an issue or pull request"),

  issues(source: Repository, args: ListArgs, context: Context, info: GraphQLResolveInfo) {
    demandReadable(context, source, "issues");
    const issues = source.discussions.filter((each): each is Issue => each.__typename === "Issue");
    return connection(issues.filter(issueFilter(args)), args, info, discussionSorting(args.orderBy));
  },
  pullRequests(source: Repository, args: ListArgs, context: Context, info: GraphQLResolveInfo) {
    demandReadable(context, source, "pull_requests");
    const all = source.discussions.filter((each): each is PullRequest => each.__typename === "PullRequest");
    return connection(all.filter(pullRequestFilter(args)), args, info, discussionSorting(args.orderBy));
  },

  collaborators(source: Repository, args: never, context: Context, info: GraphQLResolveInfo) {
    if (!isAtLeast(roleOf(context.access, source), "WRITE"))
      throw forbidden("You do not have permission to view repository collaborators.");
    return collaborators(source, args, context, info);
  },
};

/** Issues and pull requests share their numbers, but neither is found as the other. */
function numbered(
  context: Context,
  source: Repository,
  { number }: Numbered,
  type: Discussion["__typename"] | null,
  words: string,
): Discussion {
  const found = source.discussions[number - 1];
  const resource = type === "PullRequest" ? "pull_requests" : "issues";
  const refusal = whyNotReadable(context, source, [resource]);
  if (refusal) throw refusal;
  if (found === undefined || (type !== null && found.__typename !== type))
    throw notFound(`Could not resolve to ${words} with the number of ${number}.`);
  return found;
}
