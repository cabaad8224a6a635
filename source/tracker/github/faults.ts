import { screenLine } from "../../text/screen.ts";
import type { Timestamp } from "../../workflow/state.ts";

/**
 * What became of a request that did not end well.
 * - `unreachable`, `timeout`, `unreadable`, `server`: it may be tried again; whether it was carried out is not known
 * - `rate_limited`: not carried out; again at `retryAt`
 * - `unauthorized`: the token is not accepted
 * - `forbidden`, `not_found`, `invalid`: refused, for reasons that stay
 */
export type FaultKind =
  | "unreachable"
  | "timeout"
  | "unreadable"
  | "server"
  | "rate_limited"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "invalid";

/** One fault, as far as it matters for what to do next. Holds nothing of the request, which has the token. */
export class GitHubFault extends Error {
  override readonly name = "GitHubFault";
  readonly kind: FaultKind;
  /** There is no sense in asking before. */
  readonly retryAt: Timestamp | null;
  /** What came in spite of the fault. */
  readonly data: unknown;
  /** Where in the answer something is missing: `repository.i12`, with the kind of it. */
  readonly places: readonly FaultPlace[];

  constructor(
    kind: FaultKind,
    message: string,
    parts: { retryAt?: Timestamp | null; data?: unknown; places?: readonly FaultPlace[] } = {},
  ) {
    super(message);
    this.kind = kind;
    this.retryAt = parts.retryAt ?? null;
    this.data = parts.data;
    this.places = parts.places ?? [];
  }
}

export interface FaultPlace {
  readonly path: string;
  readonly kind: FaultKind;
  readonly message: string;
}

/** What a response said beside its body. */
export interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** "Was submitted too quickly" comes without a time and lasts longer than other pauses. */
const CREATION_FACTOR = 2;
const LONGEST_MESSAGE = 300;
/** GitHub counts by the hour. What is longer comes from a proxy, and may be no time at all. */
const LONGEST_PAUSE_MS = 86_400_000;

/** The time, and how long to wait where GitHub asks for a pause without saying so; both in milliseconds. */
export interface Timing {
  readonly now: number;
  readonly secondaryMs: number;
}

/** Reads what `@octokit/graphql` threw. `heard` is `null` where no response came. */
export function classify(error: unknown, heard: Heard | null, timing: Timing): GitHubFault {
  if (error instanceof GitHubFault) return error;
  const failed = error as {
    name?: unknown;
    message?: unknown;
    cause?: unknown;
    errors?: unknown;
    data?: unknown;
  };
  if (heard === null) return unheard(failed);
  const message = brief(failed.message);
  if (Array.isArray(failed.errors)) return ofErrors(failed.errors, failed.data, heard, timing);
  if (heard.status === 401) return new GitHubFault("unauthorized", "the token was not accepted (401)");
  const limited = limitOf(message, heard, timing);
  if (limited !== null) return limited;
  if (heard.status === 403) return new GitHubFault("forbidden", message);
  if (heard.status === 404) return new GitHubFault("invalid", "there is no GraphQL at this address (404)");
  if (heard.status >= 500) return new GitHubFault("server", `GitHub answered ${heard.status}`);
  // Cut short, or not JSON at all: some proxies answer in GitHub's place.
  if (heard.status < 300) return new GitHubFault("unreadable", "the answer could not be read");
  return new GitHubFault("server", `GitHub answered ${heard.status}`);
}

function unheard({
  name,
  cause,
  message,
}: {
  name?: unknown;
  cause?: unknown;
  message?: unknown;
}): GitHubFault {
  const timedOut = name === "TimeoutError" || (cause instanceof Error && cause.name === "TimeoutError");
  if (timedOut) return new GitHubFault("timeout", "no answer in time");
  const { code } = (innermost(cause) ?? {}) as { code?: unknown };
  return new GitHubFault(
    "unreachable",
    typeof code === "string" ? `no connection (${code})` : brief(message),
  );
}

