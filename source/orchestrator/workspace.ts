import type { AgentRunner } from "../agents/runner.ts";
import type { Repository } from "../git/repository.ts";
import type { Settings } from "../settings/settings.ts";
import type { PlansLayout } from "../store/layout.ts";
import type { Checkpoint } from "../store/plans-disk.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";
import type { Tracker } from "../tracker/tracker.ts";

/** The settings, read again when the project's file has changed. */
export interface SettingsSource {
  /** As they were read last. */
  readonly last: Settings;
  /** As they are now. @throws SettingsError when the file has become wrong */
  fresh(): Promise<Settings>;
}

/** The parts that effects and intents work with, for one repository. */
export interface Workspace {
  readonly repository: Repository;
  readonly plans: PlansLayout;
  readonly settings: SettingsSource;
  readonly store: WorkflowStore;
  readonly tracker: Tracker;
  readonly runner: AgentRunner;
  /** The git remote in use; `null` where there is none. */
  readonly remote: string | null;
  readonly now: () => Date;
  /** Marks a place between two system calls; crash tests end the process there. */
  readonly checkpoint: Checkpoint;
  /** @throws UntrustedSettingsError while the project's commands wait for the user's trust; the screen asks then */
  readonly requireTrust: (settings: Settings) => Promise<void>;
}
