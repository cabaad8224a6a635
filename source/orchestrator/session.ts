import type { StoreApi } from "zustand/vanilla";
import type { TerminalProgram } from "../agents/runner.ts";
import type { Progress } from "../git/progress.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";
import type { ScreenText } from "../text/screen.ts";
import type { Comment, Finding, Issue, PullRequest, PullRequestStatus, Quota } from "../tracker/tracker.ts";
import type { Timestamp, Workflow } from "../workflow/state.ts";
import type { Diffs } from "./diff-desk.ts";
import type { LogSource, RunLog } from "./log.ts";
import type { Programs } from "./programs.ts";

export type { TerminalProgram } from "../agents/runner.ts";
export type { Comment, Finding, Issue, PullRequest, PullRequestStatus, Quota } from "../tracker/tracker.ts";

/** Everything a screen or a command needs of a repository: what is true, what is going on, and what can be asked for. */
export interface Session {
  readonly repository: { readonly name: string; readonly root: string };
  readonly store: WorkflowStore;
  readonly status: StoreApi<SessionStatus>;
  readonly intents: Intents;
  readonly preferences: Preferences;
  /** The keys that the user gave to commands of the dashboard, by the command's id. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** The output of a run, or of phase 1 (setup commands); `null` when there is none yet. */
  openLog(workflow: Workflow, source: LogSource): RunLog | null;
  /** The comments of the issues that somebody looked at, by workflow id. */
  readonly talk: StoreApi<Readonly<Record<string, Talk>>>;
  /** Brings the comments of a workflow's issue into `talk`, unless they are there and nothing has moved. */
  loadTalk(id: string): void;
  /** The documents of the workflows that somebody looked at, by workflow id. */
  readonly documents: StoreApi<Readonly<Record<string, Documents>>>;
  /** Brings the documents of a workflow into `documents`, unless they are there and nothing has changed. */
  loadDocuments(id: string): void;
  /** What the branches change that somebody looked at, by workflow id. */
  readonly diffs: StoreApi<Diffs>;
  /** Brings what a workflow's branch changes into `diffs`, unless it is there and nothing has moved. */
  loadDiff(id: string): void;
  /** The person's own programs, for a look at a workflow. */
  readonly programs: Programs;
  /**
   * Asks the tracker now what is new, instead of at its time; nothing where another process does the asking.
   * Rejects with why it does not answer.
   */
  askTracker(): Promise<void>;
  /** Looks whether everything is there that the tracker and the agents need. */
  diagnose(): Promise<readonly Finding[]>;
  /** Has the workflow's active run come to its end, perhaps without anybody having noticed yet? */
  isRunOver(workflow: Workflow): boolean;
  /** The file with that output as it was written, byte for byte; it may not be there yet. */
  rawLogPath(workflow: Workflow, source: LogSource): string;
  /** Lets go of the engine lock and of all watches. Agents go on. */
  close(): Promise<void>;
}

export type { BranchDiff, Diffs, FileDiff, Hunk, ShownDiff } from "./diff-desk.ts";
export type { PersonsProgram, Programs } from "./programs.ts";

/** What goes on beside the workflows themselves; changes often and is never stored. */
export interface SessionStatus {
  readonly engine: EngineRole;
  readonly tracker: TrackerHealth;
  /** The status labels found on the issues that carry others than ours, by workflow id. */
  readonly drift: Readonly<Record<string, readonly string[]>>;
  /** What has become of the pull requests, by workflow id, as far as it has been asked. */
  readonly pullRequests: Readonly<Record<string, PullRequestStatus>>;
  /** What is being done right now, by workflow id. */
  readonly activities: Readonly<Record<string, Activity>>;
  /** What the agents that go on take of the machine and wait for, by workflow id, as far as it is known. */
  readonly vitals: Readonly<Record<string, RunVitals>>;
  /** Commands from the project's settings that wait for the user's trust; empty when nothing does. */
  readonly untrusted: readonly string[];
  /** The names of the agents that can be chosen, the default first. */
  readonly agents: readonly string[];
  /** Settings that make no sense and the like; shown until the next start. */
  readonly notices: readonly string[];
}

/** Exactly one process per repository performs effects; the others are live views (spec section 3). */
export type EngineRole =
  | { readonly kind: "starting" }
  | { readonly kind: "engine" }
  | {
      readonly kind: "follower";
      readonly enginePid: number | null;
      /** The engine is there but has not moved for a while: suspended, most likely. */
      readonly isSilent: boolean;
    };

export interface TrackerHealth {
  readonly name: string;
  /** When it last answered; `null` before the first time. */
  readonly checkedAt: Timestamp | null;
  /** Where its issues are: `acme/widgets`; `null` where that says nothing. */
  readonly place: string | null;
  /** Why it does not answer; `null` when it does. */
  readonly problem: string | null;
  /** What a person can do about the problem; empty where waiting is all there is. */
  readonly remedy: string;
  /** When it is asked again; `null` where nothing is waited for. */
  readonly nextPollAt: Timestamp | null;
  /** What is left of the allowed requests; `null` where nothing is counted. */
  readonly quota: Quota | null;
}

