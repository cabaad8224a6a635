const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
type Signal = keyof typeof SIGNALS;

export interface LastResort {
  /** Another program has the terminal: what is typed to interrupt is meant for that one. */
  readonly isInterruptForOther: () => boolean;
  /** A signal asked for the end. */
  readonly onSignal: () => void;
  /** Something was thrown that nobody caught. */
  readonly onError: (error: unknown) => void;
}

/**
 * Sees to it that the terminal is given back when the program is told to end or something is thrown: instead of
 * dying on the spot, the screen is closed in the ordinary way, and `process.exitCode` says which signal it was.
 * Returns the function that ends this.
 */
export function guardTerminal({ isInterruptForOther, onSignal, onError }: LastResort): () => void {
  const end = (signal: Signal) => {
    if (signal === "SIGINT" && isInterruptForOther()) return;
    process.exitCode = 128 + SIGNALS[signal];
    onSignal();
  };
  for (const signal of Object.keys(SIGNALS)) process.on(signal, end);
  process.on("uncaughtException", onError);
  return () => {
    for (const signal of Object.keys(SIGNALS)) process.off(signal, end);
    process.off("uncaughtException", onError);
  };
}
