import type { ReadonlyStore } from "./coalesced.ts";

/**
 * The time as the screen shows it. It stands still unless somebody gives it a pace, so that a screen on which
 * nothing runs draws nothing.
 */
export interface Clock extends ReadonlyStore<number> {
  /** Ticks every so many milliseconds from now on; `null` stops it. */
  pace(milliseconds: number | null): void;
  /** Looks at the time now. */
  tick(): void;
}

export function createClock(now: () => number = Date.now): Clock {
  let shown = now();
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<(state: number, previous: number) => void>();
  const tick = () => {
    const previous = shown;
    shown = now();
    if (shown !== previous) for (const listener of listeners) listener(shown, previous);
  };
  return {
    getState: () => shown,
    getInitialState: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pace(milliseconds) {
      clearInterval(timer);
      timer = undefined;
      if (milliseconds === null) return;
      tick();
      timer = setInterval(tick, milliseconds);
    },
    tick,
  };
}
