import type { Repository } from "../world/entities.ts";
import { repositoryPath, urlOf } from "../world/web.ts";
import type { FieldTable } from "./table.ts";

export interface Ref {
  readonly __typename: "Ref";
  readonly id: string;
  readonly name: string;
  readonly prefix: "refs/heads/";
  readonly repository: Repository;
  readonly target: Commit;
}

export interface Commit {
  readonly __typename: "Commit";
  readonly id: string;
  readonly oid: string;
  readonly repository: Repository;
}

/** `null` where the branch is unknown. */
export function branchRef(repository: Repository, name: string): Ref | null {
  const oid = repository.branches.get(name);
  if (oid === undefined) return null;
  const id = `REF_kwDO${Buffer.from(`${repository.databaseId}:${name}`).toString("base64url")}`;
  return {
    __typename: "Ref",
    id,
    name,
    prefix: "refs/heads/",
    repository,
    target: commitOf(repository, oid),
  };
}

export function commitOf(repository: Repository, oid: string): Commit {
  return { __typename: "Commit", id: `C_kwDO${repository.databaseId}${oid}`, oid, repository };
}

export const commit: FieldTable = {
  abbreviatedOid: ({ oid }: Commit) => oid.slice(0, 7),
  url: ({ repository, oid }: Commit) => urlOf(`${repositoryPath(repository)}/commit/${oid}`),
};
