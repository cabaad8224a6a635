import { isLoopback } from "./endpoint.ts";
import { type Environment, isDotcom } from "./hosts.ts";

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
  /** The host is that of `GITHUB_GRAPHQL_URL`. */
  readonly isNamedByUrl: boolean;
}

/**
 * May secrets go to this host that are not made for it alone? Neither a git remote nor a project's settings can say so:
 * they come with a repository, and would have the user's tokens sent to whoever made it.
 */
export function mayHaveSecrets({ host, env, hostIsTrusted, isNamedByUrl }: Destination): boolean {
  const chosen = env.GH_HOST?.trim().toLowerCase();
  return isDotcom(host) || host === chosen || isNamedByUrl || hostIsTrusted;
}

/**
 * The variables whose token is for this host, the first one first, by the rules of `gh`. GitHub Actions puts the token
 * of its own server into `GITHUB_TOKEN`, whatever server that is.
 */
export function tokenVariables(destination: Destination): readonly string[] {
  const { host, env, isNamedByUrl } = destination;
  if (isDotcom(host)) return USUAL;
  if (!mayHaveSecrets(destination)) return [];
  if (!isNamedByUrl) return ENTERPRISE;
  if (isLoopback(host)) return [...USUAL, ...ENTERPRISE];
  return env.GITHUB_ACTIONS === "true" ? [...ENTERPRISE, ...USUAL] : ENTERPRISE;
}
