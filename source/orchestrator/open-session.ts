import { join } from "node:path";
import { createStore } from "zustand/vanilla";
import { createLocalExecutor } from "../agents/executor.ts";
import { type AgentRunner, createAgentRunner } from "../agents/runner.ts";
import { isRunOver } from "../agents/watch.ts";
import { removeLeftovers } from "../files/leftovers.ts";
import { pickRemote, readRemotes } from "../git/remote.ts";
import { openRepository } from "../git/repository.ts";
import { containerOf } from "../processes/container.ts";
import { chooseAgent } from "../settings/agent-choice.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingFlags } from "../settings/sources.ts";
import { isStorageRefusal, StorageError } from "../store/errors.ts";
import { type PlansLayout, plansLayout, runFolder } from "../store/layout.ts";
import { type Checkpoint, openPlansDisk } from "../store/plans-disk.ts";
import { watchPulse } from "../store/pulse.ts";
import { removeUnbornDrafts } from "../store/unborn-drafts.ts";
import { openWorkflowStore } from "../store/workflow-store.ts";
import { describeError } from "../workflow/errors.ts";
import { activeRun } from "../workflow/state.ts";
import { createActivityBoard } from "./activity-board.ts";
import { diagnoseAgents } from "./agent-diagnosis.ts";
import { createDiffDesk, type Diffs } from "./diff-desk.ts";
import { createDocumentsDesk } from "./documents-desk.ts";
import { createEngine } from "./engine.ts";
import { contendForEngine } from "./engine-lock.ts";
import { createIntents } from "./intents.ts";
import { openLog, rawLogPath } from "./log.ts";
import { userName } from "./person.ts";
import { type Polling, startPolling } from "./polling.ts";
import { createPrograms } from "./programs.ts";
import { watchRuns } from "./run-watch.ts";
import type { Documents, EngineRole, Session, SessionStatus, Talk } from "./session.ts";
import { startSessionLog } from "./session-log.ts";
import { openSettings } from "./settings-source.ts";
import { createTalkDesk } from "./talk-desk.ts";
import { openTracker } from "./trackers.ts";
import { createTrustDesk } from "./trust-desk.ts";
import type { Workspace } from "./workspace.ts";

export interface SessionOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: SettingFlags;
  /** How the person at this process acts: it stands before their name in the history. */
  readonly surface: "keyboard" | "cli";
  /** Perform effects where nobody else does; `false` for a mere look. */
  readonly engine: boolean;
  /** The programs that run beside this one, absolute. */
  readonly programs: { readonly supervisor: string; readonly demoAgent: string };
  readonly checkpoint?: Checkpoint | undefined;
}

