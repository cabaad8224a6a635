import { afterEach, describe, expect, it } from "vitest";
import type { Activity } from "../../source/orchestrator/session.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { type FakeSession, fakeSession } from "../support/fake-session.ts";
import { ScriptedWorkflow } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

function preparing(activity: Partial<Activity>): FakeSession {
  const session = fakeSession();
  const { workflow } = new ScriptedWorkflow(15, "Let customers pause", Date.now(), 11)
    .prepared(2, 3)
    .raise(0, { type: "step_started", step: "worktree" });
  session.show([workflow]);
  const startedAt = new Date(Date.now() - 8_000).toISOString();
  session.status.setState({
    activities: {
      w15: { label: "create the worktree", startedAt, detail: null, progress: null, ...activity },
    },
  });
  return session;
}

const part = (percent: number | null, task: string, detail: string) => ({
  progress: { task, percent, detail, startedAt: new Date(Date.now() - 6_000).toISOString() },
});

describe("how far a clean-up of several is", () => {
  it("is counted while it goes on", async () => {
    const session = fakeSession();
    const ended = [1, 2, 3].map(
      (issue) =>
        new ScriptedWorkflow(issue, `Feature ${issue}`, Date.now(), 600)
          .prepared()
          .raise(1, { type: "cancelled", reason: "" }, "keyboard:dana").workflow,
    );
    session.show(ended);
    const goOn: (() => void)[] = [];
    session.intents.clean = (id) =>
      new Promise((resolve) => goOn.push(() => resolve({ worktree: `/nowhere/${id}`, branch: null })));
    const { terminal } = driveDashboard(session, 100, 30);
    await terminal.waitFor("Feature 1");
    terminal.type("*");
    await terminal.waitFor("3 marked");
    terminal.type("D");
    await terminal.waitFor("Clean up 3 workflows");
    terminal.type("y");
    for (const count of [1, 2, 3]) {
      await terminal.waitFor(`Cleaning up ${count} of 3 …`);
      expect(terminal.text.match(/✓ removed/g) ?? []).toHaveLength(count - 1);
      goOn.shift()?.();
    }
    await terminal.waitFor("This is done:");
  });
});

describe("how far a phase-1 step is", () => {
  it("stands in the row, in the step and in what goes on", async () => {
    const session = preparing(part(64, "Updating files", "12211/19080"));
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("create the worktree · 64 %");
    await terminal.waitFor(/worktree ━{6}╌{4} 64 % \d+ s {3}. plans/);
    await terminal.waitFor(/create the worktree: Updating files 64 % {2}\d s {2}· {2}12211\/19080/);
    const w15 = session.status.getState().activities.w15;
    if (w15 === undefined) throw new Error("nothing goes on");
    session.status.setState({
      activities: { w15: { ...w15, ...part(90, "Updating files", "17172/19080") } },
    });
    await terminal.waitFor(/create the worktree · 90 %[\s\S]*━{9}╌ 90 %/);
  });

  it.each([
    [80, 24],
    [40, 12],
  ])("is seen at %ix%i", async (columns, rows) => {
    const { terminal } = driveDashboard(preparing(part(64, "Updating files", "12211/19080")), columns, rows);
    await terminal.waitFor("64 %");
    terminal.type("\r");
    await terminal.waitFor(/Updating files\s+64 %/);
    await terminal.waitFor(/worktree(?: ━{6}╌{4})? 64 %/);
    for (const line of terminal.lines) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it("is the command, its time and its last line while the project is set up", async () => {
    const session = preparing(part(null, "npm ci (1 of 2)", "\u001b[31madded 12 packages\u001b[0m"));
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor(/create the worktree: npm ci \(1 of 2\) {2}\d s {2}· {2}added 12 packages/);
    await terminal.waitFor(/━╌╌╌ npm ci \(1 of 2\) /);
    expect(terminal.text).not.toContain("%");
  });

  it("is nothing but the activity while nobody can tell", async () => {
    const { terminal } = driveDashboard(preparing({}), 120, 40);
    await terminal.waitFor(/create the worktree {2}\d+ s/);
    await terminal.waitFor(/━╌╌╌ create the worktree {2,}\d+ s/);
    expect(terminal.text).not.toContain("%");
  });
});
