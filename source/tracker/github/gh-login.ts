import { askProgram } from "./ask-program.ts";
import { isLoopback } from "./endpoint.ts";
import { type Environment, isDotcom, isHostName } from "./hosts.ts";
import { TOKEN_VARIABLES } from "./token-variables.ts";

/** Asks `gh` for the token of a host; `null` where it has none. */
export type RunGh = (host: string, signal?: AbortSignal) => Promise<string | null>;

/**
 * The token that `gh` has for exactly this host, from wherever it keeps it: its files alone do not tell, tokens are in
 * the system's keyring. The variables are kept from it, as it would hand them back for hosts they are not meant for.
 */
export function ghLogin(env: Environment): RunGh {
  const quiet: Record<string, string | undefined> = { ...env, GH_PROMPT_DISABLED: "1" };
  for (const name of [...TOKEN_VARIABLES, "GH_DEBUG", "DEBUG"]) delete quiet[name];
  return (host, signal) => askProgram("gh", ["auth", "token", "--hostname", host], { env: quiet, signal });
}

/** Does `gh` mean the same host by this name? For others under GitHub's domains it would give the token of the domain. */
export function isKnownToGh(host: string): boolean {
  if (isLoopback(host) || !isHostName(host)) return false;
  return isDotcom(host) || !/\.(?:github\.com|ghe\.com|localhost)$/.test(host);
}
