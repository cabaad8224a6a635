import type { TellProgress } from "./progress.ts";

/** What every longer operation of this room accepts. */
export interface StepOptions {
  /** Ends the running git command and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told, in plain sentences, what a person would want to know. */
  readonly log?: ((line: string) => void) | undefined;
  /** Told, often, how far it is with what takes its time. */
  readonly progress?: TellProgress | undefined;
  /** Called at named points between two changes, so that a test can end the process exactly there. */
  readonly checkpoint?: ((name: string) => void) | undefined;
}
