import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema } from "graphql";

/** Beside the package's own `index.js`, which would parse 5 MB of JSON as well. */
const IDL = new URL("../../../node_modules/@octokit/graphql-schema/schema.graphql", import.meta.url);

let built: GraphQLSchema | null = null;

/** GitHub's published schema, built once a process. */
export function gitHubSchema(): GraphQLSchema {
  built ??= buildSchema(readFileSync(IDL, "utf8"), { assumeValid: true, noLocation: true });
  return built;
}
