import type { Account, Comment, Discussion, Label, Repository } from "./entities.ts";

/** Paths on GitHub's web pages. */

const WEB = "https://github.com";

export function urlOf(path: string): string {
  return WEB + path;
}

export function nameWithOwner(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export function accountPath(account: Account): string {
  return account.__typename === "Bot" ? `/apps/${account.login}` : `/${account.login}`;
}

export function repositoryPath(repository: Repository): string {
  return `/${nameWithOwner(repository)}`;
}

export function discussionPath(discussion: Discussion): string {
  const kind = discussion.__typename === "Issue" ? "issues" : "pull";
  return `${repositoryPath(discussion.repository)}/${kind}/${discussion.number}`;
}

export function commentPath(comment: Comment): string {
  return `${discussionPath(comment.subject)}#issuecomment-${comment.databaseId}`;
}

export function labelPath(label: Label): string {
  return `${repositoryPath(label.repository)}/labels/${encodeURIComponent(label.name)}`;
}
