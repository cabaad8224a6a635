import { setTimeout as delay } from "node:timers/promises";
import type { Access } from "../access.ts";
import type { Behaviour } from "../context.ts";
import { type Cost, costOf } from "../cost.ts";
import { executeOperation, type Result } from "../execute.ts";
import type { Faults, PendingFault } from "../faults.ts";
import type { Limits, Quota } from "../limits.ts";
import { type Operation, operationOf } from "../operation.ts";
import type { World } from "../world/world.ts";
import { type Answer, answerOf, badCredentials, message, rateLimited } from "./answer.ts";
import { faultAnswer } from "./fault-answers.ts";
import type { Outcome, Received } from "./listener.ts";
import { authorizationOf, type RequestLog } from "./log.ts";

export interface Parts {
  readonly world: World;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly behaviour: Behaviour;
  readonly log: RequestLog;
}

/** One request under way. */
interface Exchange {
  readonly operation: Operation;
  readonly access: Access | null;
  readonly cost: Cost;
  readonly fault: PendingFault | null;
  readonly index: number;
  readonly requestId: string;
}

/** Answers `POST /graphql`: the fault, if one is due, then who it is, what is left, and what was asked for. */
export async function answerGraphql(parts: Parts, request: Received): Promise<Outcome> {
  const { world, log, faults } = parts;
  const posted = parseJson(request.body);
  if (posted === null) return message(400, "Problems parsing JSON");
  const operation = operationOf(posted);
  const access = accessOf(request, world);
  const cost = operation.document
    ? costOf(operation.document, operation.variables, operation.name)
    : { points: 1, nodes: 0 };
  const entry = log.begin(request, operation, cost.points);
  const { name: operationName, text: document, variables, kind } = operation;
  const fault = faults.take({ operationName, document, variables, kind, index: entry.index });
  if (fault) entry.fault = fault.kind;
  const requestId = `${(0xc0de + entry.index).toString(16).toUpperCase()}:${entry.index}:ORC`;

  const exchange = { operation, access, cost, fault, index: entry.index, requestId };
  const outcome = await outcomeOf(parts, exchange, request);
  log.end(entry, typeof outcome === "string" ? null : outcome.status);
  if (typeof outcome === "string") return outcome;
  return { ...outcome, headers: { ...headersFor(parts, access, requestId), ...outcome.headers } };
}

async function outcomeOf(parts: Parts, exchange: Exchange, request: Received): Promise<Outcome> {
  const { fault, operation } = exchange;
  if (fault?.when === "before" && !(isPartial(fault) && operation.kind === "query")) {
    const outcome = await befall(parts, exchange, fault, null);
    if (outcome) return outcome;
  }
  const refusal = refusalOf(exchange, request);
  if (refusal) return refusal;
  const quota = charge(parts, exchange);
  if (quota === null) return rateLimited(exchange.access?.account.databaseId ?? 0);
  const result = await execute(parts, exchange, quota);
  const isDue = fault?.when === "after" || (fault && isPartial(fault));
  const outcome = isDue && (await befall(parts, exchange, fault, result));
  return outcome || answerOf(result);
}

/** `null`: late, and otherwise as if nothing had been. */
async function befall(
  { world }: Parts,
  { operation, access, requestId }: Exchange,
  { kind }: PendingFault,
  result: Result | null,
): Promise<Outcome | null> {
  if (kind === "dropped" || kind === "hung") return kind;
  if (typeof kind === "object" && "slow" in kind) {
    await delay(kind.slow, undefined, { ref: false });
    return null;
  }
  return faultAnswer(kind, { operation, access, requestId, result, now: world.now() });
}

function refusalOf({ access }: Exchange, { headers }: Received): Answer | null {
  if (headers["user-agent"] === undefined)
    return message(
      403,
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header",
    );
  if (headers.authorization === undefined)
    return message(401, "This endpoint requires you to be authenticated.");
  return access === null ? badCredentials() : null;
}

function charge({ limits }: Parts, { access, cost }: Exchange): Quota | null {
  return access && limits.charge(access.account.login, cost.points);
}

async function execute(
  parts: Parts,
  { access, cost, operation, index }: Exchange,
  quota: Quota,
): Promise<Result> {
  if (access === null) throw new Error("nobody asked");
  const { world, behaviour } = parts;
  const context = { world, access, behaviour, cost, quota };
  return await world.registry.during(index, () => executeOperation(operation, context));
}

function isPartial({ kind }: PendingFault): boolean {
  return kind === "partial" || (typeof kind === "object" && "partial" in kind);
}

/** A token that is unknown, or is no longer valid, is nobody's. */
function accessOf({ headers }: Received, world: World): Access | null {
  const [, token] = /^(?:token|bearer) (.+)$/i.exec(authorizationOf(headers)) ?? [];
  const access = world.accounts.tokens.get(token ?? "");
  if (access === undefined || (access.expiresAt !== null && access.expiresAt <= world.now())) return null;
  return access;
}

function headersFor(
  { limits, world }: Parts,
  access: Access | null,
  requestId: string,
): Record<string, string> {
  const quota = limits.of(access?.account.login ?? "");
  return {
    date: new Date(world.now()).toUTCString(),
    "x-github-request-id": requestId,
    "x-ratelimit-limit": String(quota.limit),
    "x-ratelimit-remaining": String(quota.remaining),
    "x-ratelimit-used": String(quota.used),
    "x-ratelimit-reset": String(quota.resetAt / 1000),
    "x-ratelimit-resource": "graphql",
    ...(access?.kind === "classic" && { "x-oauth-scopes": access.scopes.join(", ") }),
  };
}

function parseJson(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
