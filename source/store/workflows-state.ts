import type { StampedEvent } from "../workflow/events.ts";
import type { Workflow } from "../workflow/state.ts";

/** What the store holds. */
export interface WorkflowsState {
  /** By workflow id. */
  readonly workflows: Readonly<Record<string, Workflow>>;
  /** Ids of workflows that cannot be changed (unreadable, or of a newer version), with the reason. */
  readonly frozen: Readonly<Record<string, string>>;
  /** What a person should know about the state of the files. */
  readonly warnings: readonly string[];
  /** Applies one stamped event by the reducer. */
  readonly apply: (id: string, event: StampedEvent) => void;
}
