import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession, githubTracker } from "../support/fake-session.ts";
import { busySession, githubSession } from "../support/scenes.ts";
import { atGate, PLAN, running, ScriptedWorkflow, withWorkflows } from "../support/scripted-workflow.ts";
import type { VirtualTerminal } from "../support/virtual-terminal.ts";

afterEach(quitDashboards);

const LONG_MESSAGE =
  "the agent ended with exit code 1: the model refused the request since the context is longer than it can be, and the session could not be made shorter by the agent itself";
const LONG_REMEDY = "Start a new session with a shorter prompt, or choose an agent with a larger context.";

/** What is on the screen between two rows, as running text. */
function told({ lines }: VirtualTerminal, from: string | RegExp, to: string | RegExp): string {
  const at = (sought: string | RegExp) => lines.findIndex((line) => line.search(sought) >= 0);
  return lines
    .slice(at(from), at(to))
    .map((line) => line.replace(/^.*│/, "").trim())
    .join(" ")
    .replace(/\s+/g, " ");
}

/** The keys in the last row, in their order. */
async function hints(terminal: VirtualTerminal): Promise<string[]> {
  await terminal.waitFor((screen) => screen.split("\n").at(-1)?.includes("? help") === true);
  return (terminal.lines.at(-1) ?? "").trim().split(/\s{2,}/);
}

