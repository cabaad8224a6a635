import type { Timestamp } from "../workflow/state.ts";

export interface Author {
  readonly login: string;
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
  readonly author: Author;
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

export interface ChangedIssue {
  readonly issue: Issue;
  readonly comments: readonly Comment[];
}

export interface Poll {
  readonly changed: readonly ChangedIssue[];
  /** Issues that could not be read. One of them says nothing about the others. */
  readonly failed: readonly { readonly number: number; readonly error: Error }[];
}

/**
 * Where issues, comments and labels live (spec section 9). Every implementation passes
 * `test/contract/tracker-contract.ts`. All methods reject with an `OrcError`: `IssueNotFoundError`,
 * `TrackerUnavailableError` or `TrackerDamagedError`, and every one of them may be repeated safely.
 */
export interface Tracker {
  readonly name: "github" | "local";
  /** The issue that was created for a workflow, by its hidden marker; the oldest, should a person have copied it. */
  findIssueByMarker(workflowId: string): Promise<Issue | null>;
  /** Creates the workflow's issue, or returns the one there is: never a second one for a workflow (spec section 4). */
  createIssue(request: NewIssue): Promise<Issue>;
  getIssue(number: number): Promise<Issue>;
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
  /** The watched issues that have moved since they were last seen, with all their comments. */
  poll(watches: readonly Watch[]): Promise<Poll>;
}
