import { getEventListeners } from "node:events";
import { EXIT } from "./command.ts";

/** A signal may reach us twice for one key press: from the terminal, and passed on by whoever started us. */
const SAME_PRESS_MS = 300;

/** What of `process` is needed here. */
interface SignalledProcess {
  on(signal: "SIGINT" | "SIGTERM" | "SIGHUP", listener: () => void): unknown;
  exit(code: number): void;
}

/** What is done where nobody listens for an interruption, since nothing waits. */
export interface Unheard {
  /** Nothing is changed by the call, so that it may end at any moment. */
  readonly mayEnd: boolean;
  /** Told that the call goes on to its end. */
  readonly goesOn: () => void;
}

/**
 * Aborted by Ctrl-C, SIGTERM and SIGHUP, and then what is under way is let go of in good order. Who does not want to
 * wait for that asks a second time, and the process ends at once: nothing holds a terminal for ever.
 */
export function interruptedBy(
  target: SignalledProcess,
  unheard: () => Unheard,
  clock: () => number = () => performance.now(),
): AbortController {
  const interruption = new AbortController();
  let firstAt: number | null = null;
  const interrupt = () => {
    const isFirst = firstAt === null;
    firstAt ??= clock();
    if (clock() - firstAt > SAME_PRESS_MS) target.exit(EXIT.interrupted);
    if (isFirst && getEventListeners(interruption.signal, "abort").length === 0) {
      const { mayEnd, goesOn } = unheard();
      if (mayEnd) target.exit(EXIT.interrupted);
      else goesOn();
    }
    interruption.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) target.on(signal, interrupt);
  return interruption;
}
