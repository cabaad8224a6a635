import { afterEach, describe, expect, it } from "vitest";
import type { Workflow } from "../../source/workflow/state.ts";
import { computedMs } from "../support/computing-time.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { type FakeSession, fakeSession } from "../support/fake-session.ts";
import { atGate, PLAN, running, ScriptedWorkflow } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const ESCAPE = "\u001b";
const DAY = 86_400;

/** A workflow that was approved so many seconds ago. */
function ended(issue: number, title: string, secondsAgo: number): Workflow {
  return new ScriptedWorkflow(issue, title, Date.now(), secondsAgo + 100)
    .prepared()
    .runStarted()
    .runEnded(10)
    .gated(PLAN, ["specs/a.md"])
    .raise(5, { type: "approval_received", planRevision: PLAN, commentId: null }, "github:you").workflow;
}

function sessionOf(...workflows: readonly Workflow[]): FakeSession {
  const session = fakeSession();
  session.show(workflows);
  return session;
}

function manyEnded(count: number, secondsAgo = 2 * DAY): Workflow[] {
  return Array.from({ length: count }, (_, index) =>
    ended(100 + index, `Old one ${index}`, secondsAgo + index * 60),
  );
}

describe("the filter of the list", () => {
  const session = () =>
    sessionOf(atGate(12, "Add login").workflow, running(14, "Dark mode").workflow, ...manyEnded(9));

  it("says what can be typed, filters as one types, also the archive, and counts", async () => {
    const { terminal } = driveDashboard(session(), 120, 40);
    await terminal.waitFor("Archive");
    terminal.type("/");
    await terminal.waitFor("text, state:gate, agent:duc, label:x, needs:me");
    expect(terminal.lines.at(-1)).toMatch(/enter keep {3}esc clear$/);
    terminal.type("old");
    await terminal.waitFor("9 of 11");
    expect(terminal.text).not.toContain("Archive");
    terminal.type(" one 3");
    await terminal.waitFor("1 of 11");
    await terminal.waitFor(/▌✓ Old one 3/);
    terminal.type("\r");
    await terminal.waitFor("/ old one 3");
    await terminal.waitFor("issue #103");
    terminal.type(ESCAPE);
    await terminal.waitFor(/WORKFLOWS +11 /);
  });

  it("names the states while one is typed", async () => {
    const { terminal } = driveDashboard(session(), 120, 40);
    await terminal.waitFor("Archive");
    terminal.type("/state:");
    await terminal.waitFor("gate failed asks running");
    terminal.type("do");
    await terminal.waitFor(/state:do +done/);
    await terminal.waitFor("9 of 11");
  });

  it("takes a whole filter and the keys behind it in one go", async () => {
    const { terminal } = driveDashboard(session(), 120, 40);
    await terminal.waitFor("Archive");
    terminal.type("/state:running\r\r");
    await terminal.waitFor("1 of 11");
    await terminal.waitFor("enter zoom");
    await terminal.waitFor("issue #14");
  });

  it("says so where nothing fits, and what helps", async () => {
    const { terminal } = driveDashboard(session(), 120, 40);
    await terminal.waitFor("Archive");
    terminal.type("/zebra\r");
    await terminal.waitFor("No workflow fits zebra");
    await terminal.waitFor("0 of 11");
    terminal.type("A");
    await terminal.waitFor("approve: the filter leaves no workflow");
    terminal.type(`${ESCAPE}`);
    await terminal.waitFor("Add login");
  });

  it("moves in the list while one types", async () => {
    const { terminal } = driveDashboard(session(), 120, 40);
    await terminal.waitFor("Archive");
    terminal.type("/");
    terminal.type(`${ESCAPE}[B`);
    await terminal.waitFor(/▌● Dark mode/);
  });
});

describe("the archive", () => {
  it("holds what ended more than a day ago, but for the newest", async () => {
    const recent = Array.from({ length: 2 }, (_, index) => ended(50 + index, `Recent ${index}`, 600 + index));
    const { terminal } = driveDashboard(sessionOf(atGate().workflow, ...recent, ...manyEnded(6)), 120, 40);
    await terminal.waitFor("5 ended");
    await terminal.waitFor("Recent 1");
    await terminal.waitFor("Old one 0");
    expect(terminal.text).not.toContain("Old one 1");
  });

  it("holds more than the latest few, however new", async () => {
    const { terminal } = driveDashboard(sessionOf(...manyEnded(20, 60)), 120, 40);
    await terminal.waitFor("12 ended");
    await terminal.waitFor("Old one 7");
    expect(terminal.text).not.toContain("Old one 8");
  });

  it("is opened and folded by enter, and its rows are workflows like any other", async () => {
    const { terminal } = driveDashboard(sessionOf(atGate().workflow, ...manyEnded(9)), 120, 40);
    await terminal.waitFor("6 ended");
    terminal.type("G");
    await terminal.waitFor(/▌▸ Archive/);
    await terminal.waitFor("6 workflows ended a while ago.");
    terminal.type("A");
    await terminal.waitFor("approve: the archive is chosen; enter opens it");
    terminal.type("\r");
    await terminal.waitFor("Old one 8");
    terminal.type("j");
    await terminal.waitFor(/▌✓ Old one 3/);
    await terminal.waitFor("issue #103");
    terminal.type("k\r");
    await terminal.waitFor((screen) => !screen.includes("Old one 8"));
  });

  it("is not there for a single row", async () => {
    const { terminal } = driveDashboard(sessionOf(...manyEnded(4)), 120, 40);
    await terminal.waitFor("Old one 3");
    expect(terminal.text).not.toContain("Archive");
  });
});

