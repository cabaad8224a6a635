import { setTimeout as delay } from "node:timers/promises";
import { graphql } from "@octokit/graphql";
import type { Timestamp } from "../../workflow/state.ts";
import { TrackerClosedError } from "../errors.ts";
import type { Quota } from "../tracker.ts";
import type { Credential, Credentials } from "./credentials.ts";
import { classify, GitHubFault, type Heard, isTransient } from "./faults.ts";
import type { Operation } from "./operations.ts";
import { RequestQueue } from "./request-queue.ts";

/**
 * GitHub gives up on a query after 10 s: what takes longer than 15 s hangs. Between two mutations it asks for a second,
 * and after a refusal for going too fast for a minute.
 */
const PACES: Paces = { timeout: 15_000, spacing: 1_000, pause: 500, secondary: 60_000 };
const MOST_ATTEMPTS = 4;
/** Of the pause where GitHub does not say how long: about an hour is the longest. */
const MOST_DOUBLINGS = 6;
/** A pause that GitHub asks for is waited out in place up to this; a longer one is reported, to come back later. */
const LONGEST_PAUSE_MS = 90_000;

export type Variables = Readonly<Record<string, unknown>>;

export interface TransportOptions {
  readonly url: string;
  readonly credentials: Credentials;
  readonly userAgent: string;
  readonly paces?: Partial<Paces>;
}

/** How long things take, in milliseconds. Only tests are in more of a hurry than the defaults. */
export interface Paces {
  /** For an answer. */
  readonly timeout: number;
  /** Between two mutations. */
  readonly spacing: number;
  /** Before the second try; it doubles with each. */
  readonly pause: number;
  /** Where GitHub asks for a pause and does not say how long. */
  readonly secondary: number;
}

/** An answer, and what is missing in it. */
export interface PartialAnswer<Answer> {
  readonly answer: Answer;
  readonly places: GitHubFault["places"];
}

/**
 * Speaks GraphQL with GitHub (spec section 8): one request at a time, each with a time-out, every answer looked at
 * before it is believed. Questions are asked again where that may help. A mutation never is: whoever sends one
 * must look first whether it has been carried out.
 */
export interface Transport {
  /** @throws GitHubFault */
  query<Answer>(operation: Operation<Answer>, variables: Variables): Promise<Answer>;
  /** For answers of which a part may be missing. @throws GitHubFault where there is nothing at all */
  queryPart<Answer>(operation: Operation<Answer>, variables: Variables): Promise<PartialAnswer<Answer>>;
  /** @throws GitHubFault; unless it is of a kind that refuses, the mutation may have been carried out */
  mutate<Answer>(
    operation: Operation<Answer>,
    variables: Variables,
    options?: { readonly isUrgent?: boolean },
  ): Promise<Answer>;
  quota(): Quota | null;
  /** The scopes of a classic token, as the last answer told; `null` where it is of another kind. */
  scopes(): readonly string[] | null;
  /** Now by GitHub's clock, as near as its last answer tells. */
  now(): number;
  /** Waits a little before the `attempt`th try (from 1). */
  pause(attempt: number): Promise<void>;
  /** Aborted when it is closed. */
  readonly closing: AbortSignal;
  close(): void;
}