describe("the detail where there is little room", () => {
  it("shows a failure's message and its remedy in full", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("j\r");
    await terminal.waitFor("choose another agent; then retry.");
    expect(told(terminal, "Could not", "1 Log")).toBe(
      "✕ Could not write the specification: the agent ended with exit code 1: the session limit is reached Wait until the limit is renewed, or choose another agent; then retry.",
    );
    expect(terminal.lines.at(-1)).toContain("R retry");
  });

  it("has something of both where not even they have room, and all of it in the history", async () => {
    const failed = running().runFailed(5, LONG_MESSAGE, LONG_REMEDY);
    const { terminal } = driveDashboard(withWorkflows(failed), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("\r");
    await terminal.waitFor("Could not write the specification:");
    await terminal.waitFor("Start a new session with a shorter");
    terminal.type("5\r");
    await terminal.waitFor("with a larger context.");
    const seen = new Set<string>();
    for (let row = 0; row < 12; row++) {
      for (const line of terminal.lines.slice(3, -2)) seen.add(line.trim());
      terminal.type("k");
      await terminal.settle();
    }
    const words = [...seen].join(" ");
    for (const word of `${LONG_MESSAGE} ${LONG_REMEDY}`.split(" ")) expect(words).toContain(word);
  });

  it("wraps a message into the rows that are free", async () => {
    const failed = running().runFailed(5, LONG_MESSAGE, LONG_REMEDY);
    const { terminal } = driveDashboard(withWorkflows(failed), 80, 24);
    await terminal.waitFor("a larger context.");
    expect(told(terminal, "Could not", "R retry")).toBe(
      `✕ Could not write the specification: ${LONG_MESSAGE} ${LONG_REMEDY}`,
    );
  });

  it.each([
    ["who waits, and labels that differ", "", "Waiting for your approval", /— L repairs/],
    ["the question, and the agent", "j", "asks: Which columns", /is writing the specification/],
    ["the agent, and what is tried again", "jj", "is writing the specification", /again at \d\d:\d\d/],
    ["the decision, and the pull request", "jjj", "Approved by you", /checks failed ·\n +changes requested/],
  ])("shows %s", async (_, keys, first, second) => {
    const { terminal } = driveDashboard(githubSession(Date.now()), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type(`${keys}\r`);
    await terminal.waitFor("1 Log");
    await terminal.waitFor(first);
    await terminal.waitFor(second);
  });

  it("shows each step of the preparation on one row with its sign", async () => {
    const preparing = new ScriptedWorkflow(3, "Dark mode", Date.now(), 20).prepared(2, 3);
    const { terminal } = driveDashboard(withWorkflows(preparing), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("\r");
    await terminal.waitFor("○ plans");
    for (const step of ["✓ issue 3 s", "✓ branch 3 s", "○ worktree", "○ plans"]) await terminal.waitFor(step);
  });

  it("gives the room to the pane when it is zoomed, and back", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("j\r2");
    const tabsAt = () => terminal.lines.findIndex((line) => line.includes("2 Spec"));
    await terminal.waitFor("then retry.");
    expect(tabsAt()).toBe(7);
    terminal.type("\r");
    await terminal.waitFor((screen) => !screen.includes("then retry."));
    expect(tabsAt()).toBe(3);
    await terminal.waitFor("✕ Could not write");
    terminal.type("\r");
    await terminal.waitFor("then retry.");
  });
});

describe("the names of the panes", () => {
  const LINE = /.*1.Log.*History.*/;

  it.each([
    [40, 12, "1", " ┤1 Log├2 Spec─3 Diff─4 Talk─5 History─"],
    [40, 12, "3", " ─1 Log─2 Spec┤3 Diff├4 Talk─5 History─"],
    [40, 12, "5", " ─1 Log─2 Spec─3 Diff─4 Talk┤5 History├"],
    [60, 20, "2", ` ── 1 Log ─┤2 Spec├─ 3 Diff ─ 4 Talk ─ 5 History ${"─".repeat(10)}`],
  ])("are all there at %dx%d, the shown one (%s) held by the line", async (columns, rows, key, expected) => {
    const { terminal } = driveDashboard(busySession(Date.now()), columns, rows);
    await terminal.waitFor("WORKFLOWS");
    terminal.type(key);
    await terminal.waitFor(LINE);
    expect(LINE.exec(terminal.text)?.[0]).toBe(expected);
  });

  it("are keys only, but for the shown one, where somebody has longer keys", async () => {
    const session = busySession(Date.now());
    session.keys = { "detail.talk": ["ctrl+t"], "detail.history": ["ctrl+h"] };
    const { terminal } = driveDashboard(session, 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("2");
    await terminal.waitFor(" ── 1 ─┤2 Spec├─ 3 ─ ctrl-t ─ ctrl-h ─");
  });
});

describe("the help where it is narrow", () => {
  it("has the descriptions close to the keys", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("?");
    await terminal.waitFor(/│ A {1,8}approve/);
    await terminal.waitFor("│ ctrl-z stop until the shell says   │");
    terminal.type("j".repeat(400));
    await terminal.waitFor("ctrl-_    take the last change");
  });
});

describe("the keys in the footer", () => {
  it.each([
    ["a plan to review", "", ["A approve", "enter open", "? help", "q quit"]],
    ["a failure", "j", ["R retry", "enter open", "? help", "q quit"]],
    ["an agent at work", "jj", ["enter open", "n new", "? help", "q quit"]],
    ["a plan's document", "2", ["A approve", "c comment line", "? help"]],
    ["a failure's log", "j1", ["R retry", "esc back", "enter zoom", "? help"]],
  ])("begin with what one does next, also where few have room: %s", async (_, keys, expected) => {
    const { terminal } = driveDashboard(busySession(Date.now()), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    if (keys !== "") terminal.type(keys);
    await terminal.waitFor(` ${expected[0]}  ${expected[1]}`);
    expect(await hints(terminal)).toEqual(expected);
  });

  it("answer an agent that asks, start what has not begun, and send comments that wait", async () => {
    const asking = driveDashboard(githubSession(Date.now()), 40, 12).terminal;
    await asking.waitFor("WORKFLOWS");
    asking.type("j");
    await asking.waitFor("c comment");
    expect((await hints(asking)).slice(0, 2)).toEqual(["c comment", "enter open"]);
    const idle = driveDashboard(withWorkflows(new ScriptedWorkflow(4, "Later", Date.now(), 60)), 40, 12);
    await idle.terminal.waitFor("Later");
    expect((await hints(idle.terminal)).slice(0, 2)).toEqual(["a advance", "enter open"]);
    const { terminal } = driveDashboard(busySession(Date.now()), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("2");
    await terminal.waitFor("c comment line");
    terminal.type("c");
    await terminal.waitFor("Comment on a line");
    terminal.type("Who?\u0013");
    await terminal.waitFor("Who?");
    terminal.type("j");
    await terminal.waitFor(" r request changes");
    expect((await hints(terminal))[0]).toBe("r request changes");
    // It asks first: there are comments that were not sent.
    terminal.type("\u0003");
  });

  it("say how commands that wait are trusted", async () => {
    const session = fakeSession({ untrusted: ["npm ci"] });
    session.show([running().workflow]);
    const { terminal } = driveDashboard(session, 40, 12);
    await terminal.waitFor("$ npm ci");
    terminal.type("\u001b");
    await terminal.waitFor("enter open");
    expect(await hints(terminal)).toEqual(["enter open", "T trust", "? help", "q quit"]);
    await terminal.waitFor(/! .*trust: T$/m);
  });

  it("have room for all that matters in a usual terminal", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()), 80, 24);
    await terminal.waitFor("WORKFLOWS");
    expect(await hints(terminal)).toEqual(
      expect.arrayContaining(["A approve", "enter open", "r request changes", "n new", "? help", "q quit"]),
    );
  });
});

describe("what comes after an approval", () => {
  const approved = () =>
    atGate().raise(5, { type: "approval_received", planRevision: PLAN, commentId: null }, "keyboard:dana");

  it("is a pull request, where there is none and the tracker has them", async () => {
    const session = fakeSession({ tracker: githubTracker(Date.now()) });
    session.show([approved().workflow]);
    const { terminal } = driveDashboard(session, 100, 30);
    await terminal.waitFor(/Approved.*\n.*│ {3}P pull request/);
    expect((await hints(terminal))[0]).toBe("P pull request");
    session.raise("w1", { type: "pull_request_opened", number: 31, url: "https://example.org/pull/31" });
    await terminal.waitFor("▸ PR #31");
    expect(terminal.text).not.toContain("P pull request");
  });

  it("is nothing with the local tracker", async () => {
    const { terminal } = driveDashboard(withWorkflows(approved()), 100, 30);
    await terminal.waitFor("Approved by dana");
    expect(terminal.text).not.toContain("pull request");
  });
});
