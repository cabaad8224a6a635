import type { Permission } from "../tracker.ts";
import type { GitHubClient } from "./github-client.ts";
import { operations } from "./operations.ts";

const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})$/;

const PERMISSIONS: Readonly<Record<string, Permission>> = {
  ADMIN: "admin",
  MAINTAIN: "maintain",
  WRITE: "write",
  TRIAGE: "triage",
  READ: "read",
};

/**
 * What a person may do in the repository, asked now. By `login:`, and the answer is compared again: the neighbouring
 * argument `query:` is a fuzzy search, which has let strangers in elsewhere.
 */
export async function permissionOf(client: GitHubClient, login: string): Promise<Permission> {
  if (!LOGIN.test(login)) return "none";
  const { repository } = await client.query(operations.permission, { login });
  const edge = repository.collaborators.edges.find(
    ({ node }) => node.login.toLowerCase() === login.toLowerCase(),
  );
  return edge === undefined ? "none" : (PERMISSIONS[edge.permission] ?? "none");
}
