import { afterEach, describe, expect, it, vi } from "vitest";
import { bufferOf } from "../../source/ui/editor/text-buffer.ts";
import { handleStroke } from "../../source/ui/keymap/router.ts";
import type { ListView } from "../../source/ui/list/rows.ts";
import { withDraft } from "../../source/ui/screen.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { hiddenDashboard } from "../support/hidden-dashboard.ts";
import { atGate, PLAN, running, withWorkflows } from "../support/scripted-workflow.ts";

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
    const { screen, press } = pressed();
    const marked = new Set(["w1"]);
    screen.setState(({ list }) => ({ list: { ...list, marked, filter: "add" } }));
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

  it("leaves nothing half-written of comments that are back, but for what was written meanwhile", () => {
    const { screen, press } = pressed();
    const about = { workflow: "w1", path: "specs/a.md", quote: "", planRevision: PLAN };
    const comments = [
      { ...about, line: 1, text: "First" },
      { ...about, line: 2, text: "Second" },
    ];
    screen.setState(({ spec }) => ({ focus: "detail", pane: "spec", spec: { ...spec, comments } }));
    const drafts = () => Object.values(screen.getState().drafts).map(({ text }) => text);
    press("D");
    expect(screen.getState().spec.comments).toEqual([]);
    expect(drafts()).toEqual(["First", "Second"]);
    const [name = ""] = Object.keys(screen.getState().drafts);
    screen.setState((state) => withDraft(state, name, bufferOf("First, but")));
    press("u");
    expect(screen.getState().spec.comments).toEqual(comments);
    expect(drafts()).toEqual(["First, but", ""]);
  });

  it("leaves the marks and the filter that were made meanwhile", () => {
    const { screen, press } = pressed();
    const list = (change: Partial<ListView>) =>
      screen.setState((state) => ({ list: { ...state.list, ...change } }));
    list({ marked: new Set(["w1", "w2", "w3"]) });
    press("esc");
    list({ marked: new Set(["w4"]) });
    press("u");
    expect(screen.getState().list.marked).toEqual(new Set(["w1", "w2", "w3", "w4"]));
    list({ marked: new Set(), filter: "add" });
    press("esc");
    list({ filter: "search" });
    press("u");
    expect(screen.getState().list.filter).toBe("search");
    expect(screen.getState().toast?.message).toBe("There is another filter by now");
  });
});

/** The keys of a dashboard with a workflow at its gate. */
function pressed() {
  const dashboard = hiddenDashboard(withWorkflows(atGate()));
  const press = (name: string) => handleStroke(dashboard, { name, text: "" });
  return { screen: dashboard.screen, press };
}
