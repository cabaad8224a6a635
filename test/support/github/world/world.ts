import type { Grant } from "../access.ts";
import { type AccountInit, Accounts } from "./accounts.ts";
import {
  addComment,
  type Change,
  createIssue,
  createLabel,
  createPullRequest,
  deleteComment,
  editBody,
  labelNamed,
  type NewDiscussion,
  setLabels,
  touch,
} from "./changes.ts";
import type {
  Account,
  Association,
  Comment,
  Discussion,
  Issue,
  Label,
  LabelsAt,
  Permission,
  PullRequest,
  Repository,
} from "./entities.ts";
import { Registry } from "./registry.ts";
import { newRepository, oidOf, type RepositoryInit } from "./repositories.ts";
import { moveBranch } from "./states.ts";
import { nameWithOwner } from "./web.ts";

export interface CommentInit {
  /** A login, or `null` for a deleted account. */
  readonly by: string | null;
  readonly body: string;
  readonly viaEmail?: boolean;
  /** Edited after it was written, by its author unless said otherwise. */
  readonly edited?: boolean | { readonly at?: string; readonly by?: string };
  readonly minimized?: boolean | string;
  readonly createdAt?: string | Date;
  readonly association?: Association;
}

type DiscussionInit = Partial<Pick<Discussion, "title" | "body">> & {
  readonly by?: string | null;
  readonly labels?: readonly string[];
  readonly createdAt?: string | Date;
};

export type PullRequestInit = DiscussionInit &
  Partial<Omit<PullRequest, keyof DiscussionInit | "labels" | "number" | "id" | "repository">>;

/** What is on GitHub, for a test to arrange and to look at. Numbers are those of the first repository. */
export class World implements Change {
  readonly registry: Registry;
  readonly accounts: Accounts;
  readonly repositories: Repository[] = [];
  readonly labelsMoveUpdatedAt: boolean;

  constructor(options: { readonly now: () => number | Date; readonly labelsMoveUpdatedAt: boolean }) {
    this.registry = new Registry(options.now);
    this.accounts = new Accounts(this.registry);
    this.labelsMoveUpdatedAt = options.labelsMoveUpdatedAt;
  }

  now(): number {
    return this.registry.now();
  }

  get repository(): Repository {
    const [first] = this.repositories;
    if (first === undefined) throw new Error("the GitHub double has no repository");
    return first;
  }

  /** Branch names and what they point at. */
  get branches(): Map<string, string> {
    return this.repository.branches;
  }

  addRepository(init: RepositoryInit = {}): Repository {
    const repository = newRepository(this.registry, this.accounts, init);
    this.repositories.push(repository);
    return repository;
  }

  rename(name: string, repository = this.repository): void {
    repository.formerNames.push(nameWithOwner(repository));
    repository.name = name;
  }

  addAccount(init: AccountInit): Account {
    const account = this.accounts.add(init);
    if (init.permission) this.repository.collaborators.set(account.id, init.permission);
    return account;
  }

  addUser(login: string, permission: Permission | null = null, token?: string, grant?: Grant): Account {
    return this.addAccount({ login, permission, ...(token && { token }), ...(grant && { grant }) });
  }

  addBot(login: string, token?: string, grant?: Grant): Account {
    return this.addAccount({ login, type: "Bot", ...(token && { token }), ...(grant && { grant }) });
  }

  setPermission(login: string, permission: Permission | null): void {
    const { collaborators } = this.repository;
    const { id } = this.accounts.get(login);
    if (permission === null) collaborators.delete(id);
    else collaborators.set(id, permission);
  }

  discussion(number: number): Discussion {
    const discussion = this.repository.discussions[number - 1];
    if (discussion === undefined) throw new Error(`no issue #${number} in the GitHub double`);
    return discussion;
  }

  issue(number: number): Issue {
    const discussion = this.discussion(number);
    if (discussion.__typename !== "Issue") throw new Error(`#${number} is a pull request`);
    return discussion;
  }