export function createTransport(options: TransportOptions): Transport {
  const { url, credentials, userAgent } = options;
  const paces = { ...PACES, ...options.paces };
  const graphqlAt = graphql.defaults({ url });
  const closing = new AbortController();
  const queue = new RequestQueue(paces.spacing, closing.signal);
  let heldUntil = 0;
  /** How often in a row GitHub has refused for going too fast. */
  let refusals = 0;
  let quota: Quota | null = null;
  let clockOffset = 0;
  let scopes: readonly string[] | null = null;
  let refused: Credential | null = null;

  async function once<Answer>(
    { document, name, answer }: Operation<Answer>,
    variables: Variables,
  ): Promise<PartialAnswer<Answer>> {
    const { token } = await credential();
    let heard: Heard | null = null;
    const request = {
      fetch: async (address: string, init: RequestInit) => {
        // A redirect would carry the token to where nobody meant it to go.
        const response = await fetch(address, { ...init, redirect: "error" });
        heard = { status: response.status, headers: Object.fromEntries(response.headers) };
        quota = quotaOf(heard) ?? quota;
        clockOffset = offsetOf(heard) ?? clockOffset;
        scopes = scopesOf(heard);
        return response;
      },
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(paces.timeout)]),
    };
    const headers = { authorization: `token ${token.reveal()}`, "user-agent": userAgent };
    try {
      const data = await graphqlAt(document, { ...variables, headers, request, operationName: name });
      const whole = { answer: believed(answer, data), places: [] };
      refusals = 0;
      return whole;
    } catch (error) {
      if (closing.signal.aborted) throw new TrackerClosedError();
      const secondaryMs = paces.secondary * 2 ** Math.min(refusals, MOST_DOUBLINGS);
      const fault = classify(error, heard, { now: Date.now(), secondaryMs });
      if (fault.kind === "rate_limited") refusals += 1;
      else if (!isTransient(fault)) refusals = 0;
      if (fault.retryAt !== null) heldUntil = Math.max(heldUntil, Date.parse(fault.retryAt));
      throw fault;
    }
  }

  /** A token that was refused is not sent again; another one, after a new login say, is. */
  async function credential(): Promise<Credential> {
    const { signal } = closing;
    const current = await (refused === null ? credentials.get(signal) : credentials.refresh(signal));
    if (refused !== null && current.token.reveal() === refused.token.reveal())
      throw new GitHubFault("unauthorized", `the token from ${current.source} was not accepted`);
    refused = null;
    return current;
  }

  async function send<Answer>(
    operation: Operation<Answer>,
    variables: Variables,
    isUrgent = false,
  ): Promise<PartialAnswer<Answer>> {
    const isMutation = operation.kind === "mutation";
    const request = async () => {
      // Looked at in its turn: the one before it may have met the limit.
      await untilFree();
      return once(operation, variables);
    };
    return queue.add(request, { isMutation, isUrgent });
  }

  /** While GitHub wants a pause nothing is sent, so that no storm of refusals makes it longer. */
  async function untilFree(): Promise<void> {
    closing.signal.throwIfAborted();
    const wait = heldUntil - Date.now();
    if (wait <= 0) return;
    if (wait > LONGEST_PAUSE_MS)
      throw new GitHubFault("rate_limited", "GitHub's limit is used up", {
        retryAt: new Date(heldUntil).toISOString(),
      });
    await rest(wait);
  }

  /** @param partIsEnough a refused part does not make the rest worthless */
  async function ask<Answer>(
    operation: Operation<Answer>,
    variables: Variables,
    partIsEnough: boolean,
  ): Promise<PartialAnswer<Answer>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(operation, variables);
      } catch (error) {
        if (!(error instanceof GitHubFault)) throw error;
        const isLast = !isWorthAsking(error, attempt);
        const mayDo = partIsEnough && (isLast || !isTransient(error));
        const part = mayDo ? operation.answer.safeParse(error.data) : null;
        if (part?.success) return { answer: part.data, places: error.places };
        if (isLast) throw error;
        if (error.kind === "unauthorized") await changeToken(error);
        else if (error.kind !== "rate_limited") await pause(attempt);
      }
    }
  }

  /** Tokens expire: a second look at where it comes from may bring a new one. Once refused twice, it is given up. */
  async function changeToken(fault: GitHubFault): Promise<void> {
    if (refused !== null) throw fault;
    const before = await credentials.get(closing.signal);
    const after = await credentials.refresh(closing.signal);
    if (after.token.reveal() !== before.token.reveal()) return;
    await pause(1);
  }

  async function pause(attempt: number): Promise<void> {
    await rest(paces.pause * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
  }

  async function rest(milliseconds: number): Promise<void> {
    try {
      await delay(milliseconds, undefined, { signal: closing.signal });
    } catch {
      throw new TrackerClosedError();
    }
  }

  return {
    query: async (operation, variables) => (await remember(ask(operation, variables, false))).answer,
    queryPart: (operation, variables) => remember(ask(operation, variables, true)),
    mutate: async (operation, variables, { isUrgent } = {}) =>
      (await send(operation, variables, isUrgent)).answer,
    quota: () => quota,
    scopes: () => scopes,
    now: () => Date.now() + clockOffset,
    pause,
    closing: closing.signal,
    close: () => closing.abort(new TrackerClosedError()),
  };

  /** A login that is refused after all that is not tried again. */
  async function remember<T>(request: Promise<T>): Promise<T> {
    try {
      return await request;
    } catch (error) {
      if (error instanceof GitHubFault && error.kind === "unauthorized")
        refused ??= await credentials.get(closing.signal);
      throw error;
    }
  }
}

/** Also refused things once more: what has just been made is not visible everywhere at once. */
function isWorthAsking(fault: GitHubFault, attempt: number): boolean {
  if (attempt >= MOST_ATTEMPTS) return false;
  if (fault.kind === "rate_limited")
    return fault.retryAt !== null && Date.parse(fault.retryAt) - Date.now() <= LONGEST_PAUSE_MS;
  return isTransient(fault) || (attempt === 1 && fault.kind !== "invalid");
}

function believed<Answer>(answer: Operation<Answer>["answer"], data: unknown): Answer {
  const found = answer.safeParse(data);
  if (found.success) return found.data;
  throw new GitHubFault("unreadable", "the answer could not be read", { data });
}

function scopesOf({ headers }: Heard): readonly string[] | null {
  const listed = headers["x-oauth-scopes"] ?? "";
  return listed === "" ? null : listed.split(",").map((scope) => scope.trim());
}

/** How far GitHub's clock is ahead of ours; its answers say whole seconds. */
function offsetOf({ headers }: Heard): number | null {
  const date = Date.parse(headers.date ?? "");
  return Number.isNaN(date) ? null : date - Date.now();
}

function quotaOf({ headers }: Heard): Quota | null {
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
    Number(headers[`x-ratelimit-${name}`] ?? Number.NaN),
  );
  if (limit === undefined || remaining === undefined || reset === undefined) return null;
  if (![limit, remaining, reset].every(Number.isFinite)) return null;
  // Some proxies write what is no time at all.
  if (Number.isNaN(new Date(reset * 1_000).getTime())) return null;
  return { limit, remaining, resetAt: new Date(reset * 1_000).toISOString() satisfies Timestamp };
}
