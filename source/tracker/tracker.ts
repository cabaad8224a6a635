import type { Timestamp } from "../workflow/state.ts";

export interface Author {
  readonly login: string;
  /** Anything but a person: a bot, an app, an organisation. */
  readonly isBot: boolean;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  /** As it was given, with our hidden marker as its last line where we created the issue. */
  readonly body: string;
  readonly labels: readonly string[];
  readonly author: Author;
  readonly url: string | null;
  readonly createdAt: Timestamp;
  /** Moves with every comment and edit, never back. */
  readonly updatedAt: Timestamp;
}

export interface Comment {
  /** Unique in the tracker. */
  readonly id: string;
  /** `null` where the account has been deleted. */
  readonly author: Author | null;
  readonly body: string;
  readonly createdAt: Timestamp;
  readonly editedAt: Timestamp | null;
  readonly isMinimized: boolean;
  readonly viaEmail: boolean;
  readonly url: string | null;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly workflowId: string;
  /** When the workflow was made: no older issue can be its own, so that the search for one ends there. */
  readonly requestedAt?: Timestamp | undefined;
}

export interface NewComment {
  readonly body: string;
  /** Makes posting idempotent; `null` for a person's own words, which carry no marker and are posted each time. */
  readonly key: string | null;
}

export type PostedComment = Pick<Comment, "id" | "url" | "createdAt">;

export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

/** An issue to look at, and its `updatedAt` when it was last seen (`null`: never). */
export interface Watch {
  readonly number: number;
  readonly since: Timestamp | null;
}

/** What every look at an issue brings, also where nothing moved: labels may change without `updatedAt`. */
export interface IssueGlance {
  readonly number: number;
  readonly updatedAt: Timestamp;
  /** `null` where they could not be read. */
  readonly labels: readonly string[] | null;
}

export interface ChangedIssue {
  readonly issue: Issue;
  /** Nothing more can happen under the same `updatedAt`, which some trackers cut to whole seconds. */
  readonly isSettled: boolean;
  readonly comments: readonly Comment[];
}

export interface Poll {
  readonly seen: readonly IssueGlance[];
  readonly changed: readonly ChangedIssue[];
  /** Issues that could not be read. One of them says nothing about the others. */
  readonly failed: readonly { readonly number: number; readonly error: Error }[];
  /** The tracker stopped answering before all issues were read; the missing ones are among `failed`. */
  readonly brokenOff?: Error;
}

/** What is left of the requests that the tracker allows. */
export interface Quota {
  readonly remaining: number;
  readonly limit: number;
  readonly resetAt: Timestamp;
}

export interface NewPullRequest {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

export interface PullRequest {
  readonly number: number;
  readonly url: string;
}

/** What has become of a pull request. */
export interface PullRequestStatus extends PullRequest {
  readonly state: "open" | "closed" | "merged";
  readonly isDraft: boolean;
  /** All checks together: `none` where there are none, `unreadable` where the token may not see them. */
  readonly checks: "passed" | "failed" | "pending" | "none" | "unreadable";
  readonly review: "approved" | "changes_requested" | "required" | "none";
}

/** Pull requests, where the tracker has them. */
export interface PullRequests {
  /** Opens a draft, or returns the open one there is for that branch (it is never doubled). */
  openDraft(request: NewPullRequest): Promise<PullRequest>;
  /** In any order; those that cannot be read are left out. */
  status(numbers: readonly number[]): Promise<readonly PullRequestStatus[]>;
}

/** Something that has been looked at, and whether it is as it must be. */
export interface Finding {
  readonly what: string;
  readonly verdict: "ok" | "warning" | "problem";
  readonly message: string;
  /** What mends it; empty where all is well. */
  readonly remedy: string;
}

/**
 * Where issues, comments and labels live (spec section 9). Every implementation passes
 * `test/contract/tracker-contract.ts`. All methods reject with an `OrcError`: `IssueNotFoundError`,
 * `TrackerUnavailableError` or `TrackerDamagedError`, and every one of them may be repeated safely.
 */
export interface Tracker {
  readonly name: "github" | "local";
  /** Where its issues are, for people: `acme/widgets`; `null` where that says nothing. */
  readonly place: string | null;
  /** The issue that was created for a workflow, by its hidden marker; the oldest, should a person have copied it. */
  findIssueByMarker(workflowId: string): Promise<Issue | null>;
  /** Creates the workflow's issue, or returns the one there is: never a second one for a workflow (spec section 4). */
  createIssue(request: NewIssue): Promise<Issue>;
  getIssue(number: number): Promise<Issue>;
  /** The open ones, the newest first, 100 at most: for a person to choose from. */
  openIssues(): Promise<readonly Issue[]>;
  /** Puts labels on an issue, creating those that are missing; takes none away. */
  addLabels(number: number, labels: readonly string[]): Promise<void>;
  /** In the order they were written. */
  listComments(number: number): Promise<readonly Comment[]>;
  /** Posts a comment, or returns the one that was already posted with that key on that issue. */
  postComment(number: number, comment: NewComment): Promise<PostedComment>;
  /** Makes `label` the only status label of the issue, creating it where it is missing; touches no other (spec section 7). */
  setStatusLabel(number: number, label: string): Promise<void>;
  /** What the account may do in the repository, asked now. */
  permission(login: string): Promise<Permission>;
  /** The login of the account in use. */
  viewer(): Promise<string>;
  /** The watched issues, and of those that have moved since they were last seen all their comments. */
  poll(watches: readonly Watch[]): Promise<Poll>;
  /** `null` where the tracker has none. */
  readonly pullRequests: PullRequests | null;
  /** The address of a file as it is in a commit, for people; `null` where there is none. */
  fileUrl(revision: string, path: string): string | null;
  /** Looks whether everything is there that the tracker needs: login, repository, permissions. Changes nothing. */
  diagnose(): Promise<readonly Finding[]>;
  /** `null` where nothing is counted, or nothing is known yet. */
  quota(): Quota | null;
  /** Gives up everything under way; the tracker is not used again. */
  close(): void;
}
