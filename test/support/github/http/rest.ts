import { createPublicKey, verify } from "node:crypto";
import type { TokenPermissions } from "../access.ts";
import type { Account } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { type Answer, json, message } from "./answer.ts";
import type { Received } from "./listener.ts";

const HOUR = 3_600_000;

export interface App {
  /** Its number or its client ID: what the web token has to be issued by. */
  readonly id: number | string;
  readonly installationId: number;
  readonly account: Account;
  readonly permissions: TokenPermissions;
  /** PEM; without it signatures are not looked at. */
  readonly publicKey?: string;
}

/** The few REST addresses an app needs to get a token. `null`: not one of them. */
export function answerRest(request: Received, apps: readonly App[], world: World): Answer | null {
  const path = request.path.replace(/^\/api\/v3(?=\/)/, "");
  const installation = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(path)?.[1];
  const isApp = path === "/app" && request.method === "GET";
  if (!isApp && !(installation !== undefined && request.method === "POST")) return null;

  const app = appOf(request, apps);
  if (app === null) return message(401, "A JSON web token could not be decoded");
  const { id, account, permissions, installationId } = app;
  if (isApp) return json(200, { id, slug: account.login, name: account.login, permissions });
  if (Number(installation) !== installationId) return message(404, "Not Found");

  const token = `ghs_${account.login}${world.registry.identity("Bot").databaseId}`;
  const expiresAt = world.now() + HOUR;
  const granted = permissionsAskedFor(request.body) ?? permissions;
  world.accounts.giveToken(token, account, { permissions: granted }, expiresAt);
  const expires_at = world.registry.timestamp(expiresAt);
  return json(201, { token, expires_at, permissions: granted, repository_selection: "selected" });
}

function permissionsAskedFor(body: string): TokenPermissions | undefined {
  const asked: { permissions?: TokenPermissions } = body === "" ? {} : JSON.parse(body);
  return asked.permissions;
}

/** By the JSON web token it has signed. */
function appOf({ headers }: Received, apps: readonly App[]): App | null {
  const [, token] = /^bearer (.+)$/i.exec(headers.authorization ?? "") ?? [];
  const [head, payload, signature] = token?.split(".") ?? [];
  if (!head || !payload || !signature) return null;
  const { alg } = decode(head);
  const { iss, exp } = decode(payload);
  const app = apps.find(({ id }) => String(id) === String(iss));
  if (!app || alg !== "RS256" || typeof exp !== "number" || exp * 1000 < Date.now()) return null;
  return isSigned(`${head}.${payload}`, signature, app) ? app : null;
}

function isSigned(text: string, signature: string, { publicKey }: App): boolean {
  if (publicKey === undefined) return true;
  const bytes = Buffer.from(signature, "base64url");
  return verify("RSA-SHA256", Buffer.from(text), createPublicKey(publicKey), bytes);
}

function decode(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return {};
  }
}
