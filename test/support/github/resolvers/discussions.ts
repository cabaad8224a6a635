import type { GraphQLResolveInfo } from "graphql";
import { connection, type PageArgs, type Sorting } from "../connections.ts";
import type { Context } from "../context.ts";
import { isAtLeast, roleIn, roleOf } from "../rights.ts";
import type { Comment, Discussion, PullRequest, Review } from "../world/entities.ts";
import { discussionPath, urlOf } from "../world/web.ts";
import { statusCheckRollup } from "./checks.ts";
import { type LabelOrder, labelSorting } from "./label.ts";
import { reactables } from "./reactions.ts";
import { branchRef, commitOf } from "./refs.ts";
import type { FieldTable } from "./table.ts";
import { written } from "./written.ts";

interface CommentArgs extends PageArgs {
  readonly orderBy?: { readonly direction: "ASC" | "DESC" } | null;
}

const may =
  (least: "TRIAGE" | "WRITE") =>
  (source: Discussion, _: unknown, { access }: Context) =>
    source.author === access.account || isAtLeast(roleOf(access, source.repository), least);

/** Issues and pull requests alike. */
const discussed: FieldTable = {
  ...written,
  ...reactables,
  url: (source: Discussion) => urlOf(discussionPath(source)),
  resourcePath: discussionPath,
  closed: ({ state }: Discussion) => state !== "OPEN",
  activeLockReason: () => null,
  viewerCanClose: may("TRIAGE"),
  viewerCanReopen: may("TRIAGE"),
  viewerCanLabel: ({ repository }: Discussion, _: unknown, { access }: Context) =>
    isAtLeast(roleOf(access, repository), "TRIAGE"),
  comments: ({ comments }: Discussion, args: CommentArgs, _: Context, info: GraphQLResolveInfo) =>
    connection(comments, args, info, commentSorting(args)),
  labels: (
    { labels }: Discussion,
    args: PageArgs & { orderBy: LabelOrder },
    _: Context,
    info: GraphQLResolveInfo,
  ) => connection(labels, args, info, labelSorting(args.orderBy)),
};

/** In the order they were written; there is no other but that of their last change. */
function commentSorting({ orderBy }: CommentArgs): Sorting<Comment> {
  const key = ({ createdAt, updatedAt, databaseId }: Comment) => [
    orderBy ? updatedAt : createdAt,
    databaseId,
  ];
  return { key, direction: orderBy?.direction };
}

export const issue: FieldTable = { ...discussed, isPinned: () => false };

export const pullRequest: FieldTable = {
  ...discussed,
  permalink: (source: PullRequest) => urlOf(discussionPath(source)),
  merged: ({ state }: PullRequest) => state === "MERGED",
  headRef: ({ repository, headRefName }: PullRequest) => branchRef(repository, headRefName),
  baseRef: ({ repository, baseRefName }: PullRequest) => branchRef(repository, baseRefName),
  headRepository: ({ repository }: PullRequest) => repository,
  headRepositoryOwner: ({ repository }: PullRequest) => repository.owner,
  baseRepository: ({ repository }: PullRequest) => repository,
  totalCommentsCount: ({ comments }: PullRequest) => comments.length,
  mergeable,
  mergeStateStatus({ isDraft, mergeable, reviewDecision }: PullRequest) {
    if (mergeable === "UNKNOWN") return "UNKNOWN";
    if (mergeable === "CONFLICTING") return "DIRTY";
    if (isDraft) return "DRAFT";
    return reviewDecision === null || reviewDecision === "APPROVED" ? "CLEAN" : "BLOCKED";
  },
  statusCheckRollup,
  reviews: (source: PullRequest, args: PageArgs, _: Context, info: GraphQLResolveInfo) =>
    reviews(source, source.reviews, args, info),
  latestOpinionatedReviews(
    source: PullRequest,
    args: PageArgs & { writersOnly: boolean },
    _: Context,
    info: GraphQLResolveInfo,
  ) {
    const opinions = source.reviews.filter(
      ({ state, by }) =>
        ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"].includes(state) &&
        (!args.writersOnly || isAtLeast(roleIn(source.repository, by), "WRITE")),
    );
    const latest = opinions.filter(({ by }, at) => !opinions.slice(at + 1).some((later) => later.by === by));
    return reviews(source, latest, args, info);
  },
};

/** The first who asks learns nothing yet. */
function mergeable(source: PullRequest): PullRequest["mergeable"] {
  const known = source.mergeable;
  if (known === "UNKNOWN") source.mergeable = source.mergeableOnceComputed;
  return known;
}

function reviews(source: PullRequest, some: readonly Review[], args: PageArgs, info: GraphQLResolveInfo) {
  const shown = some.map(({ by, state, submittedAt, oid }) => ({
    author: by,
    state,
    submittedAt,
    commit: commitOf(source.repository, oid),
    place: source.reviews.findIndex((each) => each.by === by && each.submittedAt === submittedAt),
  }));
  return connection(shown, args, info, { key: ({ submittedAt, place }) => [submittedAt, place] });
}
