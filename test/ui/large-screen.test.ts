import { afterEach, describe, expect, it } from "vitest";
import { displayWidth } from "../../source/ui/text/width.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import type { FakeSession } from "../support/fake-session.ts";
import { branchDiffOf, fileDiff } from "../support/sample-diff.ts";
import { busySession } from "../support/scenes.ts";
import { comment, PLAN, running, ScriptedWorkflow } from "../support/scripted-workflow.ts";
import type { VirtualTerminal } from "../support/virtual-terminal.ts";

afterEach(quitDashboards);

const PROSE = "Whoever signs in with an address that is known already is asked once. ".repeat(20).trim();
const SECOND = "5be07d1f4c29a86e3d70b2c4f9e8a1560d3c7b92";
const CODE = `const all = [${Array.from({ length: 40 }, (_, index) => index).join(", ")}];`;

/** One workflow that has a lot to say everywhere, and one that failed at length. */
function talkative(): FakeSession {
  const session = busySession(Date.now());
  const gate = new ScriptedWorkflow(12, `Add OAuth2 login: ${PROSE}`, Date.now(), 600)
    .prepared()
    .runStarted()
    .runEnded(60)
    .gated(PLAN, ["specs/a.md"])
    .raise(5, { type: "changes_requested", reason: PROSE, maxRevisions: 5, commentId: null }, "keyboard:dana")
    .runStarted()
    .runEnded(60)
    .raise(1, { type: "plan_recorded", planRevision: SECOND, documents: ["specs/a.md"] })
    .raise(1, { type: "comment_posted", key: `ready:2:${SECOND}`, commentId: "c2" })
    .raise(0, { type: "phase_2_complete" });
  const failed = running(9, "Export invoices").runFailed(5, PROSE, "Look at it.");
  session.show([gate.workflow, failed.workflow]);
  session.logOf("w12", 2).add({ kind: "text", text: PROSE }, { kind: "result", text: PROSE });
  session.write("w12", { "specs/a.md": `# Sign-in\n\n${PROSE}\n\n- ${PROSE}\n` });
  session.say("w12", comment("c9", "lee", PROSE, Date.now()));
  const hunk = { oldStart: 1, oldLines: 0, newStart: 1, newLines: 1, heading: "", lines: [`+${CODE}`] };
  session.diffs.setState({
    w12: { diff: branchDiffOf([fileDiff("a.ts", { hunks: [hunk] })]), problem: null },
  });
  return session;
}

/** The widest row to the right of the list that has some of the prose, in columns. */
function widest({ lines }: VirtualTerminal): number {
  const rows = lines.map((line) => line.replace(/^.*│ /, "")).filter((row) => row.includes(" asked "));
  return Math.max(...rows.filter((row) => !row.startsWith("Add OAuth2")).map(displayWidth));
}

describe("a very large terminal", () => {
  it.each([
    [300, 80],
    [400, 120],
  ])("keeps lines of prose at a length that one likes to read at %dx%d", async (columns, rows) => {
    const { terminal } = driveDashboard(talkative(), columns, rows);
    await terminal.waitFor("WORKFLOWS");
    expect(terminal.lines).toHaveLength(rows);
    for (const [key, expected, most] of [
      ["1", "run 2 ·", 140],
      ["2", "Sign-in", 100],
      ["4", "lee", 100],
      ["5", "PHASE 1 ▸ PHASE 2", 100],
    ] as const) {
      terminal.type(key);
      await terminal.waitFor(expected);
      expect(widest(terminal), key).toBeGreaterThan(most - 20);
      expect(widest(terminal), key).toBeLessThanOrEqual(most);
    }
    terminal.type("3");
    await terminal.waitFor(CODE);
    terminal.type("\u001b");
    await terminal.waitFor("enter open");
    terminal.type("j");
    await terminal.waitFor("Could not write the specification: Whoever");
    expect(widest(terminal)).toBeLessThanOrEqual(100);
  });
});
