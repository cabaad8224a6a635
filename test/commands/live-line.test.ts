import { afterEach, describe, expect, it, vi } from "vitest";
import { createLiveLine, type LiveLine } from "../../source/commands/live-line.ts";
import { showActivities } from "../../source/commands/show-activities.ts";
import { fakeSession } from "../support/fake-session.ts";
import { ScriptedWorkflow } from "../support/scripted-workflow.ts";

afterEach(() => void vi.useRealTimers());

function aTerminal(isTTY = true, columns: number | undefined = 80, TERM = "xterm") {
  const written: string[] = [];
  const terminal = { isTTY, ...(columns && { columns }), write: (text: string) => written.push(text) };
  return { written, live: createLiveLine(terminal, { TERM }) };
}

describe("the live line", () => {
  it("writes over itself, and nothing where it is the same", () => {
    const { written, live } = aTerminal();
    live.clear();
    live.show("1 of 3");
    live.show("1 of 3");
    live.show("2 of 3");
    live.clear();
    live.clear();
    expect(written).toEqual(["\r\u001b[K1 of 3", "\r\u001b[K2 of 3", "\r\u001b[K"]);
  });

  it("makes room for what is written, and comes back below it", () => {
    const { written, live } = aTerminal();
    live.above(() => written.push("first\n"));
    live.show("1 of 3");
    live.above(() => written.push("second\n"));
    expect(written).toEqual(["first\n", "\r\u001b[K1 of 3", "\r\u001b[K", "second\n", "\r\u001b[K1 of 3"]);
  });

  it.each([
    ["no terminal", false, "xterm"],
    ["a terminal that cannot", true, "dumb"],
  ])("is silent on %s", (_, isTTY, TERM) => {
    const { written, live } = aTerminal(isTTY, 80, TERM);
    live.show("1 of 3");
    live.above(() => written.push("text\n"));
    live.clear();
    expect(written).toEqual(["text\n"]);
    expect(live.columns).toBeNull();
  });

  it("leaves the last column free", () => {
    expect(aTerminal().live.columns).toBe(79);
  });
});

describe("showing on it what goes on", () => {
  function shown(columns = 100) {
    vi.useFakeTimers({ now: Date.parse("2026-03-14T15:09:26Z") });
    const texts: string[] = [];
    const live: LiveLine = {
      columns,
      show: (text) => void (texts.at(-1) !== text && texts.push(text)),
      clear: () => void texts.push(""),
      above: (write) => write(),
    };
    const session = fakeSession();
    session.show([new ScriptedWorkflow(7, "Gift cards", Date.now(), 60).prepared(2).workflow]);
    return { texts, session, end: showActivities(session, live) };
  }
  const activity = (change = {}) => ({
    w7: {
      label: "create the worktree",
      startedAt: new Date().toISOString(),
      detail: null,
      progress: null,
      ...change,
    },
  });
  const part = (percent: number | null, task: string, detail: string) => ({
    progress: { task, percent, detail, startedAt: new Date().toISOString() },
  });

  it("is how far it is and since when, after half a second, and gone with it", () => {
    const { texts, session, end } = shown();
    session.status.setState({ activities: activity(part(40, "Updating files", "7632/19080")) });
    vi.advanceTimersByTime(400);
    expect(texts.join("")).toBe("");
    vi.advanceTimersByTime(100);
    expect(texts.at(-1)).toMatch(
      /^#7 . create the worktree: Updating files ━{6}╌{10} 40\u00a0% {2}0\u00a0s {2}· {2}7632\/19080$/,
    );
    vi.advanceTimersByTime(2_000);
    expect(texts.at(-1)).toContain("2\u00a0s");
    session.status.setState({ activities: {} });
    expect(texts.at(-1)).toBe("");
    end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("writes nothing while nothing goes on", () => {
    const { texts, session, end } = shown();
    session.status.setState({ notices: ["x"] });
    vi.advanceTimersByTime(60_000);
    expect(texts.join("")).toBe("");
    expect(vi.getTimerCount()).toBe(0);
    end();
  });

  it("obeys nothing that a setup command says, and is cut to the terminal", () => {
    const { texts, session, end } = shown(50);
    session.status.setState({
      activities: activity(part(null, "npm ci", `\u001b[2J\u001b]0;x\u0007${"é".repeat(90)}\n`)),
    });
    vi.advanceTimersByTime(600);
    expect(texts.at(-1)).toMatch(/^#7 . create the worktree: npm ci {2}0\u00a0s {2}· {2}é+…$/);
    expect(texts.at(-1)).toHaveLength(50);
    end();
  });
});
