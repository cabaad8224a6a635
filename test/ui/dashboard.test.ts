import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { busySession } from "../support/scenes.ts";
import { atGate, running, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

describe("moving", () => {
  it("takes every key of a burst", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()));
    await terminal.waitFor("Add OAuth2 login");
    terminal.type("jjj");
    await terminal.waitFor(/▌● Dark mode/);
    terminal.type("kkG");
    await terminal.waitFor(/▌⊘ Replace the legacy/);
    terminal.type("g");
    await terminal.waitFor(/▌◆ Add OAuth2/);
  });

  it("goes from the list through the panes and back with tab", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()));
    await terminal.waitFor("enter open");
    terminal.type("\t");
    await terminal.waitFor("enter zoom");
    terminal.type("\t");
    await terminal.waitFor("▸ plan.md");
    terminal.type("\t");
    await terminal.waitFor("files ·");
    terminal.type("\t");
    await terminal.waitFor("loading the comments");
    terminal.type("\t");
    await terminal.waitFor("IDLE ▸ PHASE 1");
    terminal.type("\t");
    await terminal.waitFor("enter open");
  });

  it("zooms the detail to the whole width and back", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()));
    await terminal.waitFor("WORKFLOWS");
    terminal.type("\r\r");
    await terminal.waitFor((screen) => !screen.includes("WORKFLOWS"));
    terminal.type("\u001b");
    await terminal.waitFor("WORKFLOWS");
  });

  it("says why a key cannot do anything now, and calls nothing", async () => {
    const session = withWorkflows(running());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Dark mode");
    terminal.type("A");
    await terminal.waitFor("approve: there is nothing to decide yet");
    expect(session.calls).toEqual([]);
  });
});

describe("dialogs", () => {
  it("explains every key that can be pressed", async () => {
    const { terminal } = driveDashboard(withWorkflows(atGate()), 120, 70);
    await terminal.waitFor("Add search");
    terminal.type("?");
    await terminal.waitFor("Everywhere");
    for (const words of ["approve the plan", "next workflow", "scroll down"]) await terminal.waitFor(words);
    terminal.type("G");
    await terminal.waitFor("delete the word before");
    terminal.type("?");
    await terminal.waitFor((screen) => !screen.includes("Everywhere"));
  });

  it("scrolls the help to its end and not beyond", async () => {
    const { terminal } = driveDashboard(withWorkflows(atGate()), 80, 24);
    await terminal.waitFor("Add search");
    terminal.type(`?${"j".repeat(200)}`);
    await terminal.waitFor("take the last change back");
    terminal.type("k");
    await terminal.waitFor((screen) => !screen.includes("take the last change back"));
  });

  it("asks for trust by itself, names the commands, and can be put off", async () => {
    const session = fakeSession({ untrusted: ["npm ci"] });
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("$ npm ci");
    terminal.type("\u001b");
    await terminal.waitFor("wait for your trust: T");
    expect(session.calls).toEqual([]);
    terminal.type("T");
    await terminal.waitFor("$ npm ci");
    terminal.type("y");
    await terminal.waitFor("Trusted");
    expect(session.calls).toEqual(["trust"]);
  });
});
