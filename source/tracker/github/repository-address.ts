/** A repository on GitHub, or on an Enterprise server of one's own. */
export interface RepositoryAddress {
  /** Lower case: `github.com`, `git.acme.example`. */
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/** Managed users have an underscore in their login. */
const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;
/** Underscores are for the aliases of ssh. */
const HOST = /^(?=.{1,253}$)[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*$/;
/** Visible ASCII without backslashes, about which git and URL parsers disagree, and nothing like an option. */
const PLAIN = /^(?!-)[\x21-\x5b\x5d-\x7e]+$/;
/** `user@host:path`; a single letter before the colon is a drive. */
const SCP = /^(?:[^@:/\\\s]+@)?([^@:/\\\s]{2,}):(?!\/\/)\/?(.+)$/;
const SCHEMES = new Set(["ssh:", "git+ssh:", "ssh+git:", "https:", "http:", "git:"]);
/** Other names of github.com, one for networks that let nothing but port 443 through. */
const ALIASES: Readonly<Record<string, string>> = {
  "ssh.github.com": "github.com",
  "www.github.com": "github.com",
};

/**
 * The repository that a git remote's address names, in any of the forms git knows; `null` for folders and whatever
 * else is not exactly an owner and a name on a host. Credentials in it are dropped.
 */
export function parseRemoteUrl(url: string): RepositoryAddress | null {
  const parts = splitUrl(url.trim());
  return parts === null ? null : addressOf(parts.host, parts.path);
}

/** Does git reach it by ssh, whose settings may have an alias for the host? */
export function isSshUrl(url: string): boolean {
  const text = url.trim();
  return /^(?:git\+)?ssh(?:\+git)?:\/\//i.test(text) || (!text.includes("://") && SCP.test(text));
}

/** The host as the URL has it: for the aliases of ssh case counts. */
export function hostAsWritten(url: string): string | null {
  return splitUrl(url.trim())?.host ?? null;
}

/** `owner/name`, `host/owner/name`, or an address as `parseRemoteUrl` takes it; a missing host is `null`. */
export function parseRepositoryName(
  text: string,
): { readonly host: string | null; readonly owner: string; readonly name: string } | null {
  const words = text.trim().split("/");
  const [one = "", two = "", three = ""] = words;
  if (words.length === 2 && !text.includes(":")) {
    const found = addressOf("github.com", `${one}/${two}`);
    return found === null ? null : { ...found, host: null };
  }
  if (words.length === 3 && !text.includes(":")) return addressOf(one, `${two}/${three}`);
  return parseRemoteUrl(text);
}

function splitUrl(text: string): { host: string; path: string } | null {
  if (!PLAIN.test(text)) return null;
  if (!text.includes("://")) {
    const [, host, path] = SCP.exec(text) ?? [];
    return host === undefined || path === undefined ? null : { host, path };
  }
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, pathname } = new URL(text);
  // Taken from the text: the parser would resolve `..`, and with it name another repository.
  const path = /^[a-z+]+:\/\/[^/]+\/(.*)$/i.exec(text)?.[1] ?? pathname;
  return SCHEMES.has(protocol) ? { host: hostname, path } : null;
}

function addressOf(host: string, path: string): RepositoryAddress | null {
  const segments = path.replace(/\/$/, "").split("/");
  const [owner = "", last = ""] = segments;
  const name = last.replace(/\.git$/, "");
  const lowered = host.toLowerCase();
  const isValid =
    segments.length === 2 &&
    HOST.test(lowered) &&
    OWNER.test(owner) &&
    NAME.test(name) &&
    !/^\.{1,2}$/.test(name);
  return isValid ? { host: ALIASES[lowered] ?? lowered, owner, name } : null;
}

/** As people write it: the host only where it is not github.com. */
export function formatAddress({ host, owner, name }: RepositoryAddress): string {
  return host === "github.com" ? `${owner}/${name}` : `${host}/${owner}/${name}`;
}
