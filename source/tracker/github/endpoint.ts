import { OrcError } from "../../workflow/errors.ts";
import type { RepositoryAddress } from "./repository-address.ts";

/** Where a GitHub is reached. None of the addresses ends with a slash. */
export interface Endpoint {
  readonly graphqlUrl: string;
  readonly restUrl: string;
  /** For people. */
  readonly webUrl: string;
  /** The host that the token is sent to. */
  readonly host: string;
  /** The user's environment names it, rather than the repository's address. */
  readonly isFromEnvironment: boolean;
}

/** An address from the environment that the token must not be sent to. */
class EndpointError extends OrcError {
  constructor(variable: string, reason: string, remedy: string) {
    super("GITHUB_ENDPOINT", `${variable} ${reason}`, remedy);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The endpoint: `GITHUB_GRAPHQL_URL`, else that of the repository's host (spec section 8). @throws EndpointError */
export function endpointOf({ host }: RepositoryAddress, env: Environment): Endpoint {
  const graphql = urlIn(env, "GITHUB_GRAPHQL_URL");
  if (graphql === null) return { ...ofHost(host), webUrl: `https://${host}`, isFromEnvironment: false };
  const graphqlUrl = withoutSlash(graphql.href);
  return {
    graphqlUrl,
    restUrl: withoutSlash(urlIn(env, "GITHUB_API_URL")?.href ?? restBeside(graphqlUrl)),
    webUrl: withoutSlash(urlIn(env, "GITHUB_SERVER_URL")?.href ?? `https://${host}`),
    host: graphql.hostname,
    isFromEnvironment: true,
  };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function ofHost(host: string): Pick<Endpoint, "graphqlUrl" | "restUrl" | "host"> {
  if (host === "github.com" || host.endsWith(".ghe.com"))
    return { graphqlUrl: `https://api.${host}/graphql`, restUrl: `https://api.${host}`, host: `api.${host}` };
  return { graphqlUrl: `https://${host}/api/graphql`, restUrl: `https://${host}/api/v3`, host };
}

function restBeside(graphqlUrl: string): string {
  if (graphqlUrl.endsWith("/api/graphql")) return graphqlUrl.replace(/graphql$/, "v3");
  return graphqlUrl.replace(/\/graphql$/, "");
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

function urlIn(env: Environment, variable: string): URL | null {
  const text = (env[variable] ?? "").trim();
  if (text === "") return null;
  if (!URL.canParse(text))
    throw new EndpointError(
      variable,
      "is not an address",
      "Give one such as https://api.github.com/graphql, or unset it.",
    );
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    throw new EndpointError(variable, "has a login in it", "Leave it out: the token is taken from GH_TOKEN.");
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return url;
  throw new EndpointError(
    variable,
    "is not encrypted, and the token would be sent to it",
    "Use https; plain http is for this machine only.",
  );
}
