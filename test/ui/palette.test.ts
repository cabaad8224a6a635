import { afterEach, describe, expect, it } from "vitest";
import { computedMs } from "../support/computing-time.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { atGate, running, ScriptedWorkflow, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const ESCAPE = "\u001b";
const DOWN = "\u001b[B";

const opened = async (columns = 120, rows = 40) => {
  const session = withWorkflows(atGate(12, "Add login"), running(14, "Dark mode"));
  const { terminal, ended } = driveDashboard(session, columns, rows);
  await terminal.waitFor("Add login");
  return { session, terminal, ended };
};

describe("the command palette", () => {
  it("lists the commands with their keys, what can be done first, the rest with the reason", async () => {
    const { terminal } = await opened();
    terminal.type(":");
    await terminal.waitFor("Commands and workflows");
    await terminal.waitFor(/▌ {2}approve +approve the plan \(asks first\) +A │/);
    terminal.type("stop");
    await terminal.waitFor(/stop agent +no agent is running +x │/);
    terminal.type("\r");
    await terminal.waitFor("stop agent: no agent is running");
    await terminal.waitFor("Commands and workflows");
    terminal.type(ESCAPE);
    await terminal.waitFor((screen) => !screen.includes("Commands and workflows"));
  });

  it("has what cannot be done after what fits nearly as well, but for what is called exactly that", async () => {
    const session = withWorkflows(
      atGate(12, "Add login"),
      new ScriptedWorkflow(14, "Retry payments", Date.now(), 60),
    );
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("Add login");
    const row = (words: string) => terminal.lines.findIndex((line) => line.includes(words));
    terminal.type(":");
    await terminal.waitFor("Commands and workflows");
    expect(row("request changes")).toBeGreaterThan(0);
    expect(row("stop agent")).toBe(-1);
    terminal.type("re");
    await terminal.waitFor(/▌ {2}request changes/);
    expect(row("retry")).toBeGreaterThan(row("repair labels"));
    terminal.type("try");
    await terminal.waitFor(/▌ {2}retry/);
    await terminal.waitFor("not now: nothing has failed");
  });

  it("finds by a few letters, the best first, and names the id for the settings", async () => {
    const { terminal } = await opened();
    terminal.type(":reqch");
    await terminal.waitFor(/▌ {2}request changes/);
    await terminal.waitFor("workflow.request-changes");
    terminal.type("\r");
    await terminal.waitFor("Request changes");
    await terminal.waitFor("Send to the agent");
  });

  it("takes a word and the enter behind it in one go, also the first time", async () => {
    const { ended, terminal } = await opened();
    terminal.type(":quit\r");
    await ended;
    expect(terminal.isAlternate).toBe(false);
  });

  it("goes to a workflow", async () => {
    const { terminal } = await opened();
    terminal.type(":dark mode\r");
    await terminal.waitFor(/▌● Dark mode/);
    expect(terminal.text).not.toContain("Commands and workflows");
    terminal.type(":#12\r");
    await terminal.waitFor(/▌◆ Add login/);
  });

  it("has what was used lately first", async () => {
    const { terminal } = await opened();
    terminal.type(":from an issue\r");
    await terminal.waitFor("From an issue");
    terminal.type(ESCAPE);
    await terminal.waitFor((screen) => !screen.includes("From an issue"));
    terminal.type(":");
    await terminal.waitFor(/▌ {2}from an issue/);
  });

  it("says where a key of another pane counts", async () => {
    const { terminal } = await opened();
    terminal.type(":log.level");
    await terminal.waitFor("not now: only in the log");
  });

  it("says so where nothing fits", async () => {
    const { terminal } = await opened();
    terminal.type(":qqqzzz");
    await terminal.waitFor("Nothing is called that.");
    terminal.type("\r");
    await terminal.waitFor("Nothing is called that.");
  });

  it.each([
    [40, 12],
    [80, 24],
    [200, 60],
  ])("moves and stays whole at %dx%d", async (columns, rows) => {
    const { terminal } = await opened(columns, rows);
    terminal.type(":");
    await terminal.waitFor("Commands and workflows");
    for (let row = 0; row < 30; row++) terminal.type(DOWN);
    await terminal.waitFor((screen) => /▌/.test(screen) && !/▌ {2}approve/.test(screen));
    terminal.resize(columns + 5, rows);
    await terminal.waitFor(/╭─ Commands and workflows ─+╮/);
    expect(terminal.lines).toHaveLength(rows);
  });

  it("answers at once with five hundred workflows", async () => {
    const session = fakeSession();
    session.show(
      Array.from({ length: 500 }, (_, index) => running(index + 1, `Feature ${index + 1}`).workflow),
    );
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("Feature 1");
    terminal.type(":");
    await terminal.waitFor("Commands and workflows");
    const begun = computedMs();
    terminal.type("feature 377");
    await terminal.waitFor(/▌● #377 Feature 377/);
    expect(computedMs() - begun).toBeLessThan(1_000);
  });
});
