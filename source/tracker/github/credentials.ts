import { OrcError } from "../../workflow/errors.ts";
import { type AppIdentity, makeAppToken } from "./app-token.ts";
import { type Endpoint, isLoopback } from "./endpoint.ts";
import { ghLogin, isKnownToGh, type RunGh } from "./gh-login.ts";
import { type Environment, hostOfApi } from "./hosts.ts";
import { formatAddress, type RepositoryAddress } from "./repository-address.ts";
import { Secret } from "./secret.ts";
import { type Destination, mayHaveSecrets, tokenVariables } from "./token-variables.ts";

/** A token of an App is replaced this long before it expires: a request may be under way for a while. */
const BEFORE_EXPIRY_MS = 5 * 60_000;

export interface Credential {
  readonly token: Secret;
  /** Where it comes from, for people: `GH_TOKEN`, `gh auth token`, `GitHub App 123`. */
  readonly source: string;
  readonly kind: "token" | "app";
}

export interface Credentials {
  /** The one in use; looked for when first asked. */
  get(signal?: AbortSignal): Promise<Credential>;
  /** Looks for it again: after a new login or an expiry it may be another. */
  refresh(signal?: AbortSignal): Promise<Credential>;
}

/** What holds the token cannot be sent. It is not repeated here. */
export class TokenUnusableError extends OrcError {
  readonly source: string;

  constructor(source: string) {
    super(
      "GITHUB_TOKEN_UNUSABLE",
      `The token from ${source} has characters that no token has (spaces, line breaks, or other than ASCII)`,
      source.startsWith("gh ") ? "Log in again: gh auth login." : `Set ${source} again, to the token alone.`,
    );
    this.source = source;
  }
}

/** There is no token for this host. */
export class NoCredentialError extends OrcError {
  readonly host: string;

  constructor(address: RepositoryAddress, destination: Destination) {
    const { host } = destination;
    super(
      "GITHUB_NO_TOKEN",
      `There is no token for ${host}, where ${formatAddress(address)} is to be reached`,
      remedyOf(destination),
    );
    this.host = host;
  }
}

export interface CredentialsOptions {
  readonly endpoint: Endpoint;
  readonly address: RepositoryAddress;
  readonly env: Environment;
  /** Wins over tokens. */
  readonly app: AppIdentity | null;
  /** The user named the host: by a flag, a variable or their own settings; not the project, not a git remote. */
  readonly hostIsTrusted: boolean;
  readonly fetch?: typeof fetch;
  readonly runGh?: RunGh;
}

interface Found {
  readonly credential: Credential;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/**
 * The credential for one GitHub, chosen by where it is sent (spec section 8): an App, else the variables that `gh`
 * would take for this host, else the login of `gh`. Kept in memory only, and asked for once however many want it.
 *
 * `get` and `refresh` throw NoCredentialError, TokenUnusableError, and for an App AppKeyError, AppRefusedError and
 * TrackerUnavailableError.
 */
export function createCredentials(options: CredentialsOptions): Credentials {
  let held: Found | null = null;
  let asking: Search | null = null;

  async function current(signal?: AbortSignal): Promise<Credential> {
    if (held !== null && Date.now() < held.until) return held.credential;
    signal?.throwIfAborted();
    asking ??= search();
    const own = asking;
    own.waiting += 1;
    try {
      held = await unlessAborted(own.found, signal);
      return held.credential;
    } finally {
      own.waiting -= 1;
      if (own.waiting === 0) own.abandoned.abort();
    }
  }

  function search(): Search {
    const abandoned = new AbortController();
    const found = find(options, abandoned.signal).finally(() => {
      asking = null;
    });
    return { found, abandoned, waiting: 0 };
  }

  return {
    get: current,
    refresh(signal) {
      held = null;
      return current(signal);
    },
  };
}

/** One look for the credential, however many want it; it ends when none of them waits any longer. */
interface Search {
  readonly found: Promise<Found>;
  readonly abandoned: AbortController;
  waiting: number;
}

async function find(options: CredentialsOptions, signal: AbortSignal): Promise<Found> {
  const { endpoint, env, app, hostIsTrusted } = options;
  const host = hostOfApi(endpoint.host);
  const destination = { host, env, hostIsTrusted, isNamedByUrl: endpoint.isFromEnvironment };
  if (app !== null && mayHaveSecrets(destination)) {
    const { token, expiresAt } = await makeAppToken(app, endpoint, {
      request: options.fetch ?? fetch,
      signal,
    });
    const credential = { token, source: `GitHub App ${app.appId}`, kind: "app" } as const;
    return { credential, until: expiresAt - BEFORE_EXPIRY_MS };
  }
  for (const name of tokenVariables(destination)) {
    const text = env[name] ?? "";
    if (text.trim() !== "") return tokenFrom(name, text);
  }
  const runGh = options.runGh ?? ghLogin(env);
  const text = isKnownToGh(host) ? ((await runGh(host, signal)) ?? "").trim() : "";
  if (text === "") throw new NoCredentialError(options.address, destination);
  return tokenFrom("gh auth token", text);
}

function tokenFrom(source: string, text: string): Found {
  if (!/^[\x21-\x7e]+$/.test(text)) throw new TokenUnusableError(source);
  return { credential: { token: new Secret(text), source, kind: "token" }, until: Number.POSITIVE_INFINITY };
}

/** The search is for all who ask; only this one no longer waits. */
function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function remedyOf(destination: Destination): string {
  const { host } = destination;
  const [name] = tokenVariables(destination);
  if (isLoopback(host)) return `Set ${name ?? "GITHUB_GRAPHQL_URL and GH_TOKEN"}.`;
  const login = `gh auth login --hostname ${host}`;
  if (name !== undefined) return `Run: ${login}, or set ${name}.`;
  return `Run: ${login}. Only if you know ${host}: set GH_HOST=${host} and GH_ENTERPRISE_TOKEN. Other tokens are not sent to a host that only the repository names.`;
}

export type { AppIdentity };
