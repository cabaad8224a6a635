/** Passes on the latest of what it is given, not too soon and not too often. */
export interface Paced<Told> {
  give(told: Told): void;
  /** What has not been passed on yet is forgotten. */
  end(): void;
}

/** @param pace in milliseconds: when something is passed on for the first time, and how often from then on */
export function paced<Told>(
  pass: (told: Told) => void,
  { firstMs, everyMs }: { readonly firstMs: number; readonly everyMs: number },
): Paced<Told> {
  let dueAt = performance.now() + firstMs;
  let latest: { readonly told: Told } | null = null;
  let timer: NodeJS.Timeout | undefined;

  function passOn(): void {
    timer = undefined;
    dueAt = performance.now() + everyMs;
    if (latest !== null) pass(latest.told);
    latest = null;
  }

  return {
    give(told) {
      latest = { told };
      timer ??= setTimeout(passOn, Math.max(0, dueAt - performance.now()));
    },
    end() {
      clearTimeout(timer);
      latest = null;
    },
  };
}
