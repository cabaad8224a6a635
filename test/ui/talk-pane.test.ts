import { afterEach, describe, expect, it } from "vitest";
import { historyPane } from "../../source/ui/panes/history-pane.tsx";
import { keyOf } from "../../source/ui/panes/registry.ts";
import { talkPane } from "../../source/ui/panes/talk-pane.tsx";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { githubSession } from "../support/scenes.ts";
import {
  atGate,
  comment,
  PLAN,
  running,
  ScriptedWorkflow,
  withWorkflows,
} from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const NOW = Date.now();
const TALK = keyOf(talkPane);
const HISTORY = keyOf(historyPane);

/** A workflow at its gate, on whose issue much was said. */
function talkative(columns = 120, rows = 40) {
  const refused = {
    type: "decision_refused",
    reason: "eve has no write permission and is not listed in approvers",
    planChanged: false,
    planRevision: PLAN,
    commentId: "c2",
  } as const;
  const session = withWorkflows(atGate().raise(5, refused, "github:eve"));
  session.say(
    "w1",
    comment("c1", "lee", "Keep the **old** login.", NOW, 900),
    comment(`c-${PLAN}`, "dana", `✅ @duc: ready at ${PLAN}\n\n- specs\n<!-- orc-tui:key -->`, NOW, 500),
    comment("c2", "eve", "approved", NOW, 300),
    comment("c3", null, "Who am I?", NOW, 200),
  );
  return { session, ...driveDashboard(session, columns, rows) };
}

