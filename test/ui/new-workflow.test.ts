import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { atGate, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

describe("a new workflow", () => {
  it("says what to do first where there is none", async () => {
    const { terminal } = driveDashboard(fakeSession());
    await terminal.waitFor("No workflows here yet.");
    await terminal.waitFor("n  describe a feature in a sentence");
    expect(terminal.text).not.toContain("enter open");
  });

  it("is created from what was typed and pasted, and chosen", async () => {
    const session = withWorkflows(atGate());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Add search");
    terminal.type("n");
    await terminal.waitFor("New workflow");
    terminal.type("Export invoices");
    await terminal.waitFor("Export invoices");
    terminal.paste("\r\nAs PDF, q and n included");
    await terminal.waitFor("As PDF, q and n included");
    terminal.type("\u0013");
    await terminal.waitFor("Created: Export invoices");
    expect(session.calls).toEqual(['create "Export invoices\\nAs PDF, q and n included" by duc']);
    await terminal.waitFor(/▌○ Export invoices/);
  });

  it("keeps what was typed when the form is closed and opened again", async () => {
    const { terminal } = driveDashboard(fakeSession());
    await terminal.waitFor("No workflows");
    terminal.type("n");
    await terminal.waitFor("New workflow");
    terminal.type("Half an idea");
    await terminal.waitFor("Half an idea");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("New workflow"));
    terminal.type("n");
    await terminal.waitFor("Half an idea");
  });

  it("lets one choose the agent where there are several, and is sent by enter on its last field", async () => {
    const session = fakeSession({ agents: ["duc", "codex"] });
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("No workflows");
    terminal.type("n");
    await terminal.waitFor("● duc");
    terminal.type("Search");
    terminal.type("\t");
    await terminal.waitFor("▌ agent");
    terminal.type(" ");
    await terminal.waitFor("● codex");
    terminal.type("\r\r");
    await terminal.waitFor("Created: Search");
    expect(session.calls).toEqual(['create "Search" by codex']);
  });

  it("shows the chosen agent, however narrow the terminal and however many there are", async () => {
    const agents = [
      "duc",
      "first-of-many",
      "second-of-many",
      "third",
      "an-agent-with-a-name-longer-than-the-form",
    ];
    const { terminal } = driveDashboard(fakeSession({ agents }), 40, 12);
    await terminal.waitFor("No workflows");
    terminal.type("n");
    await terminal.waitFor("● duc");
    terminal.type("\t");
    await terminal.waitFor("▌ agent");
    for (const agent of [...agents.slice(1), "duc"]) {
      terminal.type(" ");
      await terminal.waitFor(`● ${agent.slice(0, 20)}`);
    }
  });

  it("has nothing to send while it is empty", async () => {
    const session = fakeSession();
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("No workflows");
    terminal.type("n");
    await terminal.waitFor("New workflow");
    terminal.type("\u0013");
    await terminal.waitFor("There is nothing to send yet.");
    expect(session.calls).toEqual([]);
  });

  it("does not take pasted text for keys", async () => {
    const session = withWorkflows(atGate());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Add search");
    terminal.paste("Ayq");
    await terminal.waitFor("Pasted text goes into a text field");
    expect(session.calls).toEqual([]);
  });
});
