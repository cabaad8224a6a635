import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { keyOf } from "../../source/ui/panes/registry.ts";
import { talkPane } from "../../source/ui/panes/talk-pane.tsx";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { busySession, githubSession } from "../support/scenes.ts";
import { comment, ScriptedWorkflow } from "../support/scripted-workflow.ts";
import type { VirtualTerminal } from "../support/virtual-terminal.ts";

afterEach(quitDashboards);

const TALK = keyOf(talkPane);

/** The frame is whole: the header on the first row, the keys on the last one, nothing beyond the edge. */
async function expectWhole(terminal: VirtualTerminal, columns: number, rows: number): Promise<void> {
  await terminal.waitFor(
    (screen) =>
      screen.split("\n")[0]?.includes("orc-tui") === true &&
      (screen.split("\n")[rows - 1] ?? "").includes("? help"),
  );
  expect(terminal.lines).toHaveLength(rows);
  for (const row of terminal.cells) expect(row).toHaveLength(columns);
}

describe("the size of the terminal", () => {
  it.each([
    [40, 12],
    [80, 24],
    [120, 40],
    [200, 60],
    [300, 80],
    [400, 120],
  ])("is filled exactly at %dx%d", async (columns, rows) => {
    const { terminal } = driveDashboard(busySession(Date.now()), columns, rows);
    await expectWhole(terminal, columns, rows);
  });

  it("may change at any time, smaller and larger", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()), 120, 40);
    await expectWhole(terminal, 120, 40);
    for (const [columns, rows] of [
      [80, 24],
      [40, 12],
      [200, 60],
      [100, 15],
      [71, 50],
      [120, 40],
    ] as const) {
      terminal.resize(columns, rows);
      await expectWhole(terminal, columns, rows);
    }
  });

  it.each([
    [40, 12],
    [80, 24],
    [120, 40],
    [200, 60],
  ])("is filled exactly at %dx%d with GitHub's facts and the talk", async (columns, rows) => {
    const { terminal } = driveDashboard(githubSession(Date.now()), columns, rows);
    for (const keys of [TALK, "j", `\u001bj${TALK}`, `\u001bj${TALK}`, `\u001bj${TALK}`]) {
      terminal.type(keys);
      await expectWhole(terminal, columns, rows);
    }
  });

  it("keeps the issue picker on the screen when it changes", async () => {
    const { terminal } = driveDashboard(githubSession(Date.now()), 120, 40);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("i");
    await terminal.waitFor("Cart loses");
    terminal.type("cart");
    for (const [columns, rows] of [
      [40, 12],
      [200, 60],
      [80, 24],
    ] as const) {
      terminal.resize(columns, rows);
      await terminal.waitFor((screen) => /╭─ From an issue .*╮/.test(screen) && /esc close ─*╯/.test(screen));
      await terminal.settle();
      expect(terminal.cursor.y).toBe(terminal.lines.findIndex((line) => line.includes("filter  cart")));
      for (const row of terminal.cells) expect(row).toHaveLength(columns);
    }
  });

  it("keeps an open form on the screen when it changes", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()), 120, 40);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("n");
    await terminal.waitFor("New workflow");
    terminal.type("Some text");
    for (const [columns, rows] of [
      [40, 12],
      [100, 30],
    ] as const) {
      terminal.resize(columns, rows);
      await terminal.waitFor(
        (screen) =>
          screen.includes("╭─ New workflow") && screen.includes("╯") && screen.includes("Some text"),
      );
      await terminal.settle();
      const line = terminal.lines.findIndex((each) => each.includes("Some text"));
      expect(terminal.cursor.y).toBe(line);
    }
  });

  it("says so when it is too small", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()), 39, 20);
    await terminal.waitFor("terminal too small: 39x20");
    terminal.resize(80, 24);
    await expectWhole(terminal, 80, 24);
  });

  it("shows one pane at a time where it is narrow", async () => {
    const { terminal } = driveDashboard(busySession(Date.now()), 60, 20);
    await terminal.waitFor("WORKFLOWS");
    expect(terminal.text).not.toContain("1 Log");
    terminal.type("\r");
    await terminal.waitFor("1 Log");
    expect(terminal.text).not.toContain("WORKFLOWS");
  });
});

