import type { GraphQLResolveInfo } from "graphql";
import { connection, type PageArgs } from "../connections.ts";
import type { Context } from "../context.ts";
import type { Account, Repository } from "../world/entities.ts";

/** `query` looks for a part of a login or name and finds more than was meant; `login` is exact. Bots are none of them. */
export function collaborators(
  repository: Repository,
  args: PageArgs & { login?: string | null; query?: string | null },
  { world }: Context,
  info: GraphQLResolveInfo,
): object {
  const people = [...repository.collaborators.keys()]
    .map((id) => world.registry.find(id))
    .filter((each): each is Account => each?.__typename === "User");
  const login = args.login?.toLowerCase();
  const part = args.query?.toLowerCase() ?? "";
  const found = people.filter(
    (each) =>
      (login === undefined || each.login.toLowerCase() === login) &&
      `${each.login}\n${each.name ?? ""}`.toLowerCase().includes(part),
  );
  return connection(
    found,
    args,
    info,
    { key: ({ databaseId }) => [databaseId] },
    { edge: ({ id }) => ({ permission: repository.collaborators.get(id) }) },
  );
}
