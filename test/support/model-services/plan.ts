import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a stand-in for a model does in one answer. */
export type Step =
  | { readonly say: string }
  /** Uses a tool of the agent, by its own name. */
  | { readonly tool: string; readonly input: unknown }
  /** Refuses with an HTTP status, as often as it is asked. */
  | { readonly refuse: number };

/** A stand-in for a model's service, on this machine. */
export interface ModelService {
  readonly url: string;
  /** What it was asked, the bodies of the requests. */
  readonly requests: readonly unknown[];
  close(): Promise<void>;
}

/**
 * The step that a conversation has come to. It is told by the results of tools that the request holds, so that the
 * service keeps nothing between requests; after its last step it says that it is done.
 */
export function stepAfter(results: number, plan: readonly Step[]): Step {
  return plan[results] ?? { say: "Done." };
}

/** Serves the POST requests of one kind of API. */
export async function serve(
  requests: unknown[],
  answer: (path: string, body: unknown, response: ServerResponse) => void,
): Promise<ModelService> {
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    requests.push(body);
    answer(request.url ?? "/", body, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Sends server-sent events and ends. */
export function sendEvents(response: ServerResponse, events: readonly object[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) {
    if ("type" in event) response.write(`event: ${event.type}\n`);
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  }
  response.end();
}

export function sendJson(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(content));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? null : JSON.parse(text);
}
