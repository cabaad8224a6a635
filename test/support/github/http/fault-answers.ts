import { type Access, tokenKind } from "../access.ts";
import type { GitHubErrorBody } from "../errors.ts";
import type { Result } from "../execute.ts";
import type { FaultKind, FieldPath } from "../faults.ts";
import { type Operation, rootFields } from "../operation.ts";
import { type Answer, answerOf, badCredentials, html, json, message, rateLimited } from "./answer.ts";

/** What a fault is told about. */
interface Befallen {
  readonly operation: Operation;
  /** What was executed, if it was. */
  readonly result: Result | null;
  readonly access: Access | null;
  readonly requestId: string;
  /** Milliseconds. */
  readonly now: number;
}

type Spoilt = Exclude<FaultKind, "dropped" | "hung" | { readonly slow: number }>;

export function faultAnswer(kind: Spoilt, befallen: Befallen): Answer {
  if (typeof kind === "object") {
    if ("partial" in kind) return partial(befallen, kind.partial);
    if ("rateLimited" in kind) return exhausted(befallen, kind.rateLimited);
    return secondary(befallen, kind.secondary);
  }
  switch (kind) {
    case "500":
      return json(500, { message: "Server Error" });
    case "502":
    case "504":
      return json(Number(kind), { data: null, errors: [{ message: timedOut(befallen) }] });
    case "502-html":
      return html(502, "Bad gateway");
    case "503":
      return html(503, "No server is currently available to service your request");
    case "html-200":
      return html(200, "Sign in to the network");
    case "truncated":
      return { ...whole(befallen), breaks: true };
    case "truncated-json": {
      const { body, ...rest } = whole(befallen);
      return { ...rest, body: body.slice(0, Math.floor(body.length / 2)) };
    }
    case "partial":
      return partial(befallen, {});
    case "401":
      return badCredentials();
    case "403":
      return message(403, notAccessible(befallen));
    case "forbidden":
      return refused(befallen, "FORBIDDEN", notAccessible(befallen));
    case "not-found":
      return refused(befallen, "NOT_FOUND", "Could not resolve to a node with the global id of 'gone'");
    case "too-quickly":
      return refused(befallen, "UNPROCESSABLE", "was submitted too quickly");
    case "something-went-wrong":
      return answerOf({ data: null, errors: [{ message: wentWrong(befallen) }] });
  }
}

/** What would have been sent, or something like it. */
function whole({ result, operation }: Befallen): Answer {
  return answerOf(result ?? { data: nullsOf(operation) });
}

function partial(
  befallen: Befallen,
  { path, type, message: text }: { path?: FieldPath; type?: string; message?: string },
) {
  const { operation, result } = befallen;
  const data = structuredClone(result?.data ?? nullsOf(operation));
  const where = path ?? telling(operation, data);
  const error: GitHubErrorBody = { ...(type && { type }), path: where, message: text ?? wentWrong(befallen) };
  setNull(data, where);
  return answerOf({ data, errors: [...(result?.errors ?? []), error] });
}

/** The first field that is about more than oneself, or the first of its items. */
function telling(operation: Operation, data: unknown): FieldPath {
  const fields = rootFields(operation);
  const { name } = fields.find(({ name }) => name !== "rateLimit" && name !== "viewer") ?? { name: "" };
  return Array.isArray((data as Record<string, unknown> | null)?.[name]) ? [name, 0] : [name];
}

function setNull(data: unknown, path: FieldPath): void {
  const parents = path.slice(0, -1);
  let at = data as Record<string | number, unknown> | null | undefined;
  for (const part of parents) at = at?.[part] as typeof at;
  const last = path.at(-1);
  if (at && last !== undefined) at[last] = null;
}

function refused({ operation }: Befallen, type: string, text: string): Answer {
  const [first] = rootFields(operation);
  const error = { type, ...(first && { path: [first.name] }), message: text };
  return answerOf({ data: nullsOf(operation), errors: [error] });
}

/** All fields `null`, or no data at all where one of them must not be. */
function nullsOf(operation: Operation): Record<string, null> | null {
  const fields = rootFields(operation);
  if (fields.some(({ nullable }) => !nullable)) return null;
  return Object.fromEntries(fields.map(({ name }) => [name, null]));
}

function exhausted(
  { access, now }: Befallen,
  { resetInSeconds, type }: { resetInSeconds: number; type?: string },
): Answer {
  const answer = rateLimited(access?.account.databaseId ?? 1, type);
  const reset = Math.ceil(now / 1000) + resetInSeconds;
  return {
    ...answer,
    headers: { ...answer.headers, "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
  };
}

function secondary(
  { requestId }: Befallen,
  { status, retryAfter }: { status: number; retryAfter?: number },
): Answer {
  const text =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. " +
    `If you reach out to GitHub Support for help, please include the request ID ${requestId}.`;
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return status === 200
    ? json(200, { errors: [{ message: text }] }, headers)
    : message(status, text, headers);
}

function notAccessible({ access }: Befallen): string {
  return `Resource not accessible by ${access ? tokenKind(access) : "personal access token"}`;
}

function wentWrong({ requestId }: Befallen): string {
  return `Something went wrong while executing your query. Please include \`${requestId}\` when reporting this issue.`;
}

function timedOut({ requestId }: Befallen): string {
  return (
    "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. " +
    `Please include \`${requestId}\` when reporting this issue.`
  );
}
