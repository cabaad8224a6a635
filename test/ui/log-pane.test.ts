import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { ScriptedWorkflow } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

function runningSession() {
  const session = fakeSession();
  session.show([new ScriptedWorkflow(3, "Dark mode", Date.now(), 30).prepared().runStarted().workflow]);
  const log = session.logOf("w3", 1);
  for (let line = 0; line < 200; line++) log.add({ kind: "text", text: `line ${line}` });
  return { session, log };
}

describe("the log pane", () => {
  it("follows the newest line while the agent runs", async () => {
    const { session, log } = runningSession();
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("line 199");
    log.add({ kind: "text", text: "the newest" });
    await terminal.waitFor("the newest");
    await terminal.waitFor("following");
  });

  it("stands still when scrolled up, says so, and follows again on G", async () => {
    const { session, log } = runningSession();
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("line 199");
    terminal.type("\tkkk");
    await terminal.waitFor((screen) => screen.includes("paused, G follows") && screen.includes("line 196"));
    expect(terminal.text).not.toContain("line 197");
    log.add({ kind: "text", text: "the newest" });
    await terminal.waitFor("201 lines");
    await terminal.waitFor("line 196");
    expect(terminal.text).not.toContain("the newest");
    terminal.type("G");
    await terminal.waitFor("the newest");
    await terminal.waitFor("following");
  });

  it("goes to the start and by pages", async () => {
    const { session } = runningSession();
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("line 199");
    terminal.type("\tg");
    await terminal.waitFor(/ line 0\n/);
    terminal.type("\u001b[6~");
    await terminal.waitFor((screen) => !/ line 0\n/.test(screen) && screen.includes("paused"));
  });

  it("shows the output of the preparation before the first run", async () => {
    const session = fakeSession();
    session.show([new ScriptedWorkflow(3, "Dark mode", Date.now(), 8).prepared(2).workflow]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("preparation");
    session.logOf("w3", "phase-1").add({ kind: "text", text: "added 412 packages" });
    await terminal.waitFor("added 412 packages");
    await terminal.waitFor("✓ branch");
    await terminal.waitFor("○ worktree");
  });

  it("goes over to the next run when one starts, and lets go of the log before", async () => {
    const { session, log } = runningSession();
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("run 1");
    session.raise("w3", {
      type: "run_ended",
      run: 1,
      outcome: "failed",
      reason: "no",
      exitCode: 1,
      signal: null,
      sessionId: null,
      usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
      failure: { operation: "write", code: "X", message: "no", remedy: "again" },
    });
    session.raise("w3", { type: "retry_requested" });
    session.logOf("w3", 2).add({ kind: "text", text: "second attempt" });
    session.raise("w3", { type: "run_started", run: 2, agent: "duc", provider: "claude", role: "@duc" });
    await terminal.waitFor("second attempt");
    await terminal.waitFor("run 2");
    expect(log.closed).toBe(true);
  });

  it("shows at most so many rows as there is room for, however long a line is", async () => {
    const { session, log } = runningSession();
    log.add({ kind: "text", text: `${"word ".repeat(3_000)}END` });
    const { terminal } = driveDashboard(session, 80, 24);
    await terminal.waitFor("END");
    expect(terminal.lines).toHaveLength(24);
    expect(terminal.lines[0]).toContain("orc-tui");
  });
});
