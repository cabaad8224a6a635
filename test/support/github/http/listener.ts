import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Answer } from "./answer.ts";

/** What becomes of a request: an answer, a broken connection, or nothing at all. */
export type Outcome = Answer | "dropped" | "hung";

export interface Received {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Listens on loopback; can go offline and come back at the same address. */
export class Listener {
  readonly #handle: (request: Received) => Promise<Outcome>;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  constructor(handle: (request: Received) => Promise<Outcome>) {
    this.#handle = handle;
  }

  get port(): number {
    return this.#port;
  }

  async open(): Promise<void> {
    if (this.#server) return;
    const server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(599);
        response.end(`the GitHub double failed: ${error instanceof Error ? error.stack : error}`);
      });
    });
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Breaks all connections. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const { method = "GET", url = "/", headers } = request;
    const outcome = await this.#handle({ method, path: new URL(url, "http://x").pathname, headers, body });
    if (outcome === "hung") return;
    if (outcome === "dropped") request.socket.destroy();
    else send(outcome, response);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send({ status, headers = {}, body, breaks = false }: Answer, response: ServerResponse): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  if (!breaks) {
    response.end(bytes);
    return;
  }
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  response.write(half, () => response.socket?.destroy());
}
