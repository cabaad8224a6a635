import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.ts";
import { commentMutations } from "../mutations/comments.ts";
import { issueMutations } from "../mutations/issues.ts";
import { labelMutations } from "../mutations/labels.ts";
import { pullRequestMutations } from "../mutations/pull-requests.ts";
import { refMutations } from "../mutations/refs.ts";
import type { FieldTable, Resolver } from "./table.ts";

/** Does it and gives the payload. `mutation` is the field's name, for what GitHub says when it refuses. */
type Perform = (input: never, context: Context, mutation: string) => object;

const PERFORM: Readonly<Record<string, Perform>> = {
  ...issueMutations,
  ...labelMutations,
  ...commentMutations,
  ...pullRequestMutations,
  ...refMutations,
};

/** `clientMutationId` is echoed and means nothing else: GitHub does the same thing twice if asked twice. */
export const mutations: FieldTable = Object.fromEntries(
  Object.entries(PERFORM).map(([name, perform]): [string, Resolver] => [
    name,
    (
      _: unknown,
      { input }: { input: { clientMutationId?: string | null } },
      context: Context,
      info: GraphQLResolveInfo,
    ) => ({
      clientMutationId: input.clientMutationId ?? null,
      ...perform(input as never, context, info.fieldName),
    }),
  ]),
);
