import type { Result } from "../execute.ts";

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection breaks in the middle of the body. */
  readonly breaks?: boolean;
}

const DOCS = "https://docs.github.com/graphql";

export function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

export function html(status: number, title: string): Answer {
  const body = `<!DOCTYPE html>\n<html>\n<head><title>${title} &middot; GitHub</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

/** An error of the REST kind: what GitHub says before it has looked at the query. */
export function message(status: number, text: string, headers?: Readonly<Record<string, string>>): Answer {
  return json(status, { message: text, documentation_url: DOCS, status: String(status) }, headers);
}

export function answerOf(result: Result): Answer {
  return json(200, result);
}

export function badCredentials(): Answer {
  return message(401, "Bad credentials");
}

/** Also for what is only said to be exhausted. */
export function rateLimited(databaseId: number, type = "RATE_LIMITED"): Answer {
  const text = `API rate limit ${type === "RATE_LIMIT" ? "already " : ""}exceeded for user ID ${databaseId}.`;
  return answerOf({
    errors: [{ type, message: text, ...(type === "RATE_LIMIT" && { code: "graphql_rate_limit" }) }],
  });
}
