import { afterEach, describe, expect, it, vi } from "vitest";
import { createDashboard } from "../../source/ui/dashboard.ts";
import { keymapFrom } from "../../source/ui/keymap/remap.ts";
import { handleStroke } from "../../source/ui/keymap/router.ts";
import { commands } from "../../source/ui/keymap/table.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { atGate, running, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(async () => {
  vi.useRealTimers();
  await quitDashboards();
});

const ESCAPE = "\u001b";

async function opened(keys: Readonly<Record<string, readonly string[]>> = {}) {
  const session = withWorkflows(atGate(12, "Add login"), running(14, "Dark mode"));
  session.keys = keys;
  const { terminal } = driveDashboard(session);
  await terminal.waitFor("Add login");
  return { session, terminal };
}

describe("undo", () => {
  it("brings a filter back that was cleared, also after the toast has gone", async () => {
    const { terminal } = await opened();
    terminal.type("/dark\r");
    await terminal.waitFor("1 of 2");
    terminal.type(ESCAPE);
    await terminal.waitFor("✓ Filter cleared · u undoes it");
    terminal.type("j");
    await terminal.waitFor((screen) => !screen.includes("Filter cleared"));
    terminal.type("u");
    await terminal.waitFor("✓ The filter is back");
    await terminal.waitFor("1 of 2");
    expect(terminal.text).not.toContain("Add login");
  });

  it("brings a kept filter back that was cleared while it was typed anew", async () => {
    const { terminal } = await opened();
    terminal.type("/dark\r");
    await terminal.waitFor("1 of 2");
    terminal.type("/er");
    await terminal.waitFor("0 of 2");
    terminal.type(ESCAPE);
    await terminal.waitFor("✓ Filter cleared · u undoes it");
    terminal.type("u");
    await terminal.waitFor("1 of 2");
  });

  it("says so where there is nothing to undo, with the reason in the palette", async () => {
    const { terminal } = await opened();
    terminal.type("u");
    await terminal.waitFor("undo: there is nothing to undo");
    terminal.type("/zebra");
    await terminal.waitFor("0 of 2");
    terminal.type(ESCAPE);
    await terminal.waitFor((screen) => !screen.includes("0 of 2"));
    expect(terminal.text).not.toContain("undoes it");
    terminal.type(":undo");
    await terminal.waitFor("not now: there is nothing to undo");
  });

  it("names the key that a person has for it, or the palette", async () => {
    const { terminal } = await opened({ "screen.undo": ["Z"] });
    terminal.type("/dark\r");
    await terminal.waitFor("1 of 2");
    terminal.type(ESCAPE);
    await terminal.waitFor("✓ Filter cleared · Z undoes it");
    terminal.type("Z");
    await terminal.waitFor("1 of 2");
    const without = await opened({ "screen.undo": [] });
    without.terminal.type("/dark\r");
    await without.terminal.waitFor("1 of 2");
    without.terminal.type(ESCAPE);
    await without.terminal.waitFor("✓ Filter cleared · “undo” in the palette undoes it");
  });

  it("takes back several, the latest first, and is over a little after", () => {
    vi.useFakeTimers();
    const session = withWorkflows(atGate());
    const nothing = () => {};
    const dashboard = createDashboard(session, {
      keymap: keymapFrom(commands, {}),
      size: () => ({ columns: 80, rows: 24 }),
      handOver: async () => ({ exitCode: 0, signal: null }),
      ...{ copy: nothing, suspend: nothing, quit: nothing },
    });
    const { screen } = dashboard;
    const marked = new Set(["w1"]);
    screen.setState(({ list }) => ({ list: { ...list, marked, filter: "add" } }));
    const press = (name: string) => handleStroke(dashboard, { name, text: "" });
    press("esc");
    press("esc");
    expect(screen.getState().list).toMatchObject({ marked: new Set(), filter: "" });
    press("u");
    expect(screen.getState().list).toMatchObject({ marked: new Set(), filter: "add" });
    press("u");
    expect(screen.getState().list).toMatchObject({ marked, filter: "add" });
    press("esc");
    vi.advanceTimersByTime(9_999);
    expect(screen.getState().undos).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(screen.getState().undos).toEqual([]);
    press("u");
    expect(screen.getState().toast?.message).toBe("undo: there is nothing to undo");
  });
});
