import { createStore, type StoreApi } from "zustand/vanilla";
import type { LogEntry, LogLine, LogSource, RunLog } from "../../source/orchestrator/log.ts";
import type {
  Comment,
  Diffs,
  Documents,
  Intents,
  Issue,
  Session,
  SessionStatus,
  Talk,
  TrackerHealth,
} from "../../source/orchestrator/session.ts";
import type { WorkflowStore } from "../../source/store/workflow-store.ts";
import type { WorkflowsState } from "../../source/store/workflows-state.ts";
import { screenText } from "../../source/text/screen.ts";
import { OrcError } from "../../source/workflow/errors.ts";
import type { WorkflowEvent } from "../../source/workflow/events.ts";
import { slugOf, titleOf } from "../../source/workflow/names.ts";
import { reduce } from "../../source/workflow/reducer.ts";
import type { Actor, Workflow } from "../../source/workflow/state.ts";

/** A log in memory. */
export class FakeLog implements RunLog {
  readonly complete = true;
  lineCount = 0;
  finishedCount = 0;
  closed = false;
  /** How many lines have been asked for. */
  linesRead = 0;
  readonly #lines: LogLine[] = [];

  add(...entries: readonly { kind: LogEntry["kind"]; text: string }[]): void {
    for (const { kind, text } of entries) {
      const events = [{ kind, text: screenText(text), depth: 0 } as const];
      this.#lines.push({ index: this.#lines.length, events, isSettled: true });
    }
  }

  refresh(): boolean {
    const grown = this.#lines.length !== this.lineCount;
    this.lineCount = this.#lines.length;
    this.finishedCount = this.lineCount;
    return grown;
  }

  /** What was an unfinished line has grown. */
  replaceLast(text: string): void {
    this.#lines.pop();
    this.add({ kind: "text", text });
  }

  read(from: number, count: number): LogLine[] {
    this.linesRead += count;
    const lines = this.#lines.slice(from, Math.min(from + count, this.lineCount));
    return lines.map((line) => ({ ...line, isSettled: line.index < this.finishedCount }));
  }

  readRaw(from: number, count: number): LogLine[] {
    return this.read(from, count).map((line) => ({
      ...line,
      events: line.events.map((event) => ({ ...event, kind: "text", text: screenText(`raw ${event.text}`) })),
    }));
  }

  close(): void {
    this.closed = true;
  }
}

export interface FakeSession extends Session {
  readonly status: StoreApi<SessionStatus>;
  keys: Readonly<Record<string, readonly string[]>>;
  /** Raises an event with the real reducer. */
  raise(id: string, event: WorkflowEvent, at?: string, by?: Actor): Workflow;
  /** Puts several workflows there at once. */
  show(workflows: readonly Workflow[]): void;
  /** A workflow is as its damaged files say, and can go no further. */
  freeze(id: string, reason: string): void;
  logOf(id: string, source: LogSource): FakeLog;
  readonly talk: StoreApi<Readonly<Record<string, Talk>>>;
  /** Puts comments on a workflow's issue, where the screen sees them at once. */
  say(id: string, ...comments: readonly Comment[]): void;
  readonly documents: StoreApi<Readonly<Record<string, Documents>>>;
  /** Puts documents there, by path; the plan under review is the workflow's. */
  write(id: string, texts: Readonly<Record<string, string>>): void;
  /** The ids that `loadDocuments` was called with. */
  readonly documentLoads: string[];
  /** The ids that `loadDiff` was called with. */
  readonly diffLoads: string[];
  /** The ids that `loadTalk` was called with. */
  readonly talkLoads: string[];
  /** What `programs.browse` gives. */
  hasBrowser: boolean;
  /** What `openIssues` gives. */
  issues: readonly Issue[];
  /** The intents that were called, as `approve #1`. */
  readonly calls: string[];
  /** What the next intent is rejected with. */
  failure: Error | null;
}