function innermost(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause !== undefined; depth += 1)
    current = current.cause;
  return current;
}

interface AnsweredError {
  readonly type?: unknown;
  readonly message?: unknown;
  readonly path?: unknown;
}

function ofErrors(errors: readonly unknown[], data: unknown, heard: Heard, timing: Timing): GitHubFault {
  const places = errors.map((error): FaultPlace => {
    const { type, message, path } = (error ?? {}) as AnsweredError;
    const text = brief(message);
    return { path: Array.isArray(path) ? path.join(".") : "", kind: kindOf(type, text), message: text };
  });
  const limited = places.find(({ kind }) => kind === "rate_limited");
  if (limited !== undefined)
    return (
      limitOf(limited.message, heard, timing) ??
      new GitHubFault("rate_limited", limited.message, { retryAt: at(timing.now + timing.secondaryMs) })
    );
  const worst = places[0];
  return new GitHubFault(worst?.kind ?? "server", worst?.message ?? "GitHub answered with an error", {
    data,
    places,
  });
}

function kindOf(type: unknown, message: string): FaultKind {
  if (
    type === "RATE_LIMITED" ||
    type === "RATE_LIMIT" ||
    /secondary rate limit|submitted too quickly|abuse detection/i.test(message)
  )
    return "rate_limited";
  if (type === "NOT_FOUND") return "not_found";
  if (type === "FORBIDDEN" || type === "INSUFFICIENT_SCOPES" || /^Resource not accessible/i.test(message))
    return "forbidden";
  const isTransient =
    type === undefined || type === "INTERNAL" || type === "SERVICE_UNAVAILABLE" || type === "STALE_DATA";
  // Errors of the document itself carry no type either, but no data comes with them; a test keeps us from those.
  return isTransient ? "server" : "invalid";
}

/** The limit that an answer speaks of; `null` where it speaks of none. */
function limitOf(
  message: string,
  { status, headers }: Heard,
  { now, secondaryMs }: Timing,
): GitHubFault | null {
  const retryAfter = Number(headers["retry-after"]);
  const isSecondary = /secondary rate limit|abuse detection/i.test(message);
  const isPrimary = headers["x-ratelimit-remaining"] === "0";
  const isQuick = /submitted too quickly/i.test(message);
  const isLimitStatus = status === 429 || (status === 403 && headers["retry-after"] !== undefined);
  if (!isSecondary && !isPrimary && !isQuick && !isLimitStatus) return null;
  if (Number.isFinite(retryAfter) && headers["retry-after"] !== undefined)
    return limited("GitHub asks for a pause", now, retryAfter * 1_000);
  const reset = Number(headers["x-ratelimit-reset"]) * 1_000;
  if (isPrimary && reset > 0)
    return limited("GitHub's hourly limit is used up", now, Math.max(reset - now, 0) + 1_000);
  return limited("GitHub asks for a pause", now, secondaryMs * (isQuick ? CREATION_FACTOR : 1));
}

function limited(message: string, now: number, pauseMs: number): GitHubFault {
  return new GitHubFault("rate_limited", message, { retryAt: at(now + Math.min(pauseMs, LONGEST_PAUSE_MS)) });
}

function at(time: number): Timestamp {
  return new Date(time).toISOString();
}

/** GitHub's words, or a whole HTML page of a proxy: one line, not endless. */
function brief(message: unknown): string {
  const text = typeof message === "string" ? message : "no reason given";
  const words = screenLine(text.replace(/^Request failed due to following response errors:\s*-?\s*/, ""));
  const plain = /<(?:!doctype|html|body)\b/i.test(words) ? "a web page came instead of an answer" : words;
  return plain.length > LONGEST_MESSAGE ? `${plain.slice(0, LONGEST_MESSAGE)}…` : plain;
}

/** May the same request succeed a little later, without anybody's doing? */
export function isTransient({ kind }: GitHubFault): boolean {
  return kind === "unreachable" || kind === "timeout" || kind === "unreadable" || kind === "server";
}
