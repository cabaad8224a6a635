import { afterEach, describe, expect, it } from "vitest";
import type { Workflow } from "../../source/workflow/state.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { type FakeSession, fakeSession, githubTracker } from "../support/fake-session.ts";
import { atGate, PLAN, ScriptedWorkflow } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const scripted = () => new ScriptedWorkflow(7, "Gift cards", Date.now(), 600);
const CANCELLED = { type: "cancelled", reason: "" } as const;
const FAILED = {
  type: "failed",
  failure: { operation: "create the worktree", code: "X", message: "no room", remedy: "Make room." },
} as const;

const IDLE = () => scripted().workflow;
const PREPARING = () => scripted().prepared(0).workflow;
const FAILED_PREPARING = () => scripted().prepared(2).raise(1, FAILED).workflow;
const QUEUED = () => scripted().prepared().workflow;
const RUNNING = () => scripted().prepared().runStarted().workflow;
const FAILED_RUN = () =>
  scripted().prepared().runStarted().runFailed(9, "exit code 1", "Read the log.").workflow;
const ENDED_RUN = () => scripted().prepared().runStarted().runEnded(9).gated(PLAN, []).workflow;
const CANCELLED_EARLY = () => scripted().raise(1, CANCELLED, "keyboard:dana").workflow;
const CLEANED_UP = () =>
  scripted().prepared().raise(1, CANCELLED, "keyboard:dana").raise(1, { type: "cleaned" }, "keyboard:dana")
    .workflow;

function show(workflow: Workflow, prepare: (session: FakeSession) => void = () => {}) {
  const session = fakeSession();
  session.show([workflow]);
  prepare(session);
  return session;
}

/** The words in the pane, without the frame around them. */
async function paneOf(session: FakeSession, key: string, ready: string | RegExp): Promise<string> {
  const { terminal } = driveDashboard(session, 120, 40);
  await terminal.waitFor("Gift cards");
  terminal.type(key);
  await terminal.waitFor(ready);
  return terminal.text;
}

const NO_DOCUMENTS = (session: FakeSession) => session.write("w7", {});

describe.each([
  ["Log", "1", "IDLE", IDLE, "Nothing has run yet. a starts it."],
  ["Log", "1", "the preparation", PREPARING, "The agent's output appears here as soon as it starts."],
  ["Log", "1", "a failed preparation", FAILED_PREPARING, "There is no output of what failed. R tries again."],
  ["Log", "1", "an agent that is due", QUEUED, "The agent's output appears here as soon as it starts."],
  ["Log", "1", "an agent at work", RUNNING, "No output yet."],
  [
    "Log",
    "1",
    "a run whose file is gone",
    FAILED_RUN,
    "The output of run 1 is not there any more. R tries again.",
  ],
  ["Log", "1", "one cancelled early", CANCELLED_EARLY, "No agent has run."],
  ["Spec", "2", "IDLE", IDLE, "No document yet: the issue comes first, then the agent writes. a starts it."],
  ["Spec", "2", "one cancelled early", CANCELLED_EARLY, "There is no document."],
  ["Diff", "3", "IDLE", IDLE, "There is no branch yet: phase 1 makes it. a starts it."],
  [
    "Diff",
    "3",
    "a failed preparation",
    FAILED_PREPARING,
    "There is no branch yet: phase 1 makes it. R tries again.",
  ],
  ["Diff", "3", "one cancelled early", CANCELLED_EARLY, "There was no branch yet when it was cancelled."],
  ["Diff", "3", "one cleaned up", CLEANED_UP, "What was committed is on the branch"],
  ["Talk", "4", "IDLE", IDLE, "There is no issue yet to talk on. a starts it."],
  [
    "Talk",
    "4",
    "one cancelled early",
    CANCELLED_EARLY,
    "There is no issue: it was cancelled before there was one.",
  ],
  ["History", "5", "IDLE", IDLE, "created"],
])("%s (%s) of %s", (_pane, key, _state, workflow, words) => {
  it("says what is there and what brings it on", async () => {
    expect(await paneOf(show(workflow()), key, words)).toContain(words);
  });
});

describe("the documents that are not there", () => {
  it.each([
    ["an agent at work", RUNNING, "the agent writes them to .plans/7/specs."],
    ["an agent that is due", QUEUED, "the agent writes them to .plans/7/specs when it runs."],
    ["a failed run", FAILED_RUN, "the agent has written none to .plans/7/specs. R tries again."],
    ["one cleaned up", CLEANED_UP, "There is no document in .plans/7/specs."],
  ])("are told of for %s", async (_, workflow, words) => {
    expect(await paneOf(show(workflow(), NO_DOCUMENTS), "2", words)).toContain(words);
  });

  it("are read, or why they cannot be", async () => {
    const session = show(RUNNING());
    await paneOf(session, "2", "reading the documents …");
    session.documents.setState({ w7: { revision: null, documents: null, problem: "permission denied" } });
    expect(await paneOf(session, "2", "permission denied")).toContain(
      "✕ The documents cannot be shown: permission denied",
    );
  });

  it("are named with the key that opens what cannot be shown here", async () => {
    const document = { path: "specs/a.md", bytes: 9, text: "", isCut: false, problem: "it is no text" };
    const session = show(RUNNING(), ({ documents, write }) => {
      write("w7", { "specs/a.md": "x" });
      documents.setState((all) => ({
        w7: {
          revision: null,
          problem: null,
          ...all.w7,
          documents: [{ ...document, text: all.w7?.documents?.[0]?.text ?? ("" as never) }],
        },
      }));
    });
    expect(await paneOf(session, "2", "it is no text")).toMatch(
      /It is not shown: it is no text; e opens it\./,
    );
  });
});

