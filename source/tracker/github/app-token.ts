import { OrcError } from "../../workflow/errors.ts";
import { TrackerUnavailableError } from "../errors.ts";
import { readAppKey } from "./app-key.ts";
import type { Endpoint } from "./endpoint.ts";
import { Secret } from "./secret.ts";

const TIMEOUT_MS = 15_000;

/** A GitHub App to act as, in one of the places where it is installed. */
export interface AppIdentity {
  readonly appId: string;
  readonly installationId: string;
  /** The path of its private key. */
  readonly keyFile: string;
}

/** GitHub does not give the App a token, for a reason that stays. */
export class AppRefusedError extends OrcError {
  /** What GitHub answered; `null` where the App's settings do not even make a request. */
  readonly status: number | null;

  constructor(message: string, remedy: string, status: number | null) {
    super("GITHUB_APP_REFUSED", message, remedy);
    this.status = status;
  }
}

export interface AppToken {
  readonly token: Secret;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Has GitHub make a token for an installation of the App; it is valid for an hour. The request is our own, because its
 * errors must hold neither the signed proof of identity that it carries nor what the answer says: they end in logs.
 *
 * @throws AppKeyError, AppRefusedError, TrackerUnavailableError
 */
export async function makeAppToken(
  app: AppIdentity,
  { restUrl, host }: Endpoint,
  { request, signal }: { request: typeof fetch; signal: AbortSignal },
): Promise<AppToken> {
  const proof = await proofOfIdentity(app);
  const url = `${restUrl}/app/installations/${encodeURIComponent(app.installationId)}/access_tokens`;
  const response = await answered(host, () =>
    request(url, {
      method: "POST",
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${proof}`,
        "user-agent": "orc-tui",
      },
      // A redirect would carry the proof to where nobody meant it to go.
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    }),
  );
  if (!response.ok) {
    await response.body?.cancel();
    throw refusal(response.status, app, host);
  }
  const made = tokenIn(await answered(host, () => response.text()));
  if (made === null) throw unavailable(host, "its answer could not be read");
  return made;
}

/** Loaded only here: without an App nobody needs the package. */
async function proofOfIdentity(app: AppIdentity): Promise<string> {
  const privateKey = await readAppKey(app.keyFile);
  try {
    const { createAppAuth } = await import("@octokit/auth-app");
    return (await createAppAuth({ appId: app.appId, privateKey })({ type: "app" })).token;
  } catch {
    throw new AppRefusedError(
      `The GitHub App ${app.appId} cannot sign in with its key`,
      "Check githubAppId and githubAppKeyFile.",
      null,
    );
  }
}

async function answered<T>(host: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    throw unavailable(host, timedOut ? "no answer in time" : "no connection");
  }
}

function tokenIn(text: string): AppToken | null {
  try {
    const { token, expires_at: expiry } = JSON.parse(text) as { token?: unknown; expires_at?: unknown };
    const expiresAt = Date.parse(String(expiry));
    const isUsable = typeof token === "string" && /^[\x21-\x7e]+$/.test(token) && !Number.isNaN(expiresAt);
    return isUsable ? { token: new Secret(token), expiresAt } : null;
  } catch {
    return null;
  }
}

function refusal(status: number, { appId, installationId }: AppIdentity, host: string): OrcError {
  const refused = (reason: string, remedy: string) =>
    new AppRefusedError(
      `${host} gives the GitHub App ${appId} no token: ${reason} (${status})`,
      remedy,
      status,
    );
  if (status >= 500 || status === 429) return unavailable(host, `it answered ${status}`);
  if (status === 401)
    return refused(
      "it does not accept the App's id and key",
      "Check that githubAppId and githubAppKeyFile belong together, and that this machine's clock is right.",
    );
  if (status === 404)
    return refused(
      `it knows no installation ${installationId} of it`,
      "Check githubAppInstallationId: it is the number at the end of the installation's address in the settings on GitHub.",
    );
  return refused(
    "it refuses",
    "See in the App's settings on GitHub whether the installation is suspended or its permissions wait for approval.",
  );
}

function unavailable(host: string, reason: string): TrackerUnavailableError {
  return new TrackerUnavailableError(
    `cannot get a token for the GitHub App from ${host}: ${reason}`,
    "It is tried again by itself. Check the network if it stays.",
  );
}
