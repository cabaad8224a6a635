import { type Context, lookUp } from "../context.ts";
import { notFound, Refusal } from "../errors.ts";
import { isVisible } from "../rights.ts";
import type { Account, Repository } from "../world/entities.ts";
import { repositoryNamed } from "../world/repositories.ts";
import { viewerOf } from "./accounts.ts";
import type { FieldTable } from "./table.ts";

const MOST_IDS = 100;

export const query: FieldTable = {
  viewer: (_: unknown, __: unknown, context: Context) => viewerOf(context),
  rateLimit: (_: unknown, __: unknown, { quota, cost, world }: Context) => ({
    ...quota,
    resetAt: world.registry.timestamp(quota.resetAt),
    cost: cost.points,
    nodeCount: cost.nodes,
  }),
  repository,
  node(_: unknown, { id }: { id: string }, context: Context) {
    return lookUp(context, id);
  },
  nodes(_: unknown, { ids }: { ids: readonly string[] }, context: Context) {
    if (ids.length > MOST_IDS) {
      const message = `You may not provide more than ${MOST_IDS} node ids; you provided ${ids.length}.`;
      throw new Refusal("ARGUMENT_LIMIT", message);
    }
    return ids.map((id) => lookUp(context, id));
  },
  user: (_: unknown, args: { login: string }, context: Context) => account(args, context, "User"),
  organization: (_: unknown, args: { login: string }, context: Context) =>
    account(args, context, "Organization"),
  relay: () => ({}),
};

function repository(
  _: unknown,
  { owner, name, followRenames }: { owner: string; name: string; followRenames: boolean },
  context: Context,
): Repository {
  const wanted = `${owner}/${name}`;
  const found = repositoryNamed(context.world.repositories, wanted);
  const isFollowed = found?.name.toLowerCase() === name.toLowerCase() || followRenames;
  if (found !== undefined && isFollowed && isVisible(context, found)) return found;
  throw notFound(`Could not resolve to a Repository with the name '${wanted}'.`);
}

function account({ login }: { login: string }, { world }: Context, type: "User" | "Organization"): Account {
  const found = world.accounts.find(login, type);
  if (found) return found;
  const article = type === "User" ? "a" : "an";
  throw notFound(`Could not resolve to ${article} ${type} with the login of '${login}'.`);
}
