import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createGitHubClient, type GitHubClient } from "../../../source/tracker/github/github-client.ts";
import { Secret } from "../../../source/tracker/github/secret.ts";
import {
  createTransport,
  type Transport,
  type TransportOptions,
} from "../../../source/tracker/github/transport.ts";
import { HASTY, temporaryPlansDir } from "../../support/github-tracker.ts";

/** What to answer; `null` for never. */
export interface RawAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface RawGitHub {
  readonly url: string;
  /** What came, in order. */
  readonly requests: { readonly operationName: string; readonly at: number }[];
}

/** A server that answers with exactly what the test says: also what the double, which knows the schema, never would. */
export async function rawGitHub(
  answer: (operationName: string, index: number) => RawAnswer | null,
): Promise<RawGitHub> {
  const requests: RawGitHub["requests"] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { operationName } = JSON.parse(Buffer.concat(parts).toString()) as { operationName: string };
    requests.push({ operationName, at: performance.now() });
    const given = answer(operationName, requests.length - 1);
    if (given === null) return;
    response.writeHead(given.status ?? 200, { "content-type": "application/json", ...given.headers });
    response.end(JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, requests };
}

const CREDENTIAL = { token: new Secret("a-token"), source: "GH_TOKEN", kind: "token" } as const;

/** A client of such a server, as one process would have it. */
export function rawClient(
  { url }: Pick<RawGitHub, "url">,
  options: Partial<Pick<TransportOptions, "credentials" | "paces">> = {},
): { transport: Transport; client: GitHubClient } {
  const credentials = { get: async () => CREDENTIAL, refresh: async () => CREDENTIAL };
  const paces = { ...HASTY, ...options.paces };
  const transport = createTransport({ url, credentials, userAgent: "orc-tui/test", ...options, paces });
  onTestFinished(() => transport.close());
  const address = { host: "github.com", owner: "acme", name: "widgets" };
  return { transport, client: createGitHubClient(address, transport, temporaryPlansDir()) };
}
