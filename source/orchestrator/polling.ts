import type { StoreApi } from "zustand/vanilla";
import { TrackerUnavailableError } from "../tracker/errors.ts";
import type { Poll } from "../tracker/tracker.ts";
import { describeError } from "../workflow/errors.ts";
import { isStatusLabel, statusLabel } from "../workflow/labels.ts";
import type { Workflow } from "../workflow/state.ts";
import { isWatched } from "./asked-about.ts";
import { listensToComments } from "./issue-comments.ts";
import { watchIssues } from "./issue-watch.ts";
import { pollWait } from "./poll-pace.ts";
import { watchPullRequests } from "./pull-request-watch.ts";
import type { SessionStatus } from "./session.ts";
import type { TalkDesk } from "./talk-desk.ts";
import type { Workspace } from "./workspace.ts";

/** The local tracker's files are also written by hand; what orc-tui writes wakes us at once. */
const LOCAL_POLL_MS = 5_000;
/** A timer sleeps with the laptop: the clock on the wall is looked at this often, so that waking up is noticed. */
const TICK_MS = 5_000;
/** While a look is under way, whose end sets the time of the next one. */
const LOOKING_MS = 100;

/** Gates that have waited for longer than `pollTimeoutSeconds`: said, and nothing else done (spec section 5). */
export function overdueGates(workflows: readonly Workflow[], now: Date, timeoutSeconds: number): string[] {
  return workflows
    .filter(
      ({ gateOpenedAt }) =>
        gateOpenedAt !== null && now.getTime() - Date.parse(gateOpenedAt) > timeoutSeconds * 1_000,
    )
    .map(
      ({ issueNumber }) =>
        `#${issueNumber} has waited for a decision for more than ${Math.round(timeoutSeconds / 60)} min`,
    );
}

/** Status labels that are not the one which we know to have set; `null` where all is as it should be. */
export function labelDrift(labels: readonly string[], workflow: Workflow): readonly string[] | null {
  const wanted = statusLabel(workflow.state);
  if (workflow.labelSynced !== wanted) return null;
  const status = labels.filter(isStatusLabel);
  return status.length === 1 && status[0]?.toLowerCase() === wanted ? null : status;
}

/** What a look came to. */
interface Outcome {
  /** Why the tracker did not answer, or stopped answering; `null` where it did. */
  readonly outage: unknown;
  /** What else is wrong there; `null` where nothing is. */
  readonly problem: unknown;
}

export interface Polling {
  /** Something has changed here: looks now where that costs nothing, soon where it does. */
  wake(): void;
  /** A person wants to know now. @throws why the tracker does not answer */
  ask(): Promise<void>;
  stop(): Promise<void>;
}

export interface PollingParts {
  readonly status: StoreApi<SessionStatus>;
  readonly talk: TalkDesk;
  readonly notice: (sentence: string) => void;
}

