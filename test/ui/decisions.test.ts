import { afterEach, describe, expect, it } from "vitest";
import { OrcError } from "../../source/workflow/errors.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { atGate, PLAN, running, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

describe("decisions", () => {
  it("asks before an approval, names the plan, and approves once exactly that plan", async () => {
    const session = withWorkflows(atGate());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Waiting for your approval");
    terminal.type("A");
    await terminal.waitFor(/Plan a41f9c2 with 1 document is approved/);
    await terminal.waitFor("comment on issue #1 (local)");
    terminal.type("yy\r");
    await terminal.waitFor("Approved by dana by key");
    expect(session.calls).toEqual([`approve w1 ${PLAN}`]);
  });

  it.each(["n", "\u001b"])("leaves everything as it is on %j", async (no) => {
    const session = withWorkflows(atGate());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Waiting for your approval");
    terminal.type("A");
    await terminal.waitFor("Approve the plan");
    terminal.type(no);
    await terminal.waitFor((screen) => !screen.includes("Approve the plan"));
    expect(session.calls).toEqual([]);
  });

  it("does not approve a plan that changed while the question was open", async () => {
    const session = withWorkflows(atGate());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Waiting for your approval");
    terminal.type("A");
    await terminal.waitFor("Approve the plan");
    session.raise("w1", { type: "plan_recorded", planRevision: "bbbbbbb1", documents: [] });
    await terminal.waitFor("the plan has changed from a41f9c2 to bbbbbbb");
    terminal.type("y");
    await terminal.waitFor("look at it again");
    expect(session.calls).toEqual([]);
  });

  it("stays with the workflow that was decided on, not with the next one that needs somebody", async () => {
    const session = withWorkflows(atGate(), atGate(2, "Dark mode"));
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Waiting for your approval");
    terminal.type("A");
    await terminal.waitFor(/Plan a41f9c2 with 1 document is approved/);
    terminal.type("y");
    await terminal.waitFor("Approved by dana by key");
    terminal.type("A");
    await terminal.waitFor("it has been decided");
    expect(session.calls).toHaveLength(1);
  });

  it("sends the words of a review, and keeps them when that fails", async () => {
    const session = withWorkflows(atGate());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Waiting for your approval");
    terminal.type("r");
    await terminal.waitFor("What should change?");
    terminal.type("name the error codes");
    session.failure = new OrcError("BROKEN", "the disk is full", "Make room, then send it again.");
    terminal.type("\u0013");
    await terminal.waitFor("Make room, then send it again.");
    await terminal.waitFor("the disk is full");
    await terminal.waitFor("name the error codes");
    terminal.type("\u0013");
    await terminal.waitFor("is due");
    expect(session.calls.at(-1)).toBe('requestChanges w1 "name the error codes"');
  });

  it("asks before it stops an agent and before it cancels", async () => {
    const session = withWorkflows(running());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Dark mode");
    terminal.type("x");
    await terminal.waitFor("Stop the agent");
    terminal.type("y");
    await terminal.waitFor("is being stopped");
    terminal.type("X");
    await terminal.waitFor("Cancel the workflow");
    // Enter is no answer to a question like this.
    terminal.type("\r");
    await terminal.settle();
    expect(session.calls).toEqual(["stop w2"]);
    terminal.type("y");
    await terminal.waitFor("CANCELLED");
    expect(session.calls).toEqual(["stop w2", "cancel w2"]);
  });

  it("shows what failed, the remedy and the key that helps", async () => {
    const failed = running().runFailed(5, "no login", "Log in with: claude /login");
    const session = withWorkflows(failed);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Log in with: claude /login");
    await terminal.waitFor("✕ PHASE 2");
    await terminal.waitFor("R retry");
    terminal.type("R");
    await terminal.waitFor("Trying again");
    expect(session.calls).toEqual(["retry w2"]);
  });

  it("shows an intent's error with its remedy until the next key", async () => {
    const session = withWorkflows(running().runFailed(5, "no login", "Log in."));
    session.failure = new OrcError("LOCKED", "another process holds the lock", "Wait a moment.");
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("no login");
    terminal.type("R");
    await terminal.waitFor("another process holds the lock");
    await terminal.waitFor("Wait a moment.");
    terminal.type("j");
    await terminal.waitFor((screen) => !screen.includes("another process holds the lock"));
  });
});
