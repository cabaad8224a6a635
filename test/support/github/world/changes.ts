import type {
  Account,
  Comment,
  Discussion,
  Issue,
  Label,
  PullRequest,
  Reactable,
  Reaction,
  Repository,
} from "./entities.ts";
import type { Registry } from "./registry.ts";

/** What can happen in the world, whoever does it: no rights are asked about here. */

export interface Change {
  readonly registry: Registry;
  /** Whether a change of labels moves an issue's `updatedAt`: reports on GitHub differ. */
  readonly labelsMoveUpdatedAt: boolean;
}

/** Never back. */
export function touch(change: Change, discussion: Discussion, at = change.registry.timestamp()): void {
  if (at > discussion.updatedAt) discussion.updatedAt = at;
}

export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function labelNamed(repository: Repository, name: string): Label | undefined {
  return repository.labels.find((label) => sameName(label.name, name));
}

export function createLabel(
  { registry }: Change,
  repository: Repository,
  {
    name,
    color = "ededed",
    description = null,
  }: { name: string; color?: string; description?: string | null },
): Label {
  const createdAt = registry.timestamp();
  const label = registry.register<Label>({
    __typename: "Label",
    ...registry.identity("Label"),
    repository,
    name,
    color,
    description,
    createdAt,
    updatedAt: createdAt,
  });
  repository.labels.push(label);
  return label;
}

/** Takes it off everything it is on. */
export function deleteLabel(change: Change, label: Label): void {
  const { repository } = label;
  for (const discussion of repository.discussions)
    setLabels(
      change,
      discussion,
      discussion.labels.filter((each) => each !== label),
    );
  repository.labels = repository.labels.filter((each) => each !== label);
  change.registry.forget(label);
}

/** Notes in the log what is on it now, where that is something else than before. */
export function setLabels(change: Change, discussion: Discussion, labels: readonly Label[]): void {
  const next = [...new Set(labels)];
  const same =
    next.length === discussion.labels.length && next.every((each) => discussion.labels.includes(each));
  discussion.labels = next;
  if (same) return;
  const { registry } = change;
  const { request } = registry;
  const previous = discussion.labelLog.at(-1);
  if (previous && request !== null && previous.request === request) previous.rests = false;
  const at = new Date(registry.now()).toISOString();
  discussion.labelLog.push({ at, labels: next.map(({ name }) => name), request, rests: true });
  if (change.labelsMoveUpdatedAt) touch(change, discussion);
}

export interface NewDiscussion {
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly author: Account | null;
  readonly labels?: readonly Label[];
  readonly createdAt?: string | Date | undefined;
}

function discussed(
  { registry }: Change,
  type: Discussion["__typename"],
  repository: Repository,
  init: NewDiscussion,
) {
  const createdAt = registry.timestamp(init.createdAt ?? registry.now());
  return {
    ...registry.identity(type),
    number: repository.discussions.length + 1,
    repository,
    title: init.title,
    body: init.body ?? "",
    author: init.author,
    authorAssociation: null,
    labels: [],
    labelLog: [],
    comments: [],
    reactions: [],
    locked: false,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    lastEditedAt: null,
    includesCreatedEdit: false,
    editor: null,
    createdViaEmail: false,
  };
}

export function createIssue(change: Change, repository: Repository, init: NewDiscussion): Issue {
  const issue = change.registry.register<Issue>({
    __typename: "Issue",
    ...discussed(change, "Issue", repository, init),
    state: "OPEN",
    stateReason: null,
  });
  repository.discussions.push(issue);
  setLabels(change, issue, init.labels ?? []);
  return issue;
}

export type NewPullRequest = NewDiscussion &
  Pick<PullRequest, "headRefName" | "headRefOid" | "baseRefName" | "baseRefOid" | "isDraft">;

export function createPullRequest(change: Change, repository: Repository, init: NewPullRequest): PullRequest {
  const { headRefName, headRefOid, baseRefName, baseRefOid, isDraft } = init;
  const pullRequest = change.registry.register<PullRequest>({
    __typename: "PullRequest",
    ...discussed(change, "PullRequest", repository, init),
    state: "OPEN",
    isDraft,
    headRefName,
    headRefOid,
    baseRefName,
    baseRefOid,
    isCrossRepository: false,
    maintainerCanModify: true,
    mergedAt: null,
    mergeable: "UNKNOWN",
    mergeableOnceComputed: "MERGEABLE",
    reviewDecision: null,
    reviews: [],
    statusCheckRollup: null,
  });
  repository.discussions.push(pullRequest);
  setLabels(change, pullRequest, init.labels ?? []);
  return pullRequest;
}

export function addComment(
  change: Change,
  subject: Discussion,
  init: Pick<Comment, "author" | "body"> & { createdAt?: string | Date | undefined },
): Comment {
  const { registry } = change;
  const createdAt = registry.timestamp(init.createdAt ?? registry.now());
  const comment = registry.register<Comment>({
    __typename: "IssueComment",
    ...registry.identity("IssueComment"),
    subject,
    author: init.author,
    authorAssociation: null,
    body: init.body,
    createdAt,
    updatedAt: createdAt,
    lastEditedAt: null,
    includesCreatedEdit: false,
    editor: null,
    createdViaEmail: false,
    isMinimized: false,
    minimizedReason: null,
    reactions: [],
  });
  subject.comments.push(comment);
  touch(change, subject, createdAt);
  return comment;
}

export function deleteComment(change: Change, comment: Comment): void {
  const { subject } = comment;
  subject.comments = subject.comments.filter((each) => each !== comment);
  change.registry.forget(comment);
  touch(change, subject);
}

/** The first edit keeps what was there at creation; a body put back as it is, is no edit. */
export function editBody(
  change: Change,
  what: Reactable,
  { body, by, at }: { body: string; by: Account | null; at?: string | undefined },
): void {
  const when = at ?? change.registry.timestamp();
  if (what.body === body) return;
  what.body = body;
  what.lastEditedAt = when;
  what.includesCreatedEdit = true;
  what.editor = by;
  if (when > what.updatedAt) what.updatedAt = when;
  if (what.__typename === "IssueComment") touch(change, what.subject, when);
}

export function react({ registry }: Change, subject: Reactable, content: string, by: Account): Reaction {
  const known = subject.reactions.find((each) => each.content === content && each.by === by);
  if (known) return known;
  const reaction = registry.register<Reaction>({
    __typename: "Reaction",
    ...registry.identity("Reaction"),
    content,
    by,
    subject,
    createdAt: registry.timestamp(),
  });
  subject.reactions.push(reaction);
  return reaction;
}