describe("the talk pane", () => {
  it("is between the log and the history, by key and by tab", async () => {
    const { terminal } = talkative();
    await terminal.waitFor(`${TALK} Talk ─ ${HISTORY} History`);
    terminal.type("\t");
    await terminal.waitFor("enter zoom");
    terminal.type("\t".repeat(Number(TALK) - 1));
    await terminal.waitFor("4 comments");
    terminal.type(HISTORY);
    await terminal.waitFor("IDLE ▸ PHASE 1");
    terminal.type(TALK);
    await terminal.waitFor("4 comments");
  });

  it("shows who said what, what did not count and why, and folds our own comments", async () => {
    const { terminal } = talkative();
    terminal.type(TALK);
    await terminal.waitFor("4 comments");
    const { text } = terminal;
    expect(text).toMatch(/lee\n.*Keep the \*\*old\*\* login\./);
    expect(text).toMatch(
      /eve {2}✕ did not count: eve has no write permission and is not listed\n.* in approvers/,
    );
    expect(text).toContain("orc-tui (dana)");
    expect(text).toContain("✅ @duc: ready at a41f9c2");
    expect(text).not.toContain("- specs");
    expect(text).not.toContain("orc-tui:key");
    expect(text).toContain("deleted account");
  });

  it("tells decisions that counted and words of the agent by their signs", async () => {
    const session = fakeSession();
    const workflow = running()
      .raise(5, { type: "completion_reported", run: 1, commentId: "done" }, "github:bot")
      .asks(5, "blocked", "🚫 The build is broken");
    session.show([workflow.workflow]);
    const bot = { author: { login: "bot", isBot: true } };
    session.say(
      "w2",
      comment("done", "bot", "✅ done", NOW, 50, bot),
      comment("asked", "bot", "🚫 The build is broken", NOW, 20, bot),
    );
    const { terminal } = driveDashboard(session);
    terminal.type(TALK);
    await terminal.waitFor("bot, bot  ✓ agent: complete");
    await terminal.waitFor("bot, bot  ! agent is blocked");
    const decided = githubSession(NOW);
    const { terminal: second } = driveDashboard(decided, 200, 60);
    second.type(TALK);
    await second.waitFor("dana  ◆ changes requested");
  });

  it("says at the gate what a comment must look like to decide, and only there", async () => {
    const { terminal } = talkative();
    terminal.type(TALK);
    await terminal.waitFor("What decides: “approved”, or “changes requested: …”, by someone who may write");
    const session = withWorkflows(running());
    const { terminal: other } = driveDashboard(session);
    other.type(TALK);
    await other.waitFor("loading the comments");
    expect(other.text).not.toContain("What decides");
  });

  it("asks the session when it is opened, when the workflow moves and when the tracker has answered", async () => {
    const session = withWorkflows(running());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Dark mode");
    expect(session.talkLoads).toEqual([]);
    terminal.type(TALK);
    await terminal.waitFor("loading the comments …");
    await terminal.waitFor(() => session.talkLoads.length === 1);
    expect(session.talkLoads).toEqual(["w2"]);
    session.raise("w2", { type: "label_synced", label: "status:phase-2" });
    await terminal.waitFor(() => session.talkLoads.length === 2);
    const { tracker } = session.status.getState();
    session.status.setState({ tracker: { ...tracker, checkedAt: new Date().toISOString() } });
    await terminal.waitFor(() => session.talkLoads.length === 3);
    terminal.type("1");
    await terminal.waitFor("run 1");
    session.raise("w2", { type: "label_synced", label: "status:phase-2" });
    await terminal.untilStill();
    expect(session.talkLoads).toHaveLength(3);
  });

  it("says so where nobody has said anything, where there is no issue, and where it cannot be read", async () => {
    const session = withWorkflows(running());
    session.talk.setState({ w2: { comments: [], problem: null } });
    const { terminal } = driveDashboard(session, 120, 40);
    terminal.type(TALK);
    await terminal.waitFor("Nobody has said anything yet; c writes a comment.");
    session.talk.setState({ w2: { comments: null, problem: "github.com cannot be reached" } });
    await terminal.waitFor("✕ The comments cannot be shown: github.com cannot be reached");
    session.talk.setState({ w2: { comments: [comment("c1", "lee", "Hello", NOW)], problem: "no network" } });
    await terminal.waitFor("✕ There may be newer ones: no network");
    await terminal.waitFor("Hello");
    const fresh = withWorkflows(new ScriptedWorkflow(4, "New", NOW, 5));
    const { terminal: other } = driveDashboard(fresh);
    other.type(TALK);
    await other.waitFor("There is no issue yet to talk on.");
  });

  it("shows the newest first, scrolls back, and stays there when something is added", async () => {
    const session = withWorkflows(running());
    session.say(
      "w2",
      ...Array.from({ length: 60 }, (_, n) => comment(`c${n}`, "lee", `saying ${n}.`, NOW, 600 - n)),
    );
    const { terminal } = driveDashboard(session);
    terminal.type(TALK);
    await terminal.waitFor("saying 59.");
    terminal.type("g");
    await terminal.waitFor((screen) => screen.includes("saying 0.") && screen.includes("paused, G follows"));
    session.say("w2", comment("new", "lee", "the newest", NOW));
    await terminal.waitFor("61 comments");
    await terminal.waitFor("saying 0.");
    terminal.type("G");
    await terminal.waitFor("the newest");
  });

  it("cuts a long comment and says how much is missing", async () => {
    const session = withWorkflows(running());
    const body = Array.from({ length: 40 }, (_, n) => `row ${n}.`).join("\n");
    session.say("w2", comment("c1", "lee", body, NOW));
    const { terminal } = driveDashboard(session, 120, 40);
    terminal.type(TALK);
    await terminal.waitFor("… 28 more lines");
    await terminal.waitFor("row 11.");
    expect(terminal.text).not.toContain("row 12.");
  });

  it.each([
    [40, 12],
    [80, 24],
    [120, 40],
  ])("shows the newest comment at %dx%d", async (columns, rows) => {
    const { terminal } = talkative(columns, rows);
    terminal.type(TALK);
    await terminal.waitFor("Who am I?");
    expect(terminal.lines).toHaveLength(rows);
    expect(terminal.lines[0]).toContain("orc-tui");
    expect(terminal.lines.at(-1)).toContain("? help");
  });

  it("never gives what people write to the terminal as a command", async () => {
    const nasty = "\u001b[2J\u001b]52;c;SGFjaw==\u0007\u009b31m";
    const refused = {
      type: "decision_refused",
      reason: `reason ${nasty}`,
      planChanged: false,
      planRevision: PLAN,
      commentId: "c1",
    } as const;
    const session = withWorkflows(atGate().raise(5, refused, "github:eve"));
    session.say("w1", comment("c1", `eve${nasty}`, `said${nasty}\n<!-- ${nasty}`, NOW));
    session.talk.setState((all) => ({ w1: { comments: all.w1?.comments ?? [], problem: `down ${nasty}` } }));
    const { terminal } = driveDashboard(session);
    terminal.type(TALK);
    await terminal.waitFor("did not count: reason");
    await terminal.waitFor("said");
    expect(terminal.written).not.toContain("\u001b[2J");
    expect(terminal.written).not.toContain("\u001b]52");
    expect(terminal.written).not.toContain("\u009b");
  });
});