  pullRequest(number: number): PullRequest {
    const discussion = this.discussion(number);
    if (discussion.__typename !== "PullRequest") throw new Error(`#${number} is an issue`);
    return discussion;
  }

  get issues(): readonly Issue[] {
    return this.repository.discussions.filter((each) => each.__typename === "Issue");
  }

  get pullRequests(): readonly PullRequest[] {
    return this.repository.discussions.filter((each) => each.__typename === "PullRequest");
  }

  addIssue(init: DiscussionInit = {}): Issue {
    return createIssue(this, this.repository, this.#newDiscussion(init));
  }

  /** Its branches are made where they are missing. */
  addPullRequest(init: PullRequestInit = {}): PullRequest {
    const { by: _by, labels: _labels, title: _title, body: _body, createdAt: _createdAt, ...rest } = init;
    const { headRefName = "feature", baseRefName = this.repository.defaultBranch } = init;
    const headRefOid = this.branches.get(headRefName) ?? this.push(headRefName);
    const baseRefOid = this.branches.get(baseRefName) ?? this.push(baseRefName);
    const branches = { headRefName, headRefOid, baseRefName, baseRefOid, isDraft: false };
    return Object.assign(
      createPullRequest(this, this.repository, { ...this.#newDiscussion(init), ...branches }),
      rest,
    );
  }

  #newDiscussion({ by, title = "A title", body, labels = [], createdAt }: DiscussionInit): NewDiscussion {
    const author = by === undefined ? this.repository.owner : this.#author(by);
    return { title, body, author, labels: this.#labelsNamed(labels), createdAt };
  }

  /** Gives what the branch points at now; open pull requests from it follow. */
  push(branch: string, oid = oidOf(this.registry.identity("Repository").databaseId)): string {
    this.branches.set(branch, oid);
    moveBranch(this, this.pullRequests, branch, oid);
    return oid;
  }

  comment(number: number, init: CommentInit): Comment {
    const author = this.#author(init.by);
    const comment = addComment(this, this.discussion(number), { ...init, author });
    comment.createdViaEmail = init.viaEmail ?? false;
    comment.authorAssociation = init.association ?? null;
    if (init.minimized) this.minimize(comment, init.minimized === true ? "resolved" : init.minimized);
    if (init.edited) {
      const { at, by } = init.edited === true ? {} : init.edited;
      comment.body = "what it said before";
      editBody(this, comment, { body: init.body, by: by ? this.accounts.get(by) : author, at });
    }
    return comment;
  }

  editComment(comment: Comment, body: string, by?: string): void {
    editBody(this, comment, { body, by: by === undefined ? comment.author : this.accounts.get(by) });
  }

  deleteComment(comment: Comment): void {
    deleteComment(this, comment);
  }

  minimize(comment: Comment, reason: string | null): void {
    comment.isMinimized = reason !== null;
    comment.minimizedReason = reason;
  }

  /** As a person does on the web page: title, body. */
  editIssue(number: number, { title, body, by }: { title?: string; body?: string; by?: string }): void {
    const discussion = this.discussion(number);
    if (title !== undefined) discussion.title = title;
    const editor = by === undefined ? discussion.author : this.accounts.get(by);
    if (body !== undefined) editBody(this, discussion, { body, by: editor });
    touch(this, discussion);
  }

  addLabel(name: string, color?: string): Label {
    return createLabel(this, this.repository, color === undefined ? { name } : { name, color });
  }

  /** In place of what is on it now; missing labels are made. */
  setLabels(number: number, names: readonly string[]): void {
    setLabels(this, this.discussion(number), this.#labelsNamed(names));
  }

  labelsOf(number: number): readonly string[] {
    return this.discussion(number).labels.map(({ name }) => name);
  }

  /** What was on it after each change. */
  labelLog(number: number): readonly LabelsAt[] {
    return this.discussion(number).labelLog;
  }

  #labelsNamed(names: readonly string[]): Label[] {
    return names.map((name) => labelNamed(this.repository, name) ?? this.addLabel(name));
  }

  #author(login: string | null): Account | null {
    return login === null ? null : this.accounts.get(login);
  }
}
