import { NO_PLACE } from "../../../source/orchestrator/session.ts";
import { OrcError } from "../../../source/workflow/errors.ts";
import { type FakeSession, fakeSession, githubTracker } from "../fake-session.ts";
import { busySession, githubSession, MINUTE } from "../scenes.ts";
import { ScriptedWorkflow } from "../scripted-workflow.ts";
import { KEY, type Scene } from "./scene.ts";

const FIRST = "Add OAuth2 login";

const ago = (now: number, seconds: number) => new Date(now - seconds * 1_000).toISOString();

/** All at work, and what they say of it. */
function atWork(now: number): FakeSession {
  const session = busySession(now);
  const queued = new ScriptedWorkflow(17, "Remember the filters of the order list", now, 95).prepared(4, 1);
  session.show([...Object.values(session.store.getState().workflows), queued.workflow]);
  session.raise("w15", { type: "step_started", step: "worktree" }, ago(now, 8));
  session.status.setState({
    activities: {
      w15: {
        label: "create the worktree",
        startedAt: ago(now, 8),
        detail: null,
        progress: {
          task: "Updating files",
          percent: 64,
          detail: "12211/19080",
          startedAt: ago(now, 6),
        },
      },
      w17: {
        label: NO_PLACE,
        startedAt: ago(now, 90),
        detail: "number 1 of 1; maxAgents is 2",
        progress: null,
      },
    },
    vitals: {
      w11: {
        memoryBytes: 412e6,
        cpuPercent: 38,
        waiting: { reason: "the service is overloaded", until: ago(now, -40) },
      },
    },
  });
  return session;
}

/** A worktree is there, and the project's own command makes it ready. */
function settingUp(now: number): FakeSession {
  const session = atWork(now);
  const { activities } = session.status.getState();
  const progress = {
    task: "npm ci (1 of 2)",
    percent: null,
    detail: "added 412 packages, and audited 1204 packages",
    startedAt: ago(now, 34),
  };
  const w15 = { label: "create the worktree", startedAt: ago(now, 41), detail: null, progress };
  session.status.setState({ activities: { ...activities, w15 } });
  return session;
}

const quota = (now: number, remaining: number) => ({
  remaining,
  limit: 5_000,
  resetAt: ago(now, -34 * MINUTE),
});

export const stateScenes: readonly Scene[] = [
  {
    name: "preparing",
    caption: "A worktree is being made: how far it is",
    session: atWork,
    ready: FIRST,
    steps: [["jjjjj\r", "Updating files"]],
  },
  {
    name: "setting-up",
    caption: "A project is set up: the command, its time and what it said last",
    session: settingUp,
    ready: FIRST,
    steps: [["jjjjj\r", "npm ci"]],
  },
  {
    name: "not-begun",
    caption: "A workflow that has not begun",
    session: (now) => {
      const session = fakeSession({}, "acme/webshop");
      session.show([new ScriptedWorkflow(18, "Gift cards", now, 20 * MINUTE).workflow]);
      return session;
    },
    ready: "Gift cards",
    steps: [["\r", "starts it"]],
  },
  {
    name: "queue",
    caption: "An agent waits until another one ends",
    session: atWork,
    ready: FIRST,
    steps: [["jjj\r", "free agent place"]],
  },
  {
    name: "waiting-for-service",
    caption: "An agent waits for its model",
    session: atWork,
    ready: FIRST,
    steps: [["jj\r", "overloaded"]],
  },
  {
    name: "failed",
    caption: "A run that failed: why, and what to do",
    session: busySession,
    ready: FIRST,
    steps: [["j\r", "then retry"]],
  },
  {
    name: "question",
    caption: "An agent asks",
    session: githubSession,
    ready: FIRST,
    steps: [["j\r", "asks:"]],
  },
  {
    name: "gate",
    caption: "A second revision at the gate, and a label changed by hand",
    session: githubSession,
    ready: FIRST,
    steps: [["\r", "revision 2"]],
  },
  {
    name: "deferred",
    caption: "What holds nothing up is tried again by itself",
    session: githubSession,
    ready: FIRST,
    steps: [["jj\r", "could not set"]],
  },
  {
    name: "done",
    caption: "Approved, with a pull request whose checks fail",
    session: githubSession,
    ready: FIRST,
    steps: [["jjj\r", "checks failed"]],
  },
  {
    name: "cancelled",
    caption: "Cancelled",
    session: busySession,
    ready: FIRST,
    steps: [["G\r", "Cancelled by"]],
  },
  {
    name: "damaged",
    caption: "A workflow whose files are damaged",
    session: (now) => {
      const session = busySession(now);
      session.freeze("w12", "its journal ends in the middle of a line");
      return session;
    },
    ready: FIRST,
    steps: [["\r", "journal ends"]],
  },
  {
    name: "offline",
    caption: "The tracker cannot be reached",
    session: (now) =>
      githubSession(now, {
        tracker: githubTracker(now - 7 * MINUTE * 1_000, {
          problem: "github.com cannot be reached",
          remedy: "Check the connection; it goes on by itself.",
          nextPollAt: ago(now, -95),
          quota: quota(now, 312),
        }),
      }),
    ready: FIRST,
    steps: [],
  },
  {
    name: "quota-out",
    caption: "No requests are left",
    session: (now) =>
      githubSession(now, {
        tracker: githubTracker(now, { quota: quota(now, 0), nextPollAt: ago(now, -34 * MINUTE - 1) }),
      }),
    ready: FIRST,
    steps: [],
  },
  {
    name: "token-refused",
    caption: "The tracker does not accept the token",
    session: (now) =>
      githubSession(now, {
        tracker: githubTracker(now - 4 * MINUTE * 1_000, {
          problem: "GitHub does not accept the token: the token was not accepted (401)",
          remedy:
            "Log in again (gh auth login --hostname github.com) or set GH_TOKEN to a valid token and start again; orc-tui doctor says more.",
          nextPollAt: ago(now, -35),
          quota: null,
        }),
      }),
    ready: FIRST,
    steps: [],
  },
  {
    name: "working",
    caption: "What takes a while says that it is under way",
    session: (now) => {
      const session = busySession(now);
      session.intents.approve = () => new Promise(() => {});
      return session;
    },
    ready: FIRST,
    steps: [
      ["A", "Approve the plan"],
      ["y", "● Approve the plan …"],
    ],
  },
  {
    name: "follower",
    caption: "Another process is the engine, and does not move",
    session: (now) => githubSession(now, { engine: { kind: "follower", enginePid: 4711, isSilent: true } }),
    ready: FIRST,
    steps: [],
  },
  {
    name: "refused-key",
    caption: "A key that can do nothing now says why",
    session: busySession,
    ready: FIRST,
    steps: [["jA", "nothing to decide"]],
  },
  {
    name: "failed-command",
    caption: "A command that failed: why, and what to do",
    session: (now) => {
      const session = githubSession(now);
      session.failure = new OrcError(
        "TRACKER_UNREACHABLE",
        "github.com cannot be reached",
        "Check the connection, then try again.",
      );
      return session;
    },
    ready: FIRST,
    steps: [["L", "then try again"]],
  },
  {
    name: "done-command",
    caption: "A command that was carried out",
    session: githubSession,
    ready: FIRST,
    steps: [["L", "being put back"]],
  },
  {
    name: "approved",
    caption: "The moment after an approval",
    session: busySession,
    ready: FIRST,
    steps: [
      [KEY.enter, " Log"],
      ["A", "Approve the plan"],
      ["y", "✓ Approved"],
    ],
  },
];
