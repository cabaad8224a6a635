const HOUR = 3_600_000;

export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Milliseconds, a whole second. */
  readonly resetAt: number;
}

export interface QuotaInit {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetAt?: number | string | Date;
}

/** The points each account has left in its hour. All tokens of an account draw on the same. */
export class Limits {
  readonly #now: () => number;
  readonly #limit: number;
  readonly #quotas = new Map<string, Quota>();

  constructor(now: () => number, limit: number) {
    this.#now = now;
    this.#limit = limit;
  }

  /** Of the account with this login (a bot's is bare). */
  of(login: string): Quota {
    const quota = this.#quotas.get(login);
    if (quota !== undefined && quota.resetAt > this.#now()) return quota;
    const limit = quota?.limit ?? this.#limit;
    const fresh = { limit, remaining: limit, used: 0, resetAt: wholeSecond(this.#now() + HOUR) };
    this.#quotas.set(login, fresh);
    return fresh;
  }

  set(login: string, init: QuotaInit): void {
    const { limit, resetAt, remaining } = this.of(login);
    const next = {
      limit: init.limit ?? limit,
      resetAt: wholeSecond(new Date(init.resetAt ?? resetAt).getTime()),
    };
    const left = init.remaining ?? Math.min(remaining, next.limit);
    this.#quotas.set(login, { ...next, remaining: left, used: next.limit - left });
  }

  /** What is left afterwards; `null` where nothing was left, and nothing is done. */
  charge(login: string, points: number): Quota | null {
    const quota = this.of(login);
    if (quota.remaining <= 0) return null;
    const charged = { ...quota, remaining: Math.max(0, quota.remaining - points), used: quota.used + points };
    this.#quotas.set(login, charged);
    return charged;
  }
}

function wholeSecond(at: number): number {
  return Math.ceil(at / 1000) * 1000;
}
