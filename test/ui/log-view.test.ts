import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { ScriptedWorkflow } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

async function opened(columns = 100, rows = 34) {
  const session = fakeSession();
  session.show([new ScriptedWorkflow(3, "Dark mode", Date.now(), 30).prepared().runStarted().workflow]);
  const log = session.logOf("w3", 1);
  log.add({ kind: "note", text: "a note" });
  log.add({ kind: "text", text: "some words" });
  log.add({ kind: "tool", text: "Bash npm test" });
  log.add({ kind: "result", text: "passed\nfailed\nskipped" });
  log.add({ kind: "denied", text: "Bash was denied: not allowed" });
  log.add({ kind: "error", text: "went wrong" });
  const { terminal } = driveDashboard(session, columns, rows);
  await terminal.waitFor("q quit");
  terminal.type("1");
  await terminal.waitFor("went wrong");
  return { session, log, terminal };
}

describe("how the log is looked at", () => {
  it("shows less at each step of the filter, names it, and everything again at the end", async () => {
    const { terminal } = await opened();
    const all = ["a note", "some words", "Bash npm test", "passed", "was denied", "went wrong"];
    const shows = (...wanted: readonly string[]) =>
      terminal.waitFor((screen) => all.every((words) => screen.includes(words) === wanted.includes(words)));
    await shows(...all);
    terminal.type("l");
    await terminal.waitFor("without results · run 1");
    await shows("a note", "some words", "Bash npm test", "was denied", "went wrong");
    terminal.type("l");
    await terminal.waitFor("words and problems · run 1");
    await shows("some words", "was denied", "went wrong");
    terminal.type("l");
    await terminal.waitFor("problems only · run 1");
    await shows("was denied", "went wrong");
    terminal.type("l");
    await shows(...all);
  });

  it("has every problem of a long run in reach, however far apart they are", async () => {
    const { terminal, log } = await opened();
    for (let line = 0; line < 30_000; line++)
      log.add(line % 10_000 === 0 ? { kind: "error", text: `trouble ${line}` } : { kind: "text", text: "x" });
    await terminal.waitFor("30,006 lines");
    terminal.type("lll");
    await terminal.waitFor(
      (screen) =>
        screen.includes("was denied") && screen.includes("trouble 0") && screen.includes("trouble 20000"),
    );
    log.add({ kind: "error", text: "the newest trouble" });
    await terminal.waitFor("the newest trouble");
  });

  it("searches only what the filter leaves", async () => {
    const { terminal } = await opened();
    terminal.type("lll/passed");
    await terminal.waitFor("“passed” no match");
    terminal.type("\u0015wrong");
    await terminal.waitFor("“wrong” 1 of 1");
  });

  it("says so when the filter leaves nothing", async () => {
    const session = fakeSession();
    session.show([new ScriptedWorkflow(3, "Dark mode", Date.now(), 30).prepared().runStarted().workflow]);
    session.logOf("w3", 1).add({ kind: "text", text: "all is well" });
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("all is well");
    terminal.type("1lll");
    await terminal.waitFor("Nothing to show with “problems only”; l shows other lines.");
  });

  it("unfolds tool calls and results, and folds them again", async () => {
    const { terminal } = await opened(140);
    await terminal.waitFor("passed … 3 lines");
    expect(terminal.text).not.toContain("skipped");
    await terminal.waitFor("f unfold");
    terminal.type("f");
    await terminal.waitFor((screen) => screen.includes("skipped") && screen.includes("f fold"));
    terminal.type("f");
    await terminal.waitFor((screen) => screen.includes("passed … 3 lines") && screen.includes("f unfold"));
  });

  it("shows the lines as they were written, all of them, and says what that leaves no room for", async () => {
    const { terminal } = await opened();
    terminal.type("lv");
    await terminal.waitFor(/raw · run 1[\s\S]*raw passed[\s\S]*skipped/);
    terminal.type("l");
    await terminal.waitFor("filter: the raw log is shown whole: v leaves it");
    terminal.type("f");
    await terminal.waitFor("unfold: nothing of the raw log is folded: v leaves it");
    terminal.type("v");
    await terminal.waitFor("without results · run 1");
  });

  it("is the same for the next run and the next workflow", async () => {
    const { terminal, session } = await opened();
    const [first] = Object.values(session.store.getState().workflows);
    const other = new ScriptedWorkflow(4, "Light mode", Date.now(), 60).prepared().runStarted().workflow;
    if (first !== undefined) session.show([first, other]);
    session
      .logOf("w4", 1)
      .add({ kind: "text", text: "other words" }, { kind: "error", text: "other trouble" });
    terminal.type("lll");
    await terminal.waitFor("problems only");
    terminal.type("hk");
    await terminal.waitFor("other trouble");
    expect(terminal.text).not.toContain("other words");
  });

  it("says why there is nothing to search yet", async () => {
    const session = fakeSession();
    session.show([new ScriptedWorkflow(3, "Dark mode", Date.now(), 30).workflow]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Nothing has run yet.");
    terminal.type("1/");
    await terminal.waitFor("search: nothing has run yet");
  });

  it("tells what a run has taken once it is over", async () => {
    const { terminal, session } = await opened(140, 30);
    session.raise("w3", {
      type: "run_ended",
      run: 1,
      outcome: "failed",
      reason: "no",
      exitCode: 1,
      signal: null,
      sessionId: null,
      usage: { inputTokens: 12_000, outputTokens: 345, costUsd: 0.418 },
      failure: { operation: "write", code: "X", message: "no", remedy: "again" },
    });
    await terminal.waitFor("12,345 tokens · $0.42 · 6 lines");
  });

  it.each([
    [40, 12],
    [80, 24],
    [200, 50],
  ])("names the filter and the run at %dx%d", async (columns, rows) => {
    const { terminal } = await opened(columns, rows);
    terminal.type("lll");
    await terminal.waitFor(/problems only · run 1/);
    expect(terminal.lines).toHaveLength(rows);
    expect(terminal.lines.at(-1)).toContain("q quit");
  });
});
