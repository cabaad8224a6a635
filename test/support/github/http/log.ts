import type { IncomingHttpHeaders } from "node:http";
import type { FaultKind } from "../faults.ts";
import type { Operation, OperationKind } from "../operation.ts";
import type { Received } from "./listener.ts";

export interface LoggedRequest {
  readonly index: number;
  /** Milliseconds of the real clock, whatever the world's says. */
  readonly at: number;
  readonly operationName: string | null;
  readonly kind: OperationKind;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** In points, charged or not. */
  readonly cost: number;
  readonly fault?: FaultKind;
  readonly authorization: string;
  readonly userAgent: string;
  /** `null`: not answered, or not yet. */
  readonly status: number | null;
}

type Entry = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

/** Everything that was posted to `/graphql`. */
export class RequestLog {
  readonly entries: Entry[] = [];
  /** The most that were under way at the same time. */
  peak = 0;
  #underWay = 0;

  begin({ headers }: Received, operation: Operation, cost: number): Entry {
    const { name: operationName, kind, text: document, variables } = operation;
    const entry: Entry = {
      index: this.entries.length,
      at: Date.now(),
      operationName,
      kind,
      document,
      variables,
      cost,
      authorization: authorizationOf(headers),
      userAgent: headers["user-agent"] ?? "",
      status: null,
    };
    this.entries.push(entry);
    this.#underWay += 1;
    this.peak = Math.max(this.peak, this.#underWay);
    return entry;
  }

  end(entry: Entry, status: number | null): void {
    entry.status = status;
    this.#underWay -= 1;
  }

  clear(): void {
    this.entries.length = 0;
    this.peak = this.#underWay;
  }
}

export function authorizationOf(headers: IncomingHttpHeaders): string {
  return headers.authorization ?? "";
}
