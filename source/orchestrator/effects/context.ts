import type { TellProgress } from "../../git/progress.ts";
import type { Workspace } from "../workspace.ts";

/** What performing an effect may use. */
export interface EffectContext extends Workspace {
  /** Aborted when the effect is no longer wanted (the workflow moved on) or the engine stops. */
  readonly signal: AbortSignal;
  /** Says what is going on, for the screen. */
  readonly report: (line: string) => void;
  /** Says how far it is with what takes its time, as often as it likes. */
  readonly progress: TellProgress;
}