/** Opens everything that a repository's screen or command needs, and starts what is to run beside it. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const now = () => new Date();
  const checkpoint = options.checkpoint ?? (() => {});
  const repository = await openRepository(options.cwd);
  const plans = plansLayout(join(repository.root, ".plans"));
  const [remotes, settings, store] = await Promise.all([
    readRemotes(repository),
    openSettings({ plansDir: plans.root, env: options.env, flags: options.flags }),
    openWorkflowStore(openPlansDisk(plans, { now, checkpoint }), now),
  ]);
  const remote = pickRemote([...remotes.keys()], settings.last.values.remote);
  const user = userName();
  const tracker = await openTracker({
    repository,
    plans,
    settings: settings.last,
    remote: remote === null ? null : { name: remote, url: remotes.get(remote) ?? "" },
    env: options.env,
    user,
  });
  const { supervisor, demoAgent } = options.programs;
  const runner = createAgentRunner({ executor: createLocalExecutor(supervisor), demoEntry: demoAgent });
  const trust = createTrustDesk(repository.root, settings, (untrusted) => status.setState({ untrusted }));
  const workspace: Workspace = {
    repository,
    plans,
    settings,
    store,
    tracker,
    runner,
    remote,
    now,
    checkpoint,
    requireTrust: trust.require,
  };

  const agents = agentNames(settings.last, runner);
  const status = createStore<SessionStatus>(() => ({
    engine: { kind: "starting" },
    tracker: {
      name: tracker.name,
      place: tracker.place,
      checkedAt: null,
      problem: null,
      remedy: "",
      nextPollAt: null,
      quota: null,
    },
    drift: {},
    pullRequests: {},
    activities: {},
    vitals: {},
    untrusted: [],
    agents,
    notices: settings.last.warnings,
  }));
  await trust.look();
  const board = createActivityBoard(status, now);
  const talk = createStore<Readonly<Record<string, Talk>>>(() => ({}));
  const talkDesk = createTalkDesk(workspace, talk);
  const diffs = createStore<Diffs>(() => ({}));
  const documents = createStore<Readonly<Record<string, Documents>>>(() => ({}));
  const engine = createEngine(workspace, board);
  let polling: Polling | null = null;
  const onRole = (role: EngineRole) => {
    status.setState({ engine: role });
    if (role.kind !== "engine") {
      void polling?.stop();
      polling = null;
      void engine.stop();
      if (role.kind === "follower" && role.isSilent) board.notice(silentEngine(role.enginePid));
      return;
    }
    // What the last engine wrote before it died may not have reached us by way of the watch.
    store.refresh();
    engine.start();
    polling = startPolling(workspace, { status, talk: talkDesk, notice: board.notice });
    setImmediate(() => tidy(plans));
  };
  // A screen can at least show what is there; a command that cannot do its work says so.
  let problem: unknown = null;
  const onProblem = (error: unknown) => {
    problem = isStorageRefusal(error) ? new StorageError(plans.root, error) : error;
    board.notice(describeError(problem).message);
  };
  const letGo = options.engine ? contendForEngine(plans.engineLock, { onRole, onProblem }) : () => {};
  if (problem !== null && options.surface === "cli") {
    letGo();
    throw problem;
  }
  // After the lock, whose folder is the one to watch; a mere look makes none.
  const stopWatching = watchPulse(plans, () => {
    store.refresh();
    polling?.wake();
  });

  const stopWatchingRuns = watchRuns(store, status);
  const { env, surface } = options;
  // A mere look leaves nothing behind.
  const endLog = options.engine ? startSessionLog({ plans, env, surface, store, status }) : () => {};

  return {
    repository: { name: repository.name, root: repository.root },
    store,
    status,
    intents: createIntents(workspace, `${options.surface}:${user}`, trust.agree),
    preferences: { theme: settings.last.values.theme, notify: settings.last.values.notify },
    keys: settings.last.values.keys,
    talk,
    loadTalk: talkDesk.load,
    diffs,
    loadDiff: createDiffDesk(workspace, diffs).load,
    programs: createPrograms(workspace, options.env, process.argv[1] ?? ""),
    documents,
    loadDocuments: createDocumentsDesk(workspace, documents).load,
    askTracker: async () => polling?.ask(),
    diagnose: async () => [
      ...(await tracker.diagnose()),
      ...(await diagnoseAgents(settings.last, runner, containerOf(options.env))),
    ],
    isRunOver: (workflow) => {
      const run = activeRun(workflow);
      return run !== null && isRunOver(runFolder(store.folderOf(workflow.id), run.number));
    },
    openLog: (workflow, source) => openLog(store, workflow, source),
    rawLogPath: (workflow, source) => rawLogPath(store, workflow, source),
    async close() {
      stopWatching();
      stopWatchingRuns();
      // First, so that nothing waits for an answer that may never come.
      tracker.close();
      await polling?.stop();
      await engine.stop();
      letGo();
      endLog();
    },
  };
}

function silentEngine(pid: number | null): string {
  return `process ${pid} is the engine but does not answer; continue it (fg) or end it, then another takes over`;
}

/** Clears away what killed processes left. Nothing depends on it: on a full disk it is simply not done. */
function tidy(plans: PlansLayout): void {
  removeLeftovers(plans.root);
  try {
    removeUnbornDrafts(plans);
  } catch {
    // Read-only or full; the next engine tries again.
  }
}

/** The agents that can be started here, the default one first; all of them where none can, so that the reason is told. */
function agentNames(settings: Settings, runner: AgentRunner): string[] {
  const { defaultAgent } = settings.values;
  const others = Object.keys(settings.values.agents).filter((name) => name !== defaultAgent);
  const names = [defaultAgent, ...others];
  const startable = names.filter((name) => runner.isInstalled(chooseAgent(settings, name).config) === null);
  return startable.length > 0 ? startable : names;
}
