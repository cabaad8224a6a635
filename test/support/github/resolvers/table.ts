import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.ts";
import { gap } from "../errors.ts";
import { accounts } from "./accounts.ts";
import { checkRun, rollup, statusContext } from "./checks.ts";
import { comment } from "./comment.ts";
import { issue, pullRequest } from "./discussions.ts";
import { label } from "./label.ts";
import { mutations } from "./mutations.ts";
import { query } from "./query.ts";
import { reaction, reactionGroup } from "./reactions.ts";
import { commit } from "./refs.ts";
import { repository } from "./repository.ts";

/** `never`: each resolver says itself what it takes. */
export type Resolver = (source: never, args: never, context: Context, info: GraphQLResolveInfo) => unknown;

export type FieldTable = Readonly<Record<string, Resolver>>;

const TYPES: Readonly<Record<string, FieldTable>> = {
  Query: query,
  Mutation: mutations,
  User: accounts,
  Bot: accounts,
  Organization: accounts,
  Repository: repository,
  Commit: commit,
  Label: label,
  Issue: issue,
  PullRequest: pullRequest,
  IssueComment: comment,
  Reaction: reaction,
  ReactionGroup: reactionGroup,
  StatusCheckRollup: rollup,
  CheckRun: checkRun,
  StatusContext: statusContext,
};

/** By the tables above, or else what the thing itself has under that name. */
export const resolveField: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
  const type = info.parentType.name;
  const resolver = TYPES[type]?.[info.fieldName];
  if (resolver) return resolver(source as never, args as never, context, info);
  if (typeof source === "object" && source !== null && Object.hasOwn(source, info.fieldName))
    return (source as Record<string, unknown>)[info.fieldName];
  throw gap(`the field ${type}.${info.fieldName}`);
};
