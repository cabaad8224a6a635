import { OrcError } from "../../workflow/errors.ts";
import {
  hostAsWritten,
  isSshUrl,
  parseRemoteUrl,
  parseRepositoryName,
  type RepositoryAddress,
} from "./repository-address.ts";
import { resolveSshHost } from "./ssh-alias.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface LocatedRepository {
  readonly address: RepositoryAddress;
  readonly from: "setting" | "environment" | "remote";
}

export interface LocateRequest {
  /** By flag, environment or settings; `null` where nothing names it. */
  readonly repo: string | null;
  /** The remote's address in the forms it is known by, the most telling first. */
  readonly remoteUrls: readonly string[];
  readonly env: Environment;
  /** Somebody asked for GitHub: then less certain signs count as well. */
  readonly isWanted: boolean;
}

/** What should name a repository does not. Another one, of the remote say, is not taken for it. */
export class RepositoryNameError extends OrcError {
  constructor(text: string) {
    super(
      "GITHUB_REPOSITORY_NAME",
      `${JSON.stringify(text.slice(0, 200))} names no repository`,
      "Write owner/name, or host/owner/name for GitHub Enterprise.",
    );
  }
}

/** Which repository it is on GitHub (spec section 8); `null` where nothing tells. */
export async function locateRepository({
  repo,
  remoteUrls,
  env,
  isWanted,
}: LocateRequest): Promise<LocatedRepository | null> {
  const remote = await remoteAddress(remoteUrls, env);
  const named = (text: string | null | undefined) => completed(text ?? "", remote, env);
  const setting = named(repo);
  if (setting !== null) return { address: setting, from: "setting" };
  const environment = named(env.GH_REPO);
  if (environment !== null) return { address: environment, from: "environment" };
  if (remote !== null) return { address: remote, from: "remote" };
  const action = isWanted || env.GITHUB_ACTIONS === "true" ? named(env.GITHUB_REPOSITORY) : null;
  return action === null ? null : { address: action, from: "environment" };
}

/** github.com and what GitHub itself runs, and the hosts that the user's environment names. */
export function isGitHubHost(host: string, env: Environment): boolean {
  if (host === "github.com" || host.endsWith(".ghe.com")) return true;
  return host === (env.GH_HOST ?? "").toLowerCase() || host === serverHost(env);
}

function serverHost({ GITHUB_SERVER_URL: url = "" }: Environment): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}

async function remoteAddress(urls: readonly string[], env: Environment): Promise<RepositoryAddress | null> {
  let unknown: RepositoryAddress | null = null;
  for (const url of urls) {
    const address = parseRemoteUrl(url);
    if (address === null) continue;
    if (isGitHubHost(address.host, env)) return address;
    const host = isSshUrl(url)
      ? (await resolveSshHost(hostAsWritten(url) ?? address.host, env)).toLowerCase()
      : address.host;
    const resolved = parseRepositoryName(`${host}/${address.owner}/${address.name}`);
    const meant = resolved?.host ? { ...resolved, host: resolved.host } : address;
    if (isGitHubHost(meant.host, env)) return meant;
    unknown ??= meant;
  }
  return unknown;
}

/** A name without a host is on the host the environment names, else on the remote's where that is GitHub. */
function completed(
  text: string,
  remote: RepositoryAddress | null,
  env: Environment,
): RepositoryAddress | null {
  if (text.trim() === "") return null;
  const named = parseRepositoryName(text);
  if (named === null) throw new RepositoryNameError(text);
  const fallback = remote !== null && isGitHubHost(remote.host, env) ? remote.host : "github.com";
  return { ...named, host: named.host ?? ((env.GH_HOST ?? "").toLowerCase() || fallback) };
}
