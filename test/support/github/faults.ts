import type { OperationKind } from "./operation.ts";

/** What can go wrong between a request and its answer. */
export type FaultKind =
  | "500"
  /** GraphQL's own JSON, as GitHub sends it after ten seconds. */
  | "502"
  | "502-html"
  | "503"
  | "504"
  /** A page with status 200, as a captive portal or proxy sends it. */
  | "html-200"
  /** Status 200, and the connection breaks in the middle of the body. */
  | "truncated"
  /** Status 200, whole for HTTP, but half a JSON text. */
  | "truncated-json"
  /** The connection breaks without an answer. */
  | "dropped"
  /** No answer until the server closes. */
  | "hung"
  /** The answer is late. */
  | { readonly slow: number }
  /** One field is `null` and there is an error about it; the rest comes. */
  | "partial"
  | { readonly partial: { readonly path?: FieldPath; readonly type?: string; readonly message?: string } }
  | "401"
  | "403"
  /** Status 200, FORBIDDEN, no data. */
  | "forbidden"
  | "not-found"
  /** Status 200. `RATE_LIMIT` is what has been seen of late in place of `RATE_LIMITED`. */
  | {
      readonly rateLimited: {
        readonly resetInSeconds: number;
        readonly type?: "RATE_LIMITED" | "RATE_LIMIT";
      };
    }
  | { readonly secondary: { readonly status: 200 | 403 | 429; readonly retryAfter?: number } }
  /** Status 200, UNPROCESSABLE: a limit on content, not a fault of what was sent. */
  | "too-quickly"
  | "something-went-wrong";

export type FieldPath = readonly (string | number)[];

/** What a fault is chosen by. */
export interface FaultyRequest {
  readonly operationName: string | null;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of the request, from 0. */
  readonly index: number;
  readonly kind: OperationKind;
}

export interface Fault {
  /** Any request, if left out. */
  readonly match?: (request: FaultyRequest) => boolean;
  /** `after`: what was asked for has been done, though the answer does not say so. */
  readonly when?: "before" | "after";
  readonly kind: FaultKind;
  /** How many requests it befalls: one, unless said otherwise. */
  readonly times?: number;
}

/** A fault that was put up. */
export interface PendingFault extends Required<Omit<Fault, "match">> {
  readonly match: (request: FaultyRequest) => boolean;
  /** How many requests it has befallen. */
  readonly befallen: number;
  remove(): void;
}

export class Faults {
  #pending: (PendingFault & { befallen: number })[] = [];

  add({ match = () => true, when = "before", kind, times = 1 }: Fault): PendingFault {
    const fault = { match, when, kind, times, befallen: 0, remove: () => this.#remove(fault) };
    this.#pending.push(fault);
    return fault;
  }

  clear(): void {
    this.#pending = [];
  }

  /** Those that have not been used up. */
  get pending(): readonly PendingFault[] {
    return this.#pending;
  }

  /** The first that fits; it is used up by that. */
  take(request: FaultyRequest): PendingFault | null {
    const fault = this.#pending.find(({ match }) => match(request));
    if (fault === undefined) return null;
    fault.befallen += 1;
    if (fault.befallen >= fault.times) this.#remove(fault);
    return fault;
  }

  #remove(fault: PendingFault): void {
    this.#pending = this.#pending.filter((each) => each !== fault);
  }
}
