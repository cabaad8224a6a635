import { setTimeout as delay } from "node:timers/promises";

/** What stands in the queue. */
interface Waiting {
  readonly isMutation: boolean;
  readonly isUrgent: boolean;
  readonly run: () => Promise<void>;
}

/**
 * One request at a time, and at least `spacingMs` between the end of a mutation and the next one, as GitHub asks of
 * its clients. While a mutation has to wait, questions go first; an urgent mutation goes before other ones.
 */
export class RequestQueue {
  readonly #spacingMs: number;
  readonly #closing: AbortSignal;
  readonly #waiting: Waiting[] = [];
  #isWorking = false;
  /** By the monotonic clock, in milliseconds. */
  #mutationFrom = 0;

  /** @param closing once aborted, nothing waits for its turn any longer: it is given up */
  constructor(spacingMs: number, closing: AbortSignal) {
    this.#spacingMs = spacingMs;
    this.#closing = closing;
  }

  add<T>(
    request: () => Promise<T>,
    { isMutation, isUrgent = false }: { isMutation: boolean; isUrgent?: boolean },
  ) {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const run = async () => {
      await request().then(resolve, reject);
      if (isMutation) this.#mutationFrom = performance.now() + this.#spacingMs;
    };
    this.#waiting.push({ isMutation, isUrgent, run });
    if (!this.#isWorking) void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    while (this.#waiting.length > 0) {
      const wait = this.#closing.aborted ? 0 : this.#mutationFrom - performance.now();
      const next = this.#next(wait <= 0);
      if (next === null) await delay(Math.min(wait, 50));
      else await next.run();
    }
    this.#isWorking = false;
  }

  #next(mutationMayGo: boolean): Waiting | null {
    const fits = this.#waiting.filter(({ isMutation }) => mutationMayGo || !isMutation);
    const chosen = fits.find(({ isUrgent }) => isUrgent) ?? fits[0];
    if (chosen === undefined) return null;
    this.#waiting.splice(this.#waiting.indexOf(chosen), 1);
    return chosen;
  }
}
