import type { StoreApi } from "zustand/vanilla";

/** The reading half of a zustand store. */
export type ReadonlyStore<State> = Pick<StoreApi<State>, "getState" | "getInitialState" | "subscribe">;

/**
 * The same store with quieter notices: the first change is told at once, those that follow within
 * `milliseconds` are told together. Reading always gives the newest state.
 */
export function coalesced<State>(store: ReadonlyStore<State>, milliseconds: number): ReadonlyStore<State> {
  const listeners = new Set<(state: State, previous: State) => void>();
  let told = store.getState();
  let lastNotice = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void) | undefined;

  const tell = () => {
    timer = undefined;
    lastNotice = performance.now();
    const previous = told;
    told = store.getState();
    for (const listener of listeners) listener(told, previous);
  };
  const changed = () => {
    if (timer !== undefined) return;
    const wait = lastNotice + milliseconds - performance.now();
    if (wait <= 0) tell();
    else timer = setTimeout(tell, wait);
  };

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe(listener) {
      listeners.add(listener);
      unsubscribe ??= store.subscribe(changed);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
        unsubscribe?.();
        unsubscribe = undefined;
      };
    },
  };
}
