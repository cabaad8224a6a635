import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { type FakeSession, fakeSession, idleStatus } from "../support/fake-session.ts";
import { busySession } from "../support/scenes.ts";
import { ScriptedWorkflow } from "../support/scripted-workflow.ts";
import type { VirtualTerminal } from "../support/virtual-terminal.ts";

afterEach(quitDashboards);

async function expectRestored(terminal: VirtualTerminal): Promise<void> {
  await terminal.settle();
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.isCursorShown).toBe(true);
  expect(terminal.title).toBe("");
  expect(terminal.written.lastIndexOf("\u001b[?2004l")).toBeGreaterThanOrEqual(
    terminal.written.lastIndexOf("\u001b[?2004h"),
  );
}

describe("the terminal", () => {
  it.each([
    ["q", "q"],
    ["ctrl-c", "\u0003"],
    ["ctrl-c in a form", "n\u0003"],
  ])("is given back after %s", async (_name, keys) => {
    const { terminal, ended } = driveDashboard(busySession(Date.now()));
    await terminal.waitFor("WORKFLOWS");
    expect(terminal.isAlternate).toBe(true);
    terminal.type(keys);
    await ended;
    await expectRestored(terminal);
  });

  it.each(["SIGTERM", "SIGHUP", "SIGINT"] as const)(
    "is given back after %s, with its exit code",
    async (signal) => {
      const before = process.exitCode;
      const { terminal, ended } = driveDashboard(busySession(Date.now()));
      await terminal.waitFor("WORKFLOWS");
      process.emit(signal, signal);
      await ended;
      await expectRestored(terminal);
      expect(process.exitCode).toBe({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal]);
      process.exitCode = before;
    },
  );

  it("is given back when something is thrown that nobody catches, and the error is the caller's to report", async () => {
    const before = process.listeners("uncaughtException");
    const { terminal, ended } = driveDashboard(busySession(Date.now()));
    await terminal.waitFor("WORKFLOWS");
    const [guard] = process.listeners("uncaughtException").filter((listener) => !before.includes(listener));
    guard?.(new Error("the disk is on fire"), "uncaughtException");
    await expect(ended).rejects.toThrow("the disk is on fire");
    await expectRestored(terminal);
  });

  it("is given back when drawing fails, and the error is the caller's to report", async () => {
    const session = busySession(Date.now());
    const { terminal, ended } = driveDashboard(session);
    await terminal.waitFor("WORKFLOWS");
    const broken = { title: null } as unknown as ReturnType<FakeSession["raise"]>;
    session.show([
      {
        ...session.raise("w1", {
          type: "created",
          id: "w1",
          title: "x",
          description: "",
          featureName: "x",
          labels: [],
          agent: null,
          adoptIssue: null,
        }),
        ...broken,
      },
    ]);
    await expect(ended).rejects.toThrow();
    await expectRestored(terminal);
  });

  it("is given back when the session cannot be opened, and the error is rethrown", async () => {
    const { terminal, ended } = driveDashboard(Promise.reject(new Error("not a git repository")));
    await expect(ended).rejects.toThrow("not a git repository");
    await expectRestored(terminal);
  });

  it("shows a frame before the session is open, and can be left then", async () => {
    const { terminal, ended } = driveDashboard(new Promise<FakeSession>(() => {}));
    await terminal.waitFor("opening the repository");
    terminal.type("q");
    await ended;
    await expectRestored(terminal);
  });

  it("says in its title how many workflows wait", async () => {
    const session = busySession(Date.now());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("WORKFLOWS");
    await terminal.waitFor(() => terminal.title === "(2) orc-tui acme/webshop");
    session.raise("w9", { type: "retry_requested" });
    await terminal.waitFor(() => terminal.title === "(1) orc-tui acme/webshop");
  });
});

describe("an idle dashboard", () => {
  it("writes nothing at all", async () => {
    const session = fakeSession();
    session.show([
      new ScriptedWorkflow(1, "Done", Date.now(), 60).prepared().runStarted().runEnded(2).gated("abc", [])
        .workflow,
    ]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Waiting for your approval");
    await terminal.untilStill(600);
    const before = terminal.written.length;
    await delay(1_500);
    expect(terminal.written.slice(before)).toBe("");
  });

  it("does not draw again when only the tracker has been asked", async () => {
    const session = fakeSession({
      tracker: { ...idleStatus.tracker, checkedAt: new Date().toISOString() },
    });
    session.show([new ScriptedWorkflow(1, "Done", Date.now(), 60).prepared().workflow]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("✓ local");
    await terminal.untilStill(300);
    const before = terminal.written.length;
    for (let second = 0; second < 5; second++) {
      session.status.setState({
        tracker: { ...idleStatus.tracker, checkedAt: new Date().toISOString() },
      });
      await delay(40);
    }
    expect(terminal.written.slice(before)).toBe("");
  });
});