export const idleStatus: SessionStatus = {
  engine: { kind: "engine" },
  tracker: {
    name: "local",
    checkedAt: null,
    place: null,
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
  agents: ["duc"],
  notices: [],
};

/** GitHub as it is when all is well. */
export function githubTracker(now: number, change: Partial<TrackerHealth> = {}): TrackerHealth {
  return {
    name: "github",
    place: "acme/widgets",
    checkedAt: new Date(now).toISOString(),
    problem: null,
    remedy: "",
    nextPollAt: new Date(now + 20_000).toISOString(),
    quota: { remaining: 4_812, limit: 5_000, resetAt: new Date(now + 2_040_000).toISOString() },
    ...change,
  };
}

/** A session without disk, git or processes; its workflows obey the real reducer. */
export function fakeSession(status: Partial<SessionStatus> = {}, name = "webshop"): FakeSession {
  const store = createStore<WorkflowsState>(() => ({
    workflows: {},
    frozen: {},
    warnings: [],
    apply: () => undefined,
  }));
  const logs = new Map<string, FakeLog>();
  const calls: string[] = [];
  const talkLoads: string[] = [];
  const diffLoads: string[] = [];
  const talk = createStore<Readonly<Record<string, Talk>>>(() => ({}));
  const documents = createStore<Readonly<Record<string, Documents>>>(() => ({}));
  const documentLoads: string[] = [];

  function raise(
    id: string,
    event: WorkflowEvent,
    at = new Date(Date.now()).toISOString(),
    by: Actor = "orchestrator",
  ) {
    const { workflows } = store.getState();
    const next = reduce(workflows[id] ?? null, { ...event, at, by });
    store.setState({ workflows: { ...workflows, [id]: next } });
    return next;
  }

  const workflowStore: WorkflowStore = {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    dispatch: (id, event, by) => raise(id, event, undefined, by),
    refresh: () => false,
    folderOf: (id) => `/nowhere/${id}`,
  };

  const session: FakeSession = {
    repository: { name, root: "/nowhere" },
    store: workflowStore,
    status: createStore<SessionStatus>(() => ({ ...idleStatus, ...status })),
    intents: fakeIntents(),
    preferences: { theme: "auto", notify: true },
    keys: {},
    talk,
    talkLoads,
    loadTalk: (id) => void talkLoads.push(id),
    diffs: createStore<Diffs>(() => ({})),
    diffLoads,
    loadDiff: (id) => void diffLoads.push(id),
    programs: {
      edit: (id, document) => program(`edit ${id} ${document}`),
      write: (text) => program(`write ${JSON.stringify(text)}`),
      shell: (id) => program(`shell ${id}`),
      page: (id, what) => program(`page ${id} ${what}`),
      async browse(url) {
        calls.push(`browse ${url}`);
        return session.hasBrowser;
      },
    },
    hasBrowser: true,
    say(id, ...comments) {
      const said = talk.getState()[id]?.comments ?? [];
      talk.setState({ [id]: { comments: [...said, ...comments], problem: null } });
    },
    documents,
    documentLoads,
    loadDocuments: (id) => void documentLoads.push(id),
    write(id, texts) {
      const { state, planRevision } = store.getState().workflows[id] ?? {};
      const revision = state === "PHASE_2" ? null : (planRevision ?? null);
      const written = Object.entries(texts).map(([path, text]) => ({
        path,
        bytes: Buffer.byteLength(text),
        text: screenText(text),
        isCut: false,
        problem: null,
      }));
      documents.setState({ [id]: { revision, documents: written, problem: null } });
    },
    issues: [],
    askTracker: async () => {
      calls.push("askTracker");
      const { failure } = session;
      session.failure = null;
      if (failure !== null) throw failure;
    },
    diagnose: async () => [],
    isRunOver: () => false,
    openLog: (workflow, source) => logs.get(logKey(workflow.id, source)) ?? null,
    rawLogPath: (workflow, source) => `/nowhere/${logKey(workflow.id, source)}`,
    close: async () => undefined,
    raise,
    show(workflows) {
      store.setState({ workflows: Object.fromEntries(workflows.map((each) => [each.id, each])) });
    },
    freeze(id, reason) {
      store.setState({ frozen: { [id]: reason } });
    },
    logOf(id, source) {
      const known = logs.get(logKey(id, source));
      if (known !== undefined) return known;
      const log = new FakeLog();
      logs.set(logKey(id, source), log);
      return log;
    },
    calls,
    failure: null,
  };

  async function program(call: string): Promise<never> {
    calls.push(call);
    throw new TypeError("this session has no programs");
  }

  function fakeIntents(): Intents {
    const called = (call: string): void => {
      calls.push(call);
      const { failure } = session;
      session.failure = null;
      if (failure !== null) throw failure;
    };
    const intent = async (call: string, id: string, event: WorkflowEvent): Promise<Workflow> => {
      called(call);
      return raise(id, event, undefined, "keyboard:dana");
    };
    const workflowOf = (id: string) => store.getState().workflows[id];
    return {
      create: ({ description = "", agent, issue }) => {
        const id = `w${Object.keys(store.getState().workflows).length + 1}`;
        const by = agent === undefined ? "" : ` by ${agent}`;
        const from = issue === undefined ? "" : ` from #${issue}`;
        const event = { ...createdEvent(id, description), adoptIssue: issue ?? null };
        return intent(`create ${JSON.stringify(description)}${by}${from}`, id, event);
      },
      advance: (id) => intent(`advance ${id}`, id, { type: "phase_1_start" }),
      approve: (id, planRevision = workflowOf(id)?.planRevision ?? "") =>
        intent(`approve ${id} ${planRevision}`, id, {
          type: "approval_received",
          planRevision,
          commentId: null,
        }),
      requestChanges: async (id, reason, planRevision) => {
        called(`requestChanges ${id} ${JSON.stringify(reason)}`);
        if (planRevision !== undefined && planRevision !== workflowOf(id)?.planRevision)
          throw new OrcError(
            "PLAN_CHANGED",
            `you looked at plan ${planRevision.slice(0, 12)}`,
            "Send again.",
          );
        const event = { type: "changes_requested", reason, maxRevisions: 5, commentId: null } as const;
        return raise(id, event, undefined, "keyboard:dana");
      },
      retry: (id) => intent(`retry ${id}`, id, { type: "retry_requested" }),
      stop: (id) =>
        intent(`stop ${id}`, id, { type: "stop_requested", run: workflowOf(id)?.runs.length ?? 0 }),
      takeOver: async (id) => {
        calls.push(`takeOver ${id}`);
        throw new TypeError("this session has no programs");
      },
      cancel: (id, reason) => intent(`cancel ${id}`, id, { type: "cancelled", reason }),
      comment: async (id, text) => called(`comment ${id} ${JSON.stringify(text)}`),
      repairLabels: async (id) => {
        const workflow = await intent(`repairLabels ${id}`, id, { type: "label_repair_requested" });
        const { [id]: _repaired, ...drift } = session.status.getState().drift;
        session.status.setState({ drift });
        return workflow;
      },
      openPullRequest: async (id) => {
        const opened = { number: 31, url: "https://github.com/acme/widgets/pull/31" };
        await intent(`openPullRequest ${id}`, id, { type: "pull_request_opened", ...opened });
        return opened;
      },
      openIssues: async () => {
        called("openIssues");
        return session.issues;
      },
      clean: async (id) => {
        called(`clean ${id}`);
        return { worktree: workflowOf(id)?.worktreePath ?? null, branch: null };
      },
      trust: async () => {
        calls.push("trust");
        session.status.setState({ untrusted: [] });
      },
    };
  }

  return session;
}

function logKey(id: string, source: LogSource): string {
  return `${id}/${source}`;
}

export function createdEvent(id: string, description: string): WorkflowEvent & { type: "created" } {
  const title = titleOf(description);
  return {
    type: "created",
    id,
    title,
    description,
    featureName: slugOf(title),
    labels: [],
    agent: null,
    adoptIssue: null,
  };
}
