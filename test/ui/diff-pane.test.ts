import { afterEach, describe, expect, it } from "vitest";
import type { BranchDiff } from "../../source/orchestrator/session.ts";
import { diffPane } from "../../source/ui/panes/diff-pane.tsx";
import { keyOf } from "../../source/ui/panes/registry.ts";
import { computedMs } from "../support/computing-time.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { branchDiffOf, fileDiff, sampleDiff } from "../support/sample-diff.ts";
import { atGate, running, ScriptedWorkflow, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const DIFF = keyOf(diffPane);

/** The pane, zoomed, with a diff in it. */
async function shown(diff: BranchDiff, columns = 120, rows = 40) {
  const session = withWorkflows(atGate());
  session.diffs.setState({ w1: { diff, problem: null } });
  const { terminal } = driveDashboard(session, columns, rows);
  await terminal.waitFor("Add search");
  terminal.type(`${DIFF}\r`);
  await terminal.waitFor(/\d files? ·|Nothing differs/);
  return { session, terminal };
}

const numbered = (name: string, count: number) =>
  fileDiff(name, {
    hunks: [
      {
        oldStart: 1,
        newStart: 1,
        heading: "",
        lines: Array.from({ length: count }, (_, n) => `+${name} row ${n}.`),
      },
    ],
  });

describe("the diff pane", () => {
  it("tells what was changed: counts, names, numbers, signs, and in words what has no lines", async () => {
    const { terminal } = await shown(sampleDiff(), 120, 70);
    await terminal.waitFor("No newline".toLowerCase());
    const { text } = terminal;
    expect(text).toMatch(/5 files · \+15 · −4 · since 4e1f0c7 of main · 1 not committed +file 1 of 5/);
    expect(text).toMatch(/▾ \.plans\/12\/specs\/requirements\.md +new {2}\+8/);
    expect(text).toMatch(/google-logo\.png +new {2}binary\n {3}binary file: its content is not shown/);
    expect(text).toMatch(/rotate-keys\.sh\n {3}may be run as a program now/);
    expect(text).toMatch(
      /session\.ts +not committed {2}renamed {2}\+7 {2}−3\n {3}renamed from source\/auth\/session\.ts/,
    );
    expect(text).toContain("╌╌ line 122  export class Sessions {");
    expect(text).toContain(" 118 122   export function check");
    expect(text).toContain(" 119     -   if (!cookie) return null;");
    expect(text).toContain("     123 +   if (cookie === null");
    expect(text).toMatch(/legacy-providers\.ts +deleted {2}−1/);
  });

  it("has one number where it is narrower, and none at 40 columns", async () => {
    const narrow = await shown(sampleDiff(), 60, 60);
    await narrow.terminal.waitFor(/^ 122 {3}export function check/m);
    const narrowest = await shown(sampleDiff(), 40, 90);
    await narrowest.terminal.waitFor(/^ {3}export function check/m);
  });

  it("leaps from file to file and from change to change, also when the keys come at once", async () => {
    const { terminal } = await shown(
      branchDiffOf([numbered("a.txt", 80), numbered("b.txt", 80), sampleDiff().files[3] ?? fileDiff("x")]),
    );
    terminal.type("]");
    await terminal.waitFor("file 2 of 3");
    await terminal.waitFor("b.txt row 0.");
    expect(terminal.text).not.toContain("a.txt row");
    terminal.type("]]");
    await terminal.waitFor("This is the last file");
    await terminal.waitFor("file 3 of 3");
    terminal.type("[[");
    await terminal.waitFor("file 1 of 3");
    terminal.type("}}}}");
    await terminal.waitFor("line 122");
    await terminal.waitFor("file 3 of 3");
    // The name of the file stays in sight.
    await terminal.waitFor(/▾ source\/authentication\/session\.ts[^\n]*\n[^\n]*line 122/);
    terminal.type("}");
    await terminal.waitFor("There are no changes after these");
    terminal.type("{{");
    await terminal.waitFor("file 2 of 3");
    terminal.type("g[");
    await terminal.waitFor("This is the first file");
  });

  it("folds a file and all files, and stays at the file", async () => {
    const { terminal } = await shown(branchDiffOf([numbered("a.txt", 80), numbered("b.txt", 80)]));
    terminal.type("]jjjf");
    await terminal.waitFor((screen) => screen.includes("▸ b.txt") && !screen.includes("row"));
    terminal.type("f");
    await terminal.waitFor("▾ b.txt");
    terminal.type("F");
    await terminal.waitFor((screen) => screen.includes("▸ b.txt") && !screen.includes("row"));
    terminal.type("g");
    await terminal.waitFor(/▸ a\.txt[^\n]*\n\n ▸ b\.txt/);
    terminal.type("F");
    await terminal.waitFor("a.txt row 0.");
  });

  it("scrolls to the end and back, and no farther", async () => {
    const { terminal } = await shown(branchDiffOf([numbered("a.txt", 200)]));
    terminal.type("G");
    await terminal.waitFor("a.txt row 199.");
    terminal.type("jjj");
    await terminal.settle();
    await terminal.waitFor("a.txt row 199.");
    await terminal.waitFor("▾ a.txt");
    terminal.type("kk");
    await terminal.waitFor((screen) => !screen.includes("row 198."));
    terminal.type("g");
    await terminal.waitFor("a.txt row 0.");
  });

  it("makes only the rows that are seen: 300,000 lines scroll as quickly as 300", async () => {
    const timeOf = async (count: number) => {
      const { terminal } = await shown(branchDiffOf([numbered("a.txt", count), numbered("b.txt", count)]));
      const start = computedMs();
      for (const [keys, expected] of [
        ["G", `b.txt row ${count - 1}.`],
        ["[[", "a.txt row 0."],
        ["]", "b.txt row 0."],
        ["G", `b.txt row ${count - 1}.`],
        ["g", "a.txt row 0."],
      ] as const) {
        terminal.type(keys);
        await terminal.waitFor(expected);
      }
      return computedMs() - start;
    };
    await timeOf(300);
    const short = await timeOf(300);
    expect(await timeOf(300_000)).toBeLessThan(4 * short + 400);
  });

  it("stays at the same place when a file before it grows", async () => {
    const { session, terminal } = await shown(branchDiffOf([numbered("a.txt", 5), numbered("b.txt", 90)]));
    terminal.type("]jjjj");
    await terminal.waitFor((screen) => !screen.includes("b.txt row 2."));
    session.diffs.setState({
      w1: { diff: branchDiffOf([numbered("a.txt", 50), numbered("b.txt", 90)]), problem: null },
    });
    await terminal.waitFor("+140");
    expect(terminal.text).not.toContain("b.txt row 2.");
    await terminal.waitFor("b.txt row 4.");
  });

  it("says what it cannot show: nothing yet, nothing at all, a failure, a cut, a worktree that is gone", async () => {
    const session = withWorkflows(running());
    const { terminal } = driveDashboard(session, 120, 40);
    terminal.type(`${DIFF}\r`);
    await terminal.waitFor("reading the changes …");
    terminal.type("]");
    await terminal.waitFor("next file: the changes have not been read yet");
    session.diffs.setState({ w2: { diff: null, problem: "git took too long" } });
    await terminal.waitFor("✕ The changes cannot be shown: git took too long");
    session.diffs.setState({ w2: { diff: branchDiffOf([]), problem: null } });
    await terminal.waitFor("Nothing differs from main yet.");
    session.diffs.setState({ w2: { diff: sampleDiff(), problem: "no disk" } });
    await terminal.waitFor("✕ There may be newer changes: no disk");
    const cut = { ...numbered("huge.txt", 3), added: 12_003 };
    session.diffs.setState({
      w2: { diff: branchDiffOf([cut], { isCut: true, committedOnly: true }), problem: null },
    });
    await terminal.waitFor("… 12,000 more changed lines");
    await terminal.waitFor("the worktree is gone");
    const fresh = withWorkflows(new ScriptedWorkflow(4, "New", Date.now(), 5));
    const { terminal: other } = driveDashboard(fresh, 120, 40);
    other.type(DIFF);
    await other.waitFor("There is no branch yet: phase 1 makes it.");
    other.type("]");
    await other.waitFor("next file: there is no branch yet");
  });

  it("is read when it is opened and when the workflow moves, and not when it is not shown", async () => {
    const session = withWorkflows(running());
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Dark mode");
    expect(session.diffLoads).toEqual([]);
    terminal.type(DIFF);
    await terminal.waitFor("reading the changes …");
    await terminal.waitFor(() => session.diffLoads.length > 0);
    // Beside that it is read every few seconds while an agent works.
    const loads = session.diffLoads.length;
    session.raise("w2", { type: "label_synced", label: "status:phase-2" });
    await terminal.waitFor(() => session.diffLoads.length > loads);
    terminal.type("1");
    await terminal.waitFor("run 1");
    await terminal.untilStill();
    const before = session.diffLoads.length;
    session.raise("w2", { type: "label_synced", label: "status:phase-2" });
    await terminal.untilStill();
    expect(session.diffLoads).toHaveLength(before);
    expect(new Set(session.diffLoads)).toEqual(new Set(["w2"]));
  });

  it.each([
    [40, 12],
    [80, 24],
    [120, 40],
    [400, 120],
  ])("stays in its box at %dx%d, whatever is in it", async (columns, rows) => {
    const hostile = "日本語👩‍👩‍👧🇨🇭e\u0301עברית\tไทย\u202everylongwordwithoutspaces".repeat(9);
    const hunk = { oldStart: 999_999, newStart: 1_000_000, heading: hostile };
    const lines = [` ${hostile}`, `+${hostile}`, `-${hostile}`, "+", "\\ No newline at end of file"];
    const session = withWorkflows(atGate());
    const files = [hostile, `x/${hostile}.ts`, "c.md"].map((name) =>
      fileDiff(name, { renamedFrom: hostile, change: "renamed", hunks: [{ ...hunk, lines }] }),
    );
    session.diffs.setState({
      w1: { diff: branchDiffOf(files, { uncommitted: [hostile] }), problem: hostile },
    });
    const { terminal } = driveDashboard(session, columns, rows);
    await terminal.waitFor("Add search");
    for (const keys of [DIFF, "\r", "}", "]", "G", "f", "g"]) {
      terminal.type(keys);
      await terminal.waitFor((screen) => (screen.split("\n")[rows - 1] ?? "").includes("? help"));
      expect(terminal.lines[0]).toContain("orc-tui");
      for (const row of terminal.cells) expect(row).toHaveLength(columns);
      if (columns >= 72 && keys === DIFF) {
        const divider = terminal.cells.slice(2, -3).map((row) => row.findIndex(({ text }) => text === "│"));
        expect(new Set(divider).size).toBe(1);
      }
    }
  });

  it("lets nothing through that a terminal would obey", async () => {
    const nasty = "\u001b[2J\u001b]52;c;SGFjaw==\u0007\u009b31m\u202e";
    const { terminal } = await shown(
      branchDiffOf([
        fileDiff(`${nasty}\nname.ts`, {
          renamedFrom: nasty,
          change: "renamed",
          hunks: [
            { oldStart: 1, newStart: 1, heading: nasty, lines: [`+${nasty}\u2028seen\r`, "-\tgone\u0000"] },
          ],
        }),
      ]),
    );
    await terminal.waitFor("+  seen");
    await terminal.waitFor("-     gone");
    for (const sequence of ["\u001b[2J", "\u001b]52", "\u009b", "\u202e"])
      expect(terminal.written).not.toContain(sequence);
  });
});
