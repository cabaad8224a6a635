/** The longest delay that a timer takes, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls `expired` once when `seconds` have passed since it was made or last touched. Touching only notes the
 * time, so that it can be done for every block of output. The clock is monotonic: a changed wall
 * clock ends no run.
 */
export class Watchdog {
  readonly #milliseconds: number;
  readonly #expired: () => void;
  #touchedAt = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number, expired: () => void) {
    this.#milliseconds = seconds * 1000;
    this.#expired = expired;
    this.#arm(this.#milliseconds);
  }

  touch(): void {
    this.#touchedAt = performance.now();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#check(), Math.min(Math.ceil(milliseconds), LONGEST_TIMER_MS));
  }

  #check(): void {
    const left = this.#touchedAt + this.#milliseconds - performance.now();
    if (left > 0) this.#arm(left);
    else this.#expired();
  }
}