/** Watches the issues of all workflows under way, with one request a cycle (spec section 8). */
export function startPolling(workspace: Workspace, { status, talk, notice }: PollingParts): Polling {
  const { store, tracker, settings, now } = workspace;
  const isLocal = tracker.name === "local";
  const pullRequests = watchPullRequests(workspace, status);
  const stopping = new AbortController();
  const issues = watchIssues(workspace);
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  /** Does a person wait for what comes of this look? */
  let isWanted = false;
  let failures = 0;
  let outage: unknown = null;
  let changedAt = now().getTime();
  let lookedAt = changedAt;
  /** On the wall clock; `Infinity` while nothing is watched. */
  let dueAt = 0;
  let timer: NodeJS.Timeout | undefined;

  /** @returns `null` where there was nothing to ask */
  async function look(): Promise<Outcome | null> {
    const watched = Object.values(store.getState().workflows).filter(isWatched);
    for (const sentence of overdueGates(watched, now(), settings.last.values.pollTimeoutSeconds))
      notice(sentence);
    const byIssue = new Map(watched.map((workflow) => [workflow.issueNumber ?? 0, workflow]));
    const watches = issues.watches(byIssue.keys());
    const poll: Poll = watches.length === 0 ? NOTHING : await tracker.poll(watches);
    // At once: what follows may take its time.
    if (poll.brokenOff !== undefined) publish({ outage: poll.brokenOff, problem: null });
    for (const { number, updatedAt } of poll.seen) {
      const workflow = byIssue.get(number);
      if (workflow !== undefined) talk.glance(workflow.id, updatedAt);
    }
    showDrift(poll, byIssue);
    issues.noteFailures(poll);
    for (const { number, error } of poll.failed)
      if (error !== poll.brokenOff) notice(`#${number}: ${describeError(error).message}`);
    for (const changed of poll.changed) {
      const id = byIssue.get(changed.issue.number)?.id;
      if (id === undefined) continue;
      if (issues.take(changed)) changedAt = now().getTime();
      talk.put(id, changed.comments, changed.issue.updatedAt);
    }
    const [problem = null] = await issues.judge(byIssue, stopping.signal);
    if (poll.brokenOff !== undefined) return { outage: poll.brokenOff, problem };
    // What is on this machine needs no asking.
    const hasAnswered = watches.length > 0 || isLocal;
    try {
      // After an outage at once: its end is not to be waited for longer than the pace says.
      const hasAsked = await pullRequests.look(isWanted || failures > 0);
      return hasAsked || hasAnswered ? { outage: null, problem } : null;
    } catch (error) {
      if (!hasAnswered) return { outage: error, problem };
      if (!(error instanceof TrackerUnavailableError)) notice(describeError(error).message);
      return { outage: null, problem };
    }
  }

  /** Only what was known before the question and still holds after the answer says that somebody else was there. */
  function showDrift(poll: Poll, asked: ReadonlyMap<number, Workflow>): void {
    const { workflows } = store.getState();
    const found = poll.seen.flatMap(({ number, labels }) => {
      const before = asked.get(number);
      const workflow = before === undefined ? undefined : workflows[before.id];
      if (before === undefined || workflow === undefined || before.labelSynced !== workflow.labelSynced)
        return [];
      const drift = labels === null ? null : labelDrift(labels, workflow);
      return drift === null ? [] : [[workflow.id, drift] as const];
    });
    const drift = Object.fromEntries(found);
    if (JSON.stringify(drift) !== JSON.stringify(status.getState().drift)) status.setState({ drift });
  }

  function lookNow(): void {
    if (stopping.signal.aborted) return;
    if (looking !== null) {
      lookAgain = true;
      return;
    }
    lookedAt = now().getTime();
    looking = look()
      .catch((error: unknown): Outcome => ({ outage: error, problem: null }))
      .then((outcome) => {
        // What is given up, or asks nothing, says nothing about the tracker.
        if (stopping.signal.aborted || outcome === null) return;
        outage = outcome.outage;
        failures = outage === null ? 0 : failures + 1;
        publish(outcome);
      })
      .finally(() => {
        looking = null;
        isWanted = false;
        schedule();
        if (!lookAgain) return;
        lookAgain = false;
        lookNow();
      });
  }

  function publish({ outage, problem }: Outcome): void {
    const shown = outage ?? problem;
    const { message, remedy } = shown === null ? NO_PROBLEM : describeError(shown);
    const current = status.getState().tracker;
    // The local tracker is always as fresh as the disk: its age is not worth a repaint.
    if (isLocal && current.checkedAt !== null && current.problem === message) return;
    const checkedAt = outage === null ? now().toISOString() : current.checkedAt;
    const quota = tracker.quota();
    status.setState({ tracker: { ...current, problem: message, remedy, checkedAt, quota } });
  }

  function schedule(): void {
    const workflows = Object.values(store.getState().workflows);
    const time = now().getTime();
    // Before that there is nothing to ask.
    const earliest = workflows.some(isWatched) ? 0 : pullRequests.dueAt();
    if (isLocal) dueAt = time + LOCAL_POLL_MS;
    else if (earliest === Number.POSITIVE_INFINITY) dueAt = earliest;
    else {
      const wait = pollWait({
        base: settings.last.values.pollSeconds * 1_000,
        sinceChange: time - changedAt,
        isAwaited: workflows.some(listensToComments),
        failures,
        quota: tracker.quota(),
        now: time,
      });
      // Many dashboards that were started together do not ask together. From the look's start, and never later
      // than asked for: who waits for an answer counts the seconds. A look that failed may have taken minutes.
      dueAt = (failures > 0 ? time : lookedAt) + wait * (0.9 + Math.random() / 10);
      if (failures === 0) dueAt = Math.max(dueAt, earliest);
    }
    showNextPoll();
  }

  function showNextPoll(): void {
    const nextPollAt = isLocal || dueAt === Number.POSITIVE_INFINITY ? null : new Date(dueAt).toISOString();
    const { tracker: current } = status.getState();
    if (current.nextPollAt !== nextPollAt) status.setState({ tracker: { ...current, nextPollAt } });
  }

  function tick(): void {
    const wait = dueAt - now().getTime();
    if (wait <= 0 && looking === null) lookNow();
    timer = setTimeout(tick, wait <= 0 ? LOOKING_MS : Math.min(TICK_MS, wait));
  }

  lookNow();
  tick();
  return {
    wake() {
      if (isLocal) {
        lookNow();
        return;
      }
      changedAt = now().getTime();
      if (looking !== null) return;
      const before = dueAt;
      schedule();
      // Sooner, never later: changes that follow one another do not put the look off.
      if (before < dueAt) dueAt = before;
      showNextPoll();
      clearTimeout(timer);
      tick();
    },
    async ask() {
      isWanted = true;
      if (looking === null) lookNow();
      await looking;
      if (outage !== null) throw outage;
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      lookAgain = false;
      await looking;
    },
  };
}

const NOTHING: Poll = { seen: [], changed: [], failed: [] };
const NO_PROBLEM = { message: null, remedy: "" };