/** The columns of the line between the panes, row by row. */
function dividerColumns(terminal: VirtualTerminal): number[] {
  return terminal.cells.slice(2, -3).map((row) => row.findIndex(({ text }) => text === "│"));
}

describe("text from outside", () => {
  const piece = fc.constantFrom(
    "word ",
    "日本語",
    "👩‍👩‍👧",
    "🇨🇭",
    "é",
    "עברית",
    "ไทย",
    "\u001b[31m",
    "\u001b]0;x\u0007",
    "\u0007",
    "\t",
    "\n",
    "\u202e",
    "…",
    "verylongwordwithoutspaces",
  );
  const hostile = fc.array(piece, { minLength: 1, maxLength: 20 }).map((pieces) => pieces.join(""));

  it("stays in its pane, whatever it is", async () => {
    const titles = fc.sample(hostile, { numRuns: 40, seed: 7 });
    const { terminal } = driveDashboard(busySession(Date.now()), 100, 30);
    await terminal.waitFor("WORKFLOWS");
    for (const title of titles) {
      const session = fakeSession();
      session.show(
        [1, 2, 3].map(
          (issue) =>
            new ScriptedWorkflow(issue, `${title} x`, Date.now(), 30).prepared().runStarted().workflow,
        ),
      );
      session.logOf("w1", 1).add({ kind: "text", text: title }, { kind: "tool", text: title });
      const shown = driveDashboard(session, 100, 30);
      await shown.terminal.waitFor("run 1");
      await shown.terminal.waitFor("2 lines");
      expect(new Set(dividerColumns(shown.terminal)), JSON.stringify(title)).toEqual(new Set([38]));
      expect(shown.terminal.lines.at(-1)).toContain("? help");
      shown.terminal.type("\u0003");
      await shown.ended;
    }
  });

  it("stays in the talk pane and in the issue picker, whatever it is", async () => {
    const texts = fc.sample(hostile, { numRuns: 15, seed: 11 });
    for (const [index, text] of texts.entries()) {
      const [columns, rows] = [[40, 12] as const, [80, 24] as const, [120, 40] as const][index % 3] ?? [
        80, 24,
      ];
      const session = githubSession(Date.now());
      session.talk.setState({
        w12: { comments: [comment("c1", text, `${text}\n`.repeat(30), Date.now())], problem: text },
      });
      session.issues = session.issues.map((issue) => ({
        ...issue,
        title: `${text} x`,
        labels: [text],
        body: text,
      }));
      session.status.setState({ drift: { w12: [text] } });
      const { terminal, ended } = driveDashboard(session, columns, rows);
      terminal.type(TALK);
      await expectWhole(terminal, columns, rows);
      await terminal.waitFor("newer ones");
      if (columns >= 72) expect(new Set(dividerColumns(terminal)).size, JSON.stringify(text)).toBe(1);
      terminal.type("i");
      await terminal.waitFor("#41");
      const walls = terminal.cells.map((row) => row.filter(({ text: cell }) => /[╭╮╰╯]/.test(cell)).length);
      expect(
        walls.filter((count) => count > 0),
        JSON.stringify(text),
      ).toEqual([2, 2]);
      terminal.type("\r");
      await terminal.waitFor("takes on");
      expect(terminal.lines).toHaveLength(rows);
      terminal.type("\u0003");
      await ended;
    }
  });

  it("never reaches the terminal as a command", async () => {
    const session = fakeSession({ notices: ["\u001b[2Jnotice"], untrusted: ["rm \u001b]52;c;AAAA\u0007 x"] });
    const nasty = "\u001b[2J\u001b]52;c;SGFjaw==\u0007\u009b31mtitle";
    session.show([
      new ScriptedWorkflow(1, nasty, Date.now(), 30)
        .prepared()
        .runStarted()
        .runFailed(2, `message ${nasty}`, `remedy ${nasty}`).workflow,
    ]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("rm  x");
    terminal.type("\u001b");
    await terminal.waitFor("remedy title");
    expect(terminal.written).not.toContain("\u001b[2J");
    expect(terminal.written).not.toContain("\u001b]52");
    expect(terminal.written).not.toContain("\u009b");
  });
});