/** How the person at the screen wants it, from the settings. */
export interface Preferences {
  readonly theme: "auto" | "dark" | "light";
  /** Call a person who may be looking elsewhere. */
  readonly notify: boolean;
}

/** What was said on an issue. */
export interface Talk {
  /** `null` until they are there. */
  readonly comments: readonly Comment[] | null;
  /** Why they cannot be shown, or are not the newest; `null` where they are. */
  readonly problem: string | null;
}

/** The documents of a specification. */
export interface Documents {
  /** The commit that they are of; `null` where they are shown as they are being written. */
  readonly revision: string | null;
  /** Sorted by path; `null` where they could not be read yet. */
  readonly documents: readonly SpecDocument[] | null;
  /** Why they cannot be shown, or are not the newest; `null` where they are. */
  readonly problem: string | null;
}

export interface SpecDocument {
  /** Below the workflow's folder: `specs/design.md`. */
  readonly path: string;
  readonly bytes: number;
  readonly text: ScreenText;
  /** The document is longer: this is its beginning. */
  readonly isCut: boolean;
  /** Why it has no text; `null` where it has. */
  readonly problem: string | null;
}

/** How an agent's run is doing, as of a few seconds ago. */
export interface RunVitals {
  readonly memoryBytes: number;
  /** Of one core; 200 where two are busy. */
  readonly cpuPercent: number;
  /** What it waits for by its own account, the model's service mostly; `null` while it works. */
  readonly waiting: { readonly reason: string; readonly until: Timestamp | null } | null;
}

/** An effect under way, in words: "create the worktree". */
export interface Activity {
  readonly label: string;
  readonly startedAt: Timestamp;
  /** The latest thing it said. */
  readonly detail: string | null;
  /** The part of it that takes its time, as long as that goes on; `null` where nothing does. */
  readonly progress: PartUnderWay | null;
}

export interface PartUnderWay extends Progress {
  readonly startedAt: Timestamp;
}

/** What is over sooner is not worth a word, wherever it is shown. In milliseconds. */
export const WORTH_SHOWING_MS = 500;

/** The label of the activity of a workflow whose agent waits until another one ends (`maxAgents`). */
export const NO_PLACE = "waiting for a free agent place";

export interface NewWorkflow {
  /** Left out, it is what the issue that is taken on says. */
  readonly description?: string | undefined;
  readonly slug?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly agent?: string | undefined;
  /** An existing issue to adopt. */
  readonly issue?: number | undefined;
}

export interface CleanOptions {
  /** Also where uncommitted or unpushed work is lost. */
  readonly force: boolean;
  readonly deleteBranch: boolean;
  /** Remove nothing: only say what would go, or refuse as the removal would. */
  readonly dryRun?: boolean;
}

/** What was removed; `null` where there was nothing. */
export interface Cleaned {
  readonly worktree: string | null;
  readonly branch: string | null;
}

/**
 * What a person can ask for. Each resolves when it counts (is on disk), not when its effects are done, and
 * rejects with an OrcError that says why not.
 */
export interface Intents {
  create(wanted: NewWorkflow): Promise<Workflow>;
  advance(id: string): Promise<Workflow>;
  /** @param planRevision the plan that the person looked at; left out, the one under review */
  approve(id: string, planRevision?: string): Promise<Workflow>;
  /** @param planRevision the plan whose lines the reason is about; left out, it is about no line */
  requestChanges(id: string, reason: string, planRevision?: string): Promise<Workflow>;
  retry(id: string): Promise<Workflow>;
  stop(id: string): Promise<Workflow>;
  cancel(id: string, reason: string): Promise<Workflow>;
  /** The program with which a person goes on with the agent's latest session; starts nothing. */
  takeOver(id: string): Promise<TerminalProgram>;
  comment(id: string, text: string): Promise<void>;
  /** Puts the status label back that belongs to the state. */
  repairLabels(id: string): Promise<Workflow>;
  /** Opens a draft pull request for the workflow's branch, or finds the one there is. */
  openPullRequest(id: string): Promise<PullRequest>;
  /** The open issues that no workflow has taken on, the newest first. */
  openIssues(): Promise<readonly Issue[]>;
  /** Removes the worktree of an ended workflow; refuses where work would be lost, unless forced. */
  clean(id: string, options: CleanOptions): Promise<Cleaned>;
  /**
   * Trusts exactly the commands that the person has seen: `status.untrusted` as it was shown. Refuses when
   * they are others by now.
   */
  trust(seen: readonly string[]): Promise<void>;
}
