import type { GraphQLResolveInfo } from "graphql";
import { connection, type PageArgs } from "../connections.ts";
import type { Context } from "../context.ts";
import type { Reactable, Reaction } from "../world/entities.ts";
import type { FieldTable } from "./table.ts";

const CONTENTS = ["THUMBS_UP", "THUMBS_DOWN", "LAUGH", "HOORAY", "CONFUSED", "HEART", "ROCKET", "EYES"];

interface Group {
  readonly content: string;
  readonly subject: Reactable;
}

/** All eight of them, used or not. */
export function groupsOf(subject: Reactable): readonly Group[] {
  return CONTENTS.map((content) => ({ content, subject }));
}

/** For whatever can be reacted to. */
export const reactables: FieldTable = {
  reactionGroups: groupsOf,
  reactions(
    { reactions }: Reactable,
    args: PageArgs & { content?: string | null },
    _: Context,
    info: GraphQLResolveInfo,
  ) {
    const found = reactions.filter(({ content }) => args.content == null || content === args.content);
    return connection(found, args, info, byAge);
  },
};

export const reaction: FieldTable = {
  /** An app is no user: only the groups' `reactors` have it. */
  user: ({ by }: Reaction) => (by.__typename === "User" ? by : null),
  reactable: ({ subject }: Reaction) => subject,
};

export const reactionGroup: FieldTable = {
  createdAt: (group: Group) => reactionsIn(group)[0]?.createdAt ?? null,
  viewerHasReacted: (group: Group, _: unknown, { access }: Context) =>
    reactionsIn(group).some(({ by }) => by === access.account),
  reactors: (group: Group, args: PageArgs, _: Context, info: GraphQLResolveInfo) =>
    connection(reactionsIn(group), args, info, byAge, { node: ({ by }) => by }),
  users: (group: Group, args: PageArgs, _: Context, info: GraphQLResolveInfo) => {
    const people = reactionsIn(group).filter(({ by }) => by.__typename === "User");
    return connection(people, args, info, byAge, { node: ({ by }) => by });
  },
};

const byAge = { key: ({ databaseId }: Reaction) => [databaseId] };

function reactionsIn({ content, subject }: Group): readonly Reaction[] {
  return subject.reactions.filter((each) => each.content === content);
}
