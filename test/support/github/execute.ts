import { execute } from "graphql";
import type { Context } from "./context.ts";
import { type GitHubErrorBody, toErrorBody } from "./errors.ts";
import type { Operation } from "./operation.ts";
import { resolveField } from "./resolvers/table.ts";
import { gitHubSchema } from "./schema.ts";

/** What is sent with status 200. Without `data`: nothing was executed. */
export interface Result {
  readonly data?: unknown;
  readonly errors?: readonly GitHubErrorBody[];
}

const MOST_NODES = 500_000;

/** Root mutation fields are executed one after the other; the error of one hinders none of the others. */
export async function executeOperation(operation: Operation, context: Context): Promise<Result> {
  const { document, errors, variables, name } = operation;
  if (document === null || errors.length > 0) return { errors };
  const { nodes } = context.cost;
  if (nodes > MOST_NODES) return { errors: [tooManyNodes(nodes)] };
  const result = await execute({
    schema: gitHubSchema(),
    document,
    contextValue: context,
    variableValues: variables,
    operationName: name,
    fieldResolver: resolveField,
  });
  return {
    ...("data" in result && { data: result.data }),
    ...(result.errors && { errors: result.errors.map(toErrorBody) }),
  };
}

function tooManyNodes(nodes: number): GitHubErrorBody {
  const [asked, most] = [nodes, MOST_NODES].map((count) => count.toLocaleString("en"));
  return {
    type: "MAX_NODE_LIMIT_EXCEEDED",
    message: `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${most}.`,
  };
}
