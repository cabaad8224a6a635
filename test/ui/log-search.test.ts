import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { type FakeLog, fakeSession } from "../support/fake-session.ts";
import { ScriptedWorkflow } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const ESCAPE = "\u001b";
const CTRL_P = "\u0010";

/** The log has the focus; its lines are numbered, and every hundredth is about apples. */
async function opened({ columns = 100, rows = 30, lines = 1_000 } = {}) {
  const session = fakeSession();
  session.show([new ScriptedWorkflow(3, "Dark mode", Date.now(), 30).prepared().runStarted().workflow]);
  const log: FakeLog = session.logOf("w3", 1);
  for (let line = 0; line < lines; line++)
    log.add({ kind: "text", text: `line ${line}${line % 100 === 50 ? " with apples" : ""}` });
  const { terminal } = driveDashboard(session, columns, rows);
  await terminal.waitFor("q quit");
  terminal.type("1");
  await terminal.waitFor(`line ${lines - 1}`);
  return { session, log, terminal };
}

describe("searching the log", () => {
  it("goes to a match as one types, through the whole run, and counts", async () => {
    const { terminal } = await opened();
    terminal.type("/");
    await terminal.waitFor(/^ \/ .*enter keep {3}esc end$/m);
    terminal.type("Apples");
    await terminal.waitFor("“Apples” no match");
    terminal.type("\u0015apples");
    await terminal.waitFor(
      (screen) => /“apples” 10 of 10/.test(screen) && screen.includes("950 with apples"),
    );
    terminal.type("\u0015line 4");
    await terminal.waitFor(
      (screen) => screen.includes("“line 4” 111 of 111") && screen.includes(" line 499"),
    );
  });

  it("takes n and N to the matches below and above, and says where there are no more", async () => {
    const { terminal, session } = await opened();
    terminal.type("g");
    await terminal.waitFor(/ line 0$/m);
    terminal.type("/apples\r");
    await terminal.waitFor((screen) => screen.includes("1 of 10") && screen.includes("line 50 with apples"));
    await terminal.waitFor("n next match   N match before   esc end search");
    expect(terminal.text).not.toContain("n new");
    expect(terminal.text).not.toContain("esc back");
    terminal.type("n");
    await terminal.waitFor((screen) => screen.includes("2 of 10") && screen.includes("line 150 with"));
    terminal.type("N");
    await terminal.waitFor("line 50 with apples");
    terminal.type("N");
    await terminal.waitFor("No more matches above: n goes down");
    for (let match = 2; match <= 10; match++) {
      terminal.type("n");
      await terminal.waitFor(`${match} of 10`);
    }
    terminal.type("n");
    await terminal.waitFor("No more matches below: N goes up");
    expect(session.calls).toEqual([]);
    expect(terminal.text).not.toContain("New workflow");
  });

  it("goes on from where one has scrolled to", async () => {
    const { terminal } = await opened();
    terminal.type("/apples\r");
    await terminal.waitFor("10 of 10");
    terminal.type("g");
    await terminal.waitFor(/ line 0$/m);
    terminal.type("nn");
    await terminal.waitFor((screen) => screen.includes("2 of 10") && screen.includes("line 150 with"));
  });

  it("is ended by escape; then n is “new” again, and escape goes back to the list", async () => {
    const { terminal } = await opened();
    terminal.type("/apples\r");
    await terminal.waitFor("10 of 10");
    terminal.type(ESCAPE);
    await terminal.waitFor((screen) => !screen.includes("“apples”") && screen.includes("/ search"));
    terminal.type("n");
    await terminal.waitFor("New workflow");
  });

  it("that is given up while it is typed brings one back to where one was", async () => {
    const { terminal } = await opened();
    terminal.type("/line 5$\u0015line 50 with");
    await terminal.waitFor((screen) => screen.includes("1 of 1") && screen.includes("paused") === false);
    await terminal.waitFor("line 50 with apples");
    terminal.type(ESCAPE);
    await terminal.waitFor((screen) => screen.includes("line 999") && screen.includes("following"));
  });

  it("leaves the list's keys alone, also while a search goes on", async () => {
    const { terminal } = await opened();
    terminal.type("/apples\r");
    await terminal.waitFor("10 of 10");
    terminal.type("h");
    await terminal.waitFor("enter open");
    terminal.type("/");
    await terminal.waitFor("text, state:gate");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("text, state:gate"));
    await terminal.waitFor("10 of 10");
    terminal.type("n");
    await terminal.waitFor("New workflow");
  });

  it("goes on with what the agent says later", async () => {
    const { terminal, log } = await opened();
    terminal.type("/apples\r");
    await terminal.waitFor("10 of 10");
    log.add({ kind: "text", text: "the last of the apples" });
    await terminal.waitFor("10 of 11");
    terminal.type("n");
    await terminal.waitFor(
      (screen) => screen.includes("11 of 11") && screen.includes("the last of the apples"),
    );
  });

  it("moves through the matches of one long text, and through those that a fold hides", async () => {
    const { terminal, log } = await opened({ lines: 1 });
    const paragraph = Array.from({ length: 60 }, (_, row) => `row ${row}${row % 30 === 5 ? " needle" : ""}`);
    log.add({ kind: "text", text: paragraph.join("\n") });
    log.add({ kind: "result", text: `first\n${"hidden\n".repeat(40)}needle at last` });
    await terminal.waitFor("first … 42 lines");
    terminal.type("g/needle\r");
    await terminal.waitFor((screen) => screen.includes("1 of 2") && screen.includes("row 5 needle"));
    terminal.type("n");
    await terminal.waitFor("row 35 needle");
    terminal.type("n");
    await terminal.waitFor((screen) => screen.includes("2 of 2") && screen.includes("needle at last"));
    terminal.type(ESCAPE);
    await terminal.waitFor("first … 42 lines");
  });

  it("moves while one types too, and takes pasted words on one line", async () => {
    const { terminal } = await opened();
    terminal.type("/");
    await terminal.waitFor("enter keep");
    terminal.paste("with\napples");
    await terminal.waitFor((screen) => screen.includes("/ with apples") && screen.includes("10 of 10"));
    terminal.type(CTRL_P);
    await terminal.waitFor((screen) => screen.includes("9 of 10") && screen.includes("line 850 with apples"));
  });

  it("says when nothing in the whole run has that", async () => {
    const { terminal } = await opened();
    terminal.type("/pears\r");
    await terminal.waitFor("“pears” no match");
    terminal.type("n");
    await terminal.waitFor("Nothing in the whole run has that: / searches for something else");
  });

  it.each([
    [40, 12],
    [80, 24],
    [200, 50],
  ])("has its line, its cursor and its keys at %dx%d", async (columns, rows) => {
    const { terminal } = await opened({ columns, rows });
    terminal.type("/日本 apples");
    await terminal.waitFor(/^ \/ 日本 apples .*enter keep {3}esc end$/m);
    await terminal.settle();
    expect(terminal.cursor).toEqual({ x: 3 + 4 + 7, y: rows - 1 });
    terminal.type(`\u0015${"long ".repeat(60)}`);
    await terminal.waitFor(/^ \/ .*long .*enter keep {3}esc end$/m);
    for (const row of terminal.cells) expect(row).toHaveLength(columns);
    terminal.type("\u0015apples\r");
    await terminal.waitFor((screen) => screen.includes("10 of 10") && screen.includes("n next match"));
    expect(terminal.lines).toHaveLength(rows);
  });
});
