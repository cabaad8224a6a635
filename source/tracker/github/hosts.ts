/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

const LONGEST_HOST = 253;
/** Underscores are for the aliases of ssh. No label begins with a hyphen: no host can be taken for an option. */
const HOST = /^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*$/i;

export function isHostName(text: string): boolean {
  return text.length <= LONGEST_HOST && HOST.test(text);
}

/** github.com, and the tenants of GitHub Enterprise Cloud: the hosts that the usual tokens are for. */
export function isDotcom(host: string): boolean {
  return host === "github.com" || /^[a-z0-9-]+\.ghe\.com$/.test(host);
}

/** The GitHub that an API's host belongs to, as `gh` names it: github.com for api.github.com; elsewhere the same host. */
export function hostOfApi(host: string): string {
  const lower = host.toLowerCase();
  const without = lower.replace(/^api\./, "");
  return isDotcom(without) ? without : lower;
}
