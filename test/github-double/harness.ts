import { onTestFinished } from "vitest";
import { type GitHub, type GitHubOptions, startGitHub } from "../support/github/index.ts";

export const DANA = "ghp_dana";

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly errors: unknown;
}

export interface Asking {
  readonly github: GitHub;
  /** As dana, an administrator with a classic token, unless another token is given. */
  ask(query: string, variables?: object, token?: string): Promise<Answered>;
  /** Asks for these fields of the repository and gives what came of them. */
  askRepository(fields: string, variables?: object, token?: string): Promise<Answered>;
}

/** `acme/webshop` with dana, gone after the test. */
export async function startedGitHub(options: GitHubOptions = {}): Promise<Asking> {
  const github = await startGitHub({
    repository: {},
    accounts: [{ login: "dana", permission: "ADMIN", token: DANA }],
    ...options,
  });
  onTestFinished(() => github.close());
  const asked = (query: string, variables: object = {}, token = DANA) =>
    post(github.url, { query, variables }, token);
  return {
    github,
    ask: asked,
    askRepository: (fields, variables, token) =>
      asked(`{ repository(owner: "acme", name: "webshop") { ${fields} } }`, variables, token),
  };
}

export async function post(url: string, body: object, token: string): Promise<Answered> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, text, ...parsed(text) };
}

function parsed(text: string): { data: unknown; errors: unknown } {
  try {
    const { data, errors } = JSON.parse(text);
    return { data, errors };
  } catch {
    return { data: undefined, errors: undefined };
  }
}

/** A clock that stands until it is moved. */
export function stoppedClock(start = "2026-01-01T00:00:00Z") {
  let at = Date.parse(start);
  return {
    now: () => at,
    pass(seconds: number) {
      at += seconds * 1000;
    },
  };
}