describe("a run that has ended without a word", () => {
  it("says so", async () => {
    const session = show(ENDED_RUN(), ({ logOf }) => void logOf("w7", 1));
    await paneOf(session, "1", "Run 1 has ended without any output.");
  });
});

describe("comments that cannot be read", () => {
  it("say why, and on GitHub the key that asks again where this process asks", async () => {
    const problem = (session: FakeSession) =>
      session.talk.setState({ w7: { comments: null, problem: "no connection (ENOTFOUND)" } });
    const local = await paneOf(show(RUNNING(), problem), "4", "no connection");
    expect(local).not.toContain("asks again");
    const workflow = { ...RUNNING(), issueUrl: "https://github.com/acme/widgets/issues/7" };
    const onGitHub = await paneOf(show(workflow, problem), "4", "no connection");
    expect(onGitHub).toMatch(/The comments cannot be shown: no connection \(ENOTFOUND\) · ctrl-r asks again/);
    const follower = show(workflow, (session) => {
      session.status.setState({ engine: { kind: "follower", enginePid: 4711, isSilent: false } });
      problem(session);
    });
    expect(await paneOf(follower, "4", "no connection")).not.toContain("asks again");
  });
});

describe("a filter that leaves nothing", () => {
  it.each([
    [120, 40],
    [80, 24],
    [40, 12],
  ])("says so at %ix%i, with the keys that help", async (columns, rows) => {
    const session = fakeSession();
    session.show([atGate(12, "Add login").workflow]);
    const { terminal } = driveDashboard(session, columns, rows);
    await terminal.waitFor("Add login");
    terminal.type("/agent:zed\r");
    await terminal.waitFor("No workflow fits agent:zed");
    await terminal.waitFor("0 of 1");
    await terminal.waitFor(/esc clears the filter\n[^\n]*\/ changes it/);
    terminal.type("\u001b");
    await terminal.waitFor("Add login");
    expect(terminal.text).not.toContain("No workflow fits");
  });
});

describe("a workflow whose files are damaged", () => {
  it.each([
    [120, 40],
    [80, 24],
    [40, 12],
  ])("says at %ix%i why, what mends it, and is not asked for", async (columns, rows) => {
    const session = show(atGate(7, "Gift cards").workflow);
    session.freeze("w7", "neither journal nor snapshot can be read");
    const { terminal } = driveDashboard(session, columns, rows);
    await terminal.waitFor(/━━━╌ read-only/);
    await terminal.waitFor(/✕ Gift cards/);
    expect(terminal.lines[0]).toMatch(/✕ 1/);
    expect(terminal.lines[0]).not.toMatch(/◆ 1/);
    terminal.type("\r");
    await terminal.waitFor(/✕ Cannot be changed: neither[\s│]+journal|✕ Cannot be changed: neither journal/);
    await terminal.waitFor("orc-tui repair 7");
    terminal.type("A");
    await terminal.waitFor(/approve: neither journal nor\s+snapshot\s+can be read/);
  });
});

describe("a tracker that does not answer", () => {
  const OFFLINE = { problem: "no connection (ENOTFOUND)", remedy: "Check the network if it stays." };
  const REFUSED = {
    problem: "GitHub does not accept the token: bad credentials",
    remedy: "Log in again (gh auth login).",
  };

  it.each([
    [
      "offline",
      120,
      40,
      OFFLINE,
      /✕ github acme\/widgets: no connection \(ENOTFOUND\) \(last heard 4 min ago\) · again in 30 s, ctrl-r now/,
    ],
    [
      "offline",
      80,
      24,
      OFFLINE,
      /✕ github: no connection \(ENOTFOUND\) \(last heard 4 min ago\) · (?:again in 30 s, )?ctrl-r now/,
    ],
    ["offline", 40, 12, OFFLINE, /✕ github: no connection \(ENOTFOUND\)/],
    [
      "token bad",
      120,
      40,
      REFUSED,
      /✕ github: GitHub does not accept the token: bad credentials \(last heard 4 min ago\)/,
    ],
    ["token bad", 80, 24, REFUSED, /✕ github: GitHub does not accept the token: bad credentials/],
    ["token bad", 40, 12, REFUSED, /✕ github: trouble for 4 min, \? why/],
  ])("%s, at %ix%i: says what, how old, and which key", async (_, columns, rows, problem, line) => {
    const now = Date.now();
    const tracker = githubTracker(now - 250_000, {
      ...problem,
      nextPollAt: new Date(now + 29_500).toISOString(),
    });
    const session = fakeSession({ tracker });
    session.show([atGate(7, "Gift cards").workflow]);
    const { terminal } = driveDashboard(session, columns, rows);
    await terminal.waitFor(line);
    terminal.type("?");
    await terminal.waitFor((screen) => screen.replaceAll(/[│\s]+/g, " ").includes(problem.remedy));
  });
});
