import * as z from "zod/mini";

/**
 * What answers must look like to be believed: a body that was cut short or comes from a proxy arrives as nothing at
 * all, or as something else, and no type says so at run time.
 */
const label = z.object({ id: z.string(), name: z.string() });
const author = z.nullable(z.object({ __typename: z.string(), login: z.string() }));
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.nullable(z.string()) });

export const issueAnswer = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  author,
  labels: z.object({ nodes: z.array(label) }),
});
export type IssueAnswer = z.infer<typeof issueAnswer>;

export const commentAnswer = z.object({
  id: z.string(),
  body: z.string(),
  url: z.string(),
  createdAt: z.string(),
  lastEditedAt: z.nullable(z.string()),
  includesCreatedEdit: z.boolean(),
  isMinimized: z.boolean(),
  createdViaEmail: z.boolean(),
  author,
});
export type CommentAnswer = z.infer<typeof commentAnswer>;

const inRepository = <T extends z.core.$ZodType>(content: T) => z.object({ repository: content });

export const viewerAnswer = z.object({ viewer: z.object({ login: z.string() }) });

export const repositoryAnswer = inRepository(
  z.object({
    id: z.string(),
    nameWithOwner: z.string(),
    viewerPermission: z.nullable(z.string()),
    isArchived: z.boolean(),
    hasIssuesEnabled: z.boolean(),
  }),
);

export const issueByNumberAnswer = inRepository(z.object({ issue: issueAnswer }));

export const newestIssuesAnswer = inRepository(
  z.object({ issues: z.object({ pageInfo, nodes: z.array(issueAnswer) }) }),
);

export type IssuesPage = z.infer<typeof newestIssuesAnswer>;

export const openIssuesAnswer = inRepository(z.object({ issues: z.object({ nodes: z.array(issueAnswer) }) }));

export const commentsAnswer = inRepository(
  z.object({
    issue: z.extend(issueAnswer, {
      comments: z.object({ pageInfo, nodes: z.array(commentAnswer) }),
    }),
  }),
);

export type CommentsPage = z.infer<typeof commentsAnswer>;

export const newestCommentsAnswer = inRepository(
  z.object({ issue: z.object({ id: z.string(), comments: z.object({ nodes: z.array(commentAnswer) }) }) }),
);

const labelled = z.object({ id: z.string(), labels: z.object({ nodes: z.array(label) }) });
const statusLabel = z.nullable(label);
export const issueLabelsAnswer = inRepository(
  z.object({
    issue: labelled,
    s0: statusLabel,
    s1: statusLabel,
    s2: statusLabel,
    s3: statusLabel,
    s4: statusLabel,
    s5: statusLabel,
  }),
);

export const permissionAnswer = inRepository(
  z.object({
    collaborators: z.object({
      edges: z.array(z.object({ permission: z.string(), node: z.object({ login: z.string() }) })),
    }),
  }),
);

export const pullRequestsOfBranchAnswer = inRepository(
  z.object({
    id: z.string(),
    pullRequests: z.object({
      nodes: z.array(z.object({ number: z.int(), url: z.string(), isCrossRepository: z.boolean() })),
    }),
  }),
);

export const createIssueAnswer = z.object({ createIssue: z.object({ issue: issueAnswer }) });

export const addCommentAnswer = z.object({
  addComment: z.object({ commentEdge: z.object({ node: commentAnswer }) }),
});

const labelable = z.object({ labelable: z.object({ __typename: z.string() }) });
export const addLabelsAnswer = z.object({ addLabelsToLabelable: labelable });
export const removeLabelsAnswer = z.object({ removeLabelsFromLabelable: labelable });
export const swapLabelsAnswer = z.object({
  addLabelsToLabelable: labelable,
  removeLabelsFromLabelable: labelable,
});

export const createPullRequestAnswer = z.object({
  createPullRequest: z.object({ pullRequest: z.object({ number: z.int(), url: z.string() }) }),
});

/** Under names that depend on what was asked; what could not be read is `null`. */
const byAlias = <T extends z.core.$ZodType>(content: T) =>
  inRepository(z.record(z.string(), z.nullable(content)));

export const watchedIssuesAnswer = byAlias(
  z.object({
    number: z.int(),
    updatedAt: z.string(),
    // Those of one issue may be hidden: that must not hide the others.
    labels: z.nullable(z.object({ nodes: z.nullable(z.array(z.nullable(z.object({ name: z.string() })))) })),
  }),
);

export const labelsByNameAnswer = inRepository(
  z.record(z.string(), z.nullable(z.union([z.string(), label]))),
);

export const createLabelsAnswer = z.record(z.string(), z.object({ label }));

export const pullRequestStatesAnswer = byAlias(
  z.object({
    number: z.int(),
    url: z.string(),
    state: z.enum(["OPEN", "CLOSED", "MERGED"]),
    isDraft: z.boolean(),
    reviewDecision: z.nullable(z.string()),
  }),
);

export const pullRequestChecksAnswer = byAlias(
  z.object({ number: z.int(), statusCheckRollup: z.nullable(z.object({ state: z.string() })) }),
);