describe("marks and the clean-up", () => {
  it("marks ended workflows without colour, counts them, and takes the marks away", async () => {
    const { terminal } = driveDashboard(sessionOf(atGate().workflow, ...manyEnded(3)), 120, 40);
    await terminal.waitFor("Old one 2");
    terminal.type(" ");
    await terminal.waitFor("mark: the workflow has not ended; cancel it first");
    terminal.type("j ");
    await terminal.waitFor("1 marked");
    await terminal.waitFor(/\[x\] ✓ Old one 0/);
    await terminal.waitFor(/\[ \] ✓ Old one 1/);
    terminal.type(" ");
    await terminal.waitFor("2 marked");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("marked"));
    expect(terminal.text).not.toContain("[ ]");
    await terminal.waitFor("✓ 2 marks taken away · u undoes it");
    terminal.type("u");
    await terminal.waitFor(/\[x\] ✓ Old one 0/);
    await terminal.waitFor(/\[x\] ✓ Old one 1/);
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("[x]"));
    terminal.type("*");
    await terminal.waitFor("3 marked");
  });

  it("lists what goes, asks, and tells how each went", async () => {
    const session = sessionOf(atGate().workflow, ...manyEnded(3));
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("Old one 2");
    terminal.type("*D");
    await terminal.waitFor("Clean up 3 workflows");
    await terminal.waitFor("~/code/webshop-100-old-one-0");
    expect(session.calls).toEqual([]);
    session.failure = new Error("nothing was removed: 2 uncommitted files in ~/code/webshop-100-old-one-0");
    terminal.type("y");
    await terminal.waitFor("This is done:");
    expect(session.calls).toEqual(["clean w100", "clean w101", "clean w102"]);
    await terminal.waitFor("✕ nothing was removed: 2 uncommitted files");
    expect(terminal.text.match(/✓ removed ~\/code/g)).toHaveLength(2);
    terminal.type("y");
    await terminal.waitFor("clean up: it has been done");
    terminal.type(ESCAPE);
    await terminal.waitFor("1 marked");
    await terminal.waitFor(/\[x\] ✓ Old one 0/);
  });

  it("is about the chosen one where none is marked, and can be left", async () => {
    const session = sessionOf(...manyEnded(2));
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("Old one 1");
    terminal.type("D");
    await terminal.waitFor("Clean up 1 workflow");
    terminal.type("n");
    await terminal.waitFor((screen) => !screen.includes("Clean up 1"));
    expect(session.calls).toEqual([]);
  });

  it("scrolls where it does not fit", async () => {
    const { terminal } = driveDashboard(sessionOf(...manyEnded(8)), 40, 12);
    await terminal.waitFor("WORKFLOWS");
    terminal.type("*D");
    await terminal.waitFor("Clean up 8 workflows");
    expect(terminal.text).not.toContain("Old one 7");
    for (let row = 0; row < 20; row++) terminal.type("j");
    await terminal.waitFor("Old one 7");
  });
});

describe("five hundred workflows", () => {
  const states = (issue: number) => {
    if (issue % 5 === 0) return atGate(issue, `Gate ${issue}`).workflow;
    return issue % 3 === 0 ? ended(issue, `Done ${issue}`, 60) : running(issue, `Feature ${issue}`).workflow;
  };

  it("are drawn as far as they are in sight, and a key is answered at once", async () => {
    const session = sessionOf(...Array.from({ length: 500 }, (_, index) => states(index + 1)));
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("WORKFLOWS");
    const waits: number[] = [];
    const marked = () => terminal.lines.find((line) => line.startsWith("▌"));
    for (let step = 0; step < 40; step++) {
      const chosen = marked();
      const begun = computedMs();
      terminal.type("j");
      await terminal.waitFor(() => marked() !== chosen);
      waits.push(computedMs() - begun);
    }
    waits.sort((a, b) => a - b);
    await terminal.waitFor("41/");
    // The figure is bench's; here it only must not have become another order of magnitude.
    expect(waits[20]).toBeLessThan(200);
  });
});
