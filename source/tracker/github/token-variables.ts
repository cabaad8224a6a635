import { type Environment, isDotcom, isLoopback, variable } from "./hosts.ts";

/** For github.com and *.ghe.com, in the order of `gh`. */
const USUAL = ["GH_TOKEN", "GITHUB_TOKEN"] as const;
/** For a GitHub Enterprise Server. */
const ENTERPRISE = ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"] as const;

/** All variables that hold a token. */
export const TOKEN_VARIABLES: readonly string[] = [...USUAL, ...ENTERPRISE];

export interface Destination {
  /** Whose API the requests go to. */
  readonly host: string;
  readonly env: Environment;
  /** The user named the host: by a flag, a variable or their own settings. */
  readonly hostIsTrusted: boolean;
}

/**
 * May secrets go to this host that are not made for it alone? Neither a git remote nor a project's settings can say so:
 * they come with a repository, and would have the user's tokens sent to whoever made it.
 */
export function mayHaveSecrets({ host, env, hostIsTrusted }: Destination): boolean {
  const chosen = variable(env, "GH_HOST")?.toLowerCase();
  return isDotcom(host) || host === chosen || isNamedByUrl(env) || hostIsTrusted;
}

/**
 * The variables whose token is for this host, the first one first, by the rules of `gh`. GitHub Actions puts the token
 * of its own server into `GITHUB_TOKEN`, whatever server that is.
 */
export function tokenVariables(destination: Destination): readonly string[] {
  const { host, env } = destination;
  if (isDotcom(host)) return USUAL;
  if (!mayHaveSecrets(destination)) return [];
  if (!isNamedByUrl(env)) return ENTERPRISE;
  if (isLoopback(host)) return [...USUAL, ...ENTERPRISE];
  return env.GITHUB_ACTIONS === "true" ? [...ENTERPRISE, ...USUAL] : ENTERPRISE;
}

/** The host is that of `GITHUB_GRAPHQL_URL`. */
function isNamedByUrl(env: Environment): boolean {
  return variable(env, "GITHUB_GRAPHQL_URL") !== null;
}
