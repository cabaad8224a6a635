import { OrcError } from "../../workflow/errors.ts";

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable about GitHub holds what cannot be used. Its value is not repeated: there may be a password in it. */
export class GitHubVariableError extends OrcError {
  readonly variable: string;

  constructor(variable: string, detail: string, remedy: string) {
    super("GITHUB_VARIABLE_INVALID", `${variable} ${detail}`, remedy);
    this.variable = variable;
  }
}

const LONGEST_HOST = 253;
/** Underscores are for the aliases of ssh. No label begins with a hyphen: no host can be taken for an option. */
const HOST = /^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*$/i;

export function isHostName(text: string): boolean {
  return text.length <= LONGEST_HOST && HOST.test(text);
}

/** One name for one GitHub: lower case, and github.com whatever of its doors the address goes through. */
export function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  return lower === "ssh.github.com" || lower === "www.github.com" ? "github.com" : lower;
}

/** github.com, and the tenants of GitHub Enterprise Cloud: the hosts that the usual tokens are for. */
export function isDotcom(host: string): boolean {
  return host === "github.com" || /^[a-z0-9-]+\.ghe\.com$/.test(host);
}

/** The GitHub that an API's host belongs to, as `gh` names it: github.com for api.github.com; elsewhere the same host. */
export function hostOfApi(host: string): string {
  const without = host.toLowerCase().replace(/^api\./, "");
  return isDotcom(without) ? without : canonicalHost(host);
}

/** This very machine, which plain http does not leave. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** What a variable says; `null` where it is not set, or blank. */
export function variable(env: Environment, name: string): string | null {
  return env[name]?.trim() || null;
}

/**
 * The host that `GH_HOST` names; `null` where it is not set.
 * @throws GitHubVariableError where it is no host
 */
export function chosenHost(env: Environment): string | null {
  const host = variable(env, "GH_HOST");
  if (host === null) return null;
  if (!isHostName(host))
    throw new GitHubVariableError(
      "GH_HOST",
      "is not the name of a host",
      "Set it to the bare name, such as github.example.com, or unset it.",
    );
  return canonicalHost(host);
}

/** The host of `GITHUB_SERVER_URL`, which GitHub Actions sets; `null` where that is not set or not readable. */
export function serverHost(env: Environment): string | null {
  const url = URL.parse(variable(env, "GITHUB_SERVER_URL") ?? "");
  return url !== null && isHostName(url.hostname) ? canonicalHost(url.hostname) : null;
}

/** Does the host belong to GitHub, as far as anybody but a git remote says so? */
export function isGitHubHost(host: string, env: Environment): boolean {
  const chosen = canonicalHost(variable(env, "GH_HOST") ?? "");
  return isDotcom(host) || host === chosen || host === serverHost(env);
}
