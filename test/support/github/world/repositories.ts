import type { Accounts } from "./accounts.ts";
import { sameName } from "./changes.ts";
import type { Repository } from "./entities.ts";
import type { Registry } from "./registry.ts";
import { nameWithOwner } from "./web.ts";

export type RepositoryInit = Partial<
  Pick<Repository, "name" | "isPrivate" | "isArchived" | "hasIssuesEnabled" | "defaultBranch" | "description">
> & {
  /** A login; an organisation is made where there is no such account. */
  readonly owner?: string;
  /** What the default branch points at; `null` for an empty repository. */
  readonly oid?: string | null;
};

/** `acme/webshop`, private, with one commit on `main`, unless said otherwise. */
export function newRepository(registry: Registry, accounts: Accounts, init: RepositoryInit): Repository {
  const { owner = "acme", defaultBranch = "main", oid = oidOf(1) } = init;
  const createdAt = registry.timestamp();
  return registry.register<Repository>({
    __typename: "Repository",
    ...registry.identity("Repository"),
    owner: accounts.find(owner) ?? accounts.add({ login: owner, type: "Organization" }),
    name: init.name ?? "webshop",
    formerNames: [],
    isPrivate: init.isPrivate ?? true,
    isArchived: init.isArchived ?? false,
    hasIssuesEnabled: init.hasIssuesEnabled ?? true,
    isFork: false,
    isDisabled: false,
    isLocked: false,
    description: init.description ?? null,
    createdAt,
    updatedAt: createdAt,
    defaultBranch,
    branches: new Map(oid === null ? [] : [[defaultBranch, oid]]),
    collaborators: new Map(),
    labels: [],
    discussions: [],
  });
}

/** By `owner/name` as it is or was, whatever the case. */
export function repositoryNamed(all: readonly Repository[], fullName: string): Repository | undefined {
  return (
    all.find((each) => sameName(nameWithOwner(each), fullName)) ??
    all.find((each) => each.formerNames.some((former) => sameName(former, fullName)))
  );
}

/** Forty hexadecimal digits, the same for the same seed. */
export function oidOf(seed: number): string {
  return seed.toString(16).padStart(8, "0").repeat(5);
}
