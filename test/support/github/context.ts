import type { Access } from "./access.ts";
import type { Cost } from "./cost.ts";
import { noSuchNode, notFound } from "./errors.ts";
import type { Quota } from "./limits.ts";
import { isVisible, resourcesOf, whyNotReadable } from "./rights.ts";
import type { Entity, Repository } from "./world/entities.ts";
import type { World } from "./world/world.ts";

/** Where reports on GitHub differ, or where it depends on the token: what the double does. */
export interface Behaviour {
  /** The whole `statusCheckRollup` is refused to fine-grained tokens, not only the check runs in it. */
  rollupForbidden: boolean;
}

/** What one request is executed with. */
export interface Context {
  readonly world: World;
  readonly access: Access;
  readonly behaviour: Behaviour;
  readonly cost: Cost;
  readonly quota: Quota;
}

/** What the node ID stands for, or the error GitHub gives in its place. */
export function lookUp(context: Context, id: string): Entity | Error {
  const entity = context.world.registry.find(id);
  if (entity === undefined) return noSuchNode(id);
  const repository = repositoryOf(entity);
  if (repository === null) return entity;
  if (!isVisible(context, repository)) return noSuchNode(id);
  return whyNotReadable(context, repository, neededFor(entity)) ?? entity;
}

/** What a mutation is about; it has to be of one of these types. */
export function subjectOf<Type extends Entity["__typename"]>(
  context: Context,
  id: string,
  ...types: readonly Type[]
): Extract<Entity, { __typename: Type }> {
  const entity = lookUp(context, id);
  if (entity instanceof Error) throw entity;
  if (types.some((type) => type === entity.__typename))
    return entity as Extract<Entity, { __typename: Type }>;
  throw notFound(`Could not resolve to ${types.join(" or ")} node with the global id of '${id}'.`);
}

export function repositoryOf(entity: Entity): Repository | null {
  switch (entity.__typename) {
    case "Repository":
      return entity;
    case "Label":
    case "Issue":
    case "PullRequest":
      return entity.repository;
    case "IssueComment":
      return entity.subject.repository;
    case "Reaction":
      return repositoryOf(entity.subject);
    default:
      return null;
  }
}

function neededFor(entity: Entity) {
  switch (entity.__typename) {
    case "Issue":
    case "PullRequest":
      return resourcesOf(entity);
    case "IssueComment":
      return resourcesOf(entity.subject);
    case "Label":
      return ["issues", "pull_requests"] as const;
    default:
      return ["metadata", "issues", "pull_requests", "contents"] as const;
  }
}
