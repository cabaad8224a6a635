import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { runDashboard } from "../../source/ui/main.tsx";
import { segment } from "../../source/ui/text/segment.ts";
import { spokenLine } from "../../source/ui/text/spoken.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import type { FakeSession } from "../support/fake-session.ts";
import { busySession, githubSession } from "../support/scenes.ts";
import { running, withWorkflows } from "../support/scripted-workflow.ts";
import { VirtualTerminal } from "../support/virtual-terminal.ts";

const open: { terminal: VirtualTerminal; ended: Promise<void> }[] = [];
afterEach(async () => {
  for (const { terminal, ended } of open.splice(0)) {
    terminal.type("\u0003");
    await ended;
    terminal.dispose();
  }
  await quitDashboards();
});

/** Read aloud, on a terminal that has room for all of it. */
function hear(session: FakeSession): VirtualTerminal {
  const terminal = new VirtualTerminal(160, 90);
  const { stdin, stdout } = terminal;
  const ended = runDashboard(session, { theme: "dark", screenReader: true, stdin, stdout });
  open.push({ terminal, ended });
  return terminal;
}

const DRAWN = /[─━│┃╌├┤┬┴┼╭╮╰╯▏▌○●◆✓✕⊘≠▸▼‖◌■]/u;

describe("a line that is read aloud", () => {
  it.each([
    [[segment("▌", "accent"), segment("◆ ", "gate"), segment("Add search")], "selected: Add search"],
    [[segment("✕ ", "failed"), segment("Could not push")], "failed: Could not push"],
    [[segment("╭─ "), segment("New workflow"), segment(" ────╮")], "New workflow"],
    [[segment("│ "), segment("text"), segment("      "), segment("│")], "text"],
    [
      [segment("A"), segment(" approve"), segment("   "), segment("r"), segment(" reject")],
      "A approve, r reject",
    ],
    [[segment("● duc"), segment("   "), segment("○ codex")], "chosen: duc, codex"],
    [[segment("since 1 min and 4 s, 2 h, 3 d")], "since 1 minute and 4 seconds, 2 hours, 3 days"],
    [[segment("a\u001b[31mb")], "ab"],
    [[segment("▌"), segment("   "), segment("approve")], "selected: approve"],
    [[{ ...segment("▸ ", "accent"), heard: "shown:" }, segment("plan.md")], "shown: plan.md"],
    [
      [{ ...segment("▸ ", "muted"), heard: "" }, segment("PR #3"), segment(" · "), segment("open")],
      "PR #3, open",
    ],
    [
      [segment("Approved by dana"), segment(" · plan a41f9c2 · 1 h in all")],
      "Approved by dana, plan a41f9c2, 1 hour in all",
    ],
    [[segment("· "), segment("session begun")], "session begun"],
    [[segment("────────")], ""],
    [[], ""],
  ])("%j is %j", (line, expected) => expect(spokenLine(line)).toBe(expected));
});

describe("the dashboard for a screen reader", () => {
  it("is in words, line by line, without drawings", async () => {
    const terminal = hear(busySession(Date.now()));
    await terminal.waitFor("q quit");
    const [first = ""] = terminal.lines;
    expect(first).toBe("orc-tui, acme/webshop, 1 to review, 1 failed, 2 running, 2 ended");
    expect(terminal.text).toMatch(
      /^selected, #12 Add OAuth2 login with Google, state: GATE 1, review the plan, for \d+ minutes$/m,
    );
    expect(terminal.text).toMatch(
      /^#9 Export invoices .*, state: PHASE 2, failed: write the specification, for/m,
    );
    expect(terminal.text).not.toMatch(DRAWN);
    expect(terminal.isAlternate).toBe(false);
  });

  it("tells of a workflow where it stands, what is next and what its agent said", async () => {
    const terminal = hear(busySession(Date.now()));
    await terminal.waitFor("q quit");
    terminal.type("\r");
    await terminal.waitFor("panes: 1 Log (shown), 2 Spec");
    await terminal.waitFor(/^Waiting for your approval since \d+ minutes/m);
    expect(terminal.text).toMatch(
      /^stages: IDLE passed, PHASE 1 passed in 8 seconds, PHASE 2 passed in 6 minutes, GATE 1 now for/m,
    );
    await terminal.waitFor(/^tool: Read src\/auth\/session\.ts$/m);
    expect(terminal.text).not.toMatch(DRAWN);
  });

  it("has dialogs, forms and their keys for themselves", async () => {
    const terminal = hear(busySession(Date.now()));
    await terminal.waitFor("q quit");
    terminal.type("A");
    await terminal.waitFor("Approve the plan");
    await terminal.waitFor("this cannot be taken back");
    await terminal.waitFor("y approve, n leave it");
    expect(terminal.text).not.toContain("Export invoices");
    terminal.type("n");
    await terminal.waitFor("Export invoices");
    terminal.type("?");
    await terminal.waitFor("Everywhere");
    await terminal.waitFor(/^A approve the plan \(asks first\)$/m);
    terminal.type("?");
    await terminal.waitFor("Export invoices");
    terminal.type("n");
    await terminal.waitFor("New workflow");
    terminal.type("Some words");
    await terminal.waitFor("Some words");
    expect(terminal.text).not.toMatch(/[─│╭╰]/);
  });

  it.each([
    ["a busy morning", busySession, ["", "j", "j", "j", "j", "j"]],
    ["GitHub", githubSession, ["", "j", "j", "j"]],
  ] as const)("leaves out no word of the screen that is seen: %s", async (_, session, steps) => {
    const now = Date.now();
    const seen = driveDashboard(session(now), 200, 60).terminal;
    const heard = hear(session(now));
    await seen.waitFor("q quit");
    await heard.waitFor("q quit");
    for (const keys of steps) {
      seen.type(keys);
      heard.type(keys);
      await Promise.all([seen.untilStill(), heard.untilStill()]);
      const list = heard.text;
      heard.type("\r");
      await heard.waitFor("panes: 1 Log");
      const all = `${list}\n${heard.text}`;
      heard.type("\u001b");
      await heard.waitFor((screen) => !screen.includes("panes: 1 Log"));
      const missing = wordsOf(seen.text).filter((word) => !all.includes(word));
      expect(missing, `after ${keys}`).toEqual([]);
    }
  });

  it("says nothing again while only time and load go on, and says at once what happens", async () => {
    const session = withWorkflows(running());
    const terminal = hear(session);
    await terminal.waitFor("q quit");
    await terminal.untilStill(300);
    const before = terminal.written.length;
    for (let second = 0; second < 3; second++) {
      session.status.setState({
        vitals: { w2: { memoryBytes: second * 1_000_000, cpuPercent: second, waiting: null } },
      });
      await delay(500);
    }
    expect(terminal.written.slice(before)).toBe("");
    session.raise("w2", { type: "attention_raised", kind: "question", text: "Which one?", commentId: "q" });
    await terminal.waitFor("asks: Which one?");
  });
});

/** Words that are not cut, and no keys: those are shown as far as there is room. */
function wordsOf(screen: string): string[] {
  const rows = screen.split("\n").slice(0, -1);
  return rows.flatMap(
    (row) =>
      row
        .replaceAll(/\S+…|\d+ (?:s|min|h|d)\b/g, " ")
        .match(/[\p{L}\p{N}#][\p{L}\p{N}.#/-]*[\p{L}\p{N}]/gu) ?? [],
  );
}
