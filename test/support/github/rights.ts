import type { Access, Level, Resource } from "./access.ts";
import { tokenKind } from "./access.ts";
import type { Context } from "./context.ts";
import { forbidden, Refusal } from "./errors.ts";
import type { Account, Discussion, Permission, Repository } from "./world/entities.ts";
import { nameWithOwner } from "./world/web.ts";

/** Who may do what: what the token was given, and what role its account has in the repository. */

const RANKS: readonly Permission[] = ["READ", "TRIAGE", "WRITE", "MAINTAIN", "ADMIN"];

export function isAtLeast(role: Permission | null, least: Permission): boolean {
  return role !== null && RANKS.indexOf(role) >= RANKS.indexOf(least);
}

/** What the account may do, whatever its token. Anybody may read a public repository. */
export function roleIn(repository: Repository, account: Account): Permission | null {
  if (account === repository.owner) return "ADMIN";
  return repository.collaborators.get(account.id) ?? (repository.isPrivate ? null : "READ");
}

/** An app has no role: what it may do is what its installation was given. */
export function roleOf(access: Access, repository: Repository): Permission | null {
  if (access.kind !== "app") return roleIn(repository, access.account);
  if (!coversRepository(access, repository)) return roleIn(repository, access.account);
  return Object.values(access.permissions).includes("write") ? "WRITE" : "READ";
}

function coversRepository(access: Access, repository: Repository): boolean {
  if (access.kind === "classic") return true;
  const { repositories } = access;
  const wanted = nameWithOwner(repository).toLowerCase();
  return repositories === undefined || repositories.some((each) => each.toLowerCase() === wanted);
}

/** A private repository that may not be seen is one that is not there. */
export function isVisible({ access }: Context, repository: Repository): boolean {
  if (!repository.isPrivate) return true;
  if (roleOf(access, repository) === null || !coversRepository(access, repository)) return false;
  return access.kind !== "classic" || access.scopes.includes("repo");
}

/** What issues and labels of pull requests belong to: either permission will do. */
export function resourcesOf(discussion: Discussion): readonly Resource[] {
  return discussion.__typename === "Issue" ? ["issues"] : ["pull_requests", "issues"];
}

/** Why one of these may not be read there, or `null`. */
export function whyNotReadable(
  { access }: Context,
  repository: Repository,
  resources: readonly Resource[],
): Refusal | null {
  if (access.kind === "classic" || !repository.isPrivate) return null;
  return grants(access, resources, "read") ? null : notAccessible(access);
}

export function demandReadable(context: Context, repository: Repository, ...resources: Resource[]): void {
  const refusal = whyNotReadable(context, repository, resources);
  if (refusal) throw refusal;
}

/** Commit statuses and checks are protected in public repositories too. */
export function whyNotGranted({ access }: Context, resource: "checks" | "statuses"): Refusal | null {
  if (access.kind === "classic") return null;
  const exists = resource !== "checks" || access.kind === "app";
  return exists && grants(access, [resource], "read") ? null : notAccessible(access);
}

export interface Demand {
  readonly repository: Repository;
  /** One of them has to be granted. */
  readonly resources: readonly Resource[];
  readonly role: Permission;
  /** Whoever wrote it may do so with any role. */
  readonly author?: Account | null;
}

/** Throws what GitHub says to somebody who may not change that. `mutation` is the field: `addComment`. */
export function demandWritable({ access }: Context, mutation: string, demand: Demand): void {
  const { repository, resources, role, author } = demand;
  if (access.kind === "classic") {
    const enough = repository.isPrivate ? ["repo"] : ["repo", "public_repo"];
    if (!enough.some((scope) => access.scopes.includes(scope)))
      throw insufficientScopes(mutation, enough, access.scopes);
  } else if (!coversRepository(access, repository) || !grants(access, resources, "write")) {
    throw notAccessible(access);
  }
  const isAuthor = author !== undefined && author === access.account;
  if (!isAuthor && !isAtLeast(roleOf(access, repository), role)) throw notPermitted(access, mutation);
  if (repository.isArchived) throw new Refusal("UNPROCESSABLE", "Repository was archived so is read-only.");
}

export function notPermitted({ account }: Access, mutation: string): Refusal {
  const execute = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  return forbidden(`${account.login} does not have the correct permissions to execute \`${execute}\``);
}

function grants(
  access: Exclude<Access, { kind: "classic" }>,
  resources: readonly Resource[],
  level: Level,
): boolean {
  return resources.some((each) => {
    const granted = access.permissions[each];
    return granted === "write" || granted === level;
  });
}

function notAccessible(access: Access): Refusal {
  return forbidden(`Resource not accessible by ${tokenKind(access)}`);
}

function insufficientScopes(field: string, needed: readonly string[], granted: readonly string[]): Refusal {
  const list = (scopes: readonly string[]) => `[${scopes.map((each) => `'${each}'`).join(", ")}]`;
  return new Refusal(
    "INSUFFICIENT_SCOPES",
    "Your token has not been granted the required scopes to execute this query. " +
      `The '${field}' field requires one of the following scopes: ${list(needed)}, ` +
      `but your token has only been granted the: ${list(granted)} scopes. ` +
      "Please modify your token's scopes at: https://github.com/settings/tokens.",
  );
}
