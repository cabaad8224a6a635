import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { handleStroke } from "../../source/ui/keymap/router.ts";
import { perform, toast } from "../../source/ui/keymap/toasts.ts";
import { OrcError } from "../../source/workflow/errors.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession, githubTracker } from "../support/fake-session.ts";
import { hiddenDashboard } from "../support/hidden-dashboard.ts";
import { atGate } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

describe("what a person asked for and takes longer than half a second", () => {
  function scene() {
    const session = fakeSession({ tracker: githubTracker(Date.now()) });
    const { workflow } = atGate(12, "Add login");
    session.show([workflow]);
    const { promise, resolve, reject } = Promise.withResolvers<typeof workflow>();
    session.intents.approve = () => promise;
    const { terminal } = driveDashboard(session, 100, 30);
    return { session, workflow, terminal, resolve, reject };
  }

  it("is said to be under way until it is done, or has failed", async () => {
    const { terminal, workflow, resolve } = scene();
    await terminal.waitFor("Add login");
    terminal.type("A");
    await terminal.waitFor("Approve the plan");
    terminal.type("y");
    await terminal.waitFor(/^ ● Approve the plan.* …$/m);
    resolve(workflow);
    await terminal.waitFor("✓ Approved");
    expect(terminal.text).not.toMatch(/● Approve the plan/);
  });

  it("is not under way any more when it has failed", async () => {
    const { terminal, reject } = scene();
    await terminal.waitFor("Add login");
    terminal.type("Ay");
    await terminal.waitFor(/^ ● Approve the plan.* …$/m);
    reject(new OrcError("X", "the remote does not answer", "Check the network."));
    await terminal.waitFor(/✕ the remote does not answer\s+Check the network\./);
  });

  it("is nothing more than its outcome where it is quick", async () => {
    const { session, terminal, resolve, workflow } = scene();
    await terminal.waitFor("Add login");
    resolve(workflow);
    terminal.type("Ay");
    await terminal.waitFor("✓ Approved");
    session.askTracker = () => new Promise(() => {});
    terminal.type("\u0012");
    await terminal.waitFor("● asking github …");
    expect(terminal.written).not.toMatch(/● [^\n]*Approve the plan[^\n]*…/);
  });
});

describe("the toast that tells that something is under way", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function begun(working?: string) {
    const dashboard = hiddenDashboard(fakeSession());
    const { promise, resolve } = Promise.withResolvers<void>();
    perform(dashboard, promise, "Done", working);
    return { dashboard, resolve, shown: () => dashboard.screen.getState().toast?.message };
  }

  it("stays when keys are pressed, until the work is done", async () => {
    const { dashboard, shown, resolve } = begun("Working");
    vi.advanceTimersByTime(500);
    expect(shown()).toBe("Working …");
    handleStroke(dashboard, { name: "j", text: "j" });
    expect(shown()).toBe("Working …");
    resolve();
    await vi.waitFor(() => expect(shown()).toBe("Done"));
    handleStroke(dashboard, { name: "j", text: "j" });
    expect(shown()).toBeUndefined();
  });

  it.each(["failed", "refused"] as const)("leaves what %s meanwhile to be read", (kind) => {
    const { dashboard, shown } = begun("Working");
    toast(dashboard, kind, "The other thing");
    vi.advanceTimersByTime(500);
    expect(shown()).toBe("The other thing");
  });

  it("is not waited for where there is nothing to tell", () => {
    begun();
    expect(vi.getTimerCount()).toBe(0);
  });
});
