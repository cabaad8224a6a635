import type { Access } from "../access.ts";

/** What the double's world consists of. All of it may be changed by a test at any time. */

export type Permission = "ADMIN" | "MAINTAIN" | "WRITE" | "TRIAGE" | "READ";

export type Association =
  | "COLLABORATOR"
  | "CONTRIBUTOR"
  | "FIRST_TIMER"
  | "FIRST_TIME_CONTRIBUTOR"
  | "MANNEQUIN"
  | "MEMBER"
  | "NONE"
  | "OWNER";

export interface Account {
  readonly __typename: "User" | "Bot" | "Organization";
  readonly id: string;
  readonly databaseId: number;
  /** A bot's is bare (`orc-app`); only as the viewer it is `orc-app[bot]`. */
  login: string;
  name: string | null;
  createdAt: string;
}

export interface Repository {
  readonly __typename: "Repository";
  readonly id: string;
  readonly databaseId: number;
  owner: Account;
  name: string;
  /** As `owner/name`: asking for these leads here too. */
  readonly formerNames: string[];
  isPrivate: boolean;
  isArchived: boolean;
  hasIssuesEnabled: boolean;
  readonly isFork: boolean;
  readonly isDisabled: boolean;
  readonly isLocked: boolean;
  description: string | null;
  createdAt: string;
  updatedAt: string;
  defaultBranch: string;
  /** The commit each branch points at; without the default one the repository is empty. */
  readonly branches: Map<string, string>;
  /** By account id. */
  readonly collaborators: Map<string, Permission>;
  labels: Label[];
  /** Issues and pull requests draw their numbers from one sequence. */
  readonly discussions: Discussion[];
}

export interface Label {
  readonly __typename: "Label";
  readonly id: string;
  readonly databaseId: number;
  readonly repository: Repository;
  name: string;
  color: string;
  description: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface Reaction {
  readonly __typename: "Reaction";
  readonly id: string;
  readonly databaseId: number;
  readonly content: string;
  readonly by: Account;
  readonly subject: Reactable;
  readonly createdAt: string;
}

/** The labels that were on it after a change. */
export interface LabelsAt {
  /** To the millisecond, by the world's clock. */
  readonly at: string;
  readonly labels: readonly string[];
  /** Of the request that changed them; `null` for the test itself. */
  readonly request: number | null;
  /** Not so where the same request changed them again: then nobody else has seen them like that. */
  rests: boolean;
}

interface Written {
  readonly id: string;
  readonly databaseId: number;
  /** `null`: the account has been deleted. */
  author: Account | null;
  body: string;
  createdAt: string;
  updatedAt: string;
  lastEditedAt: string | null;
  includesCreatedEdit: boolean;
  editor: Account | null;
  createdViaEmail: boolean;
  /** `null`: as the author's role gives it. */
  authorAssociation: Association | null;
  readonly reactions: Reaction[];
}

interface Discussed extends Written {
  readonly number: number;
  readonly repository: Repository;
  title: string;
  labels: Label[];
  readonly labelLog: LabelsAt[];
  comments: Comment[];
  locked: boolean;
  closedAt: string | null;
}

export interface Issue extends Discussed {
  readonly __typename: "Issue";
  state: "OPEN" | "CLOSED";
  stateReason: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE" | "REOPENED" | null;
}

export interface PullRequest extends Discussed {
  readonly __typename: "PullRequest";
  state: "OPEN" | "CLOSED" | "MERGED";
  isDraft: boolean;
  headRefName: string;
  headRefOid: string;
  baseRefName: string;
  baseRefOid: string;
  isCrossRepository: boolean;
  maintainerCanModify: boolean;
  mergedAt: string | null;
  /** `UNKNOWN` until it has been read once, as GitHub computes it when somebody asks. */
  mergeable: "MERGEABLE" | "CONFLICTING" | "UNKNOWN";
  /** What the first reading sets off. */
  mergeableOnceComputed: "MERGEABLE" | "CONFLICTING";
  reviewDecision: "APPROVED" | "CHANGES_REQUESTED" | "REVIEW_REQUIRED" | null;
  reviews: Review[];
  statusCheckRollup: Rollup | null;
}

export type Discussion = Issue | PullRequest;

export interface Comment extends Written {
  readonly __typename: "IssueComment";
  readonly subject: Discussion;
  isMinimized: boolean;
  minimizedReason: string | null;
}

export type Reactable = Discussion | Comment;

export interface Review {
  readonly by: Account;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  readonly submittedAt: string;
  readonly oid: string;
}

type StatusState = "EXPECTED" | "ERROR" | "FAILURE" | "PENDING" | "SUCCESS";

export interface Rollup {
  state: StatusState;
  /** Those with a `name` are check runs, those with a `context` are commit statuses. */
  contexts: readonly (CheckRun | StatusContext)[];
}

export interface CheckRun {
  readonly name: string;
  readonly status: "COMPLETED" | "IN_PROGRESS" | "PENDING" | "QUEUED" | "REQUESTED" | "WAITING";
  readonly conclusion?: string | null;
  readonly detailsUrl?: string | null;
}

export interface StatusContext {
  readonly context: string;
  readonly state: StatusState;
  readonly description?: string | null;
  readonly targetUrl?: string | null;
}

/** Everything that has a node ID. */
export type Entity = Account | Repository | Label | Discussion | Comment | Reaction;

export type Tokens = Map<string, Access>;
