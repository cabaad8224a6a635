import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { atGate, running, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const QUESTION = "❓ Which columns may be empty?\n\nThe sample has rows without an address.\n<!-- hidden -->";

describe("an agent that wants something of a person", () => {
  it("is told in the list, in the detail, in the header and in the title", async () => {
    const session = withWorkflows(atGate(), running().asks(5, "question", QUESTION));
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("? 1 to answer");
    await terminal.waitFor(() => terminal.title === "(2) orc-tui webshop");
    await terminal.waitFor(/ \? Dark mode/);
    await terminal.waitFor(/@duc asks: Which/);
    terminal.type("j");
    await terminal.waitFor("? @duc asks: Which columns may be empty? The sample has rows");
    await terminal.waitFor("c answer");
    await terminal.waitFor("x stop the agent");
    expect(terminal.text).not.toContain("hidden");
    terminal.type("c");
    await terminal.waitFor("It will be posted on issue #2.");
  });

  it("is answered under Talk where the key is for lines of the documents", async () => {
    const session = withWorkflows(running().asks(5, "question", QUESTION));
    session.write("w2", { "specs/a.md": "# A" });
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor(/ c answer +in full under Talk/);
    terminal.type("2");
    await terminal.waitFor(" 4 shows it in full, and c answers there");
    expect(terminal.text).not.toContain("c answer ");
    terminal.type("4");
    await terminal.waitFor(/ c answer +in full under Talk/);
    terminal.type("2c");
    await terminal.waitFor("comment line: the specification is not up for review yet");
  });

  it("has another sign when it is blocked, and both what it says and what failed", async () => {
    const blocked = running()
      .asks(5, "blocked", "🚫 No access to the sample")
      .runFailed(5, "no documents", "Answer, then retry.");
    const { terminal } = driveDashboard(withWorkflows(blocked), 120, 40);
    await terminal.waitFor("! @duc is blocked: No access to the sample");
    await terminal.waitFor(/▌! Dark mode/);
    await terminal.waitFor("Answer, then retry.");
    await terminal.waitFor("R retry");
    expect(terminal.text).not.toContain("1 failed");
  });

  it.each([
    [40, 12],
    [80, 24],
  ])("is seen at %dx%d", async (columns, rows) => {
    const { terminal } = driveDashboard(
      withWorkflows(running().asks(5, "question", QUESTION)),
      columns,
      rows,
    );
    await terminal.waitFor("? Dark mode");
    terminal.type("\t");
    await terminal.waitFor("? @duc asks: Which columns");
  });

  it("is over with the next run", async () => {
    const session = withWorkflows(
      running().asks(5, "question", QUESTION).runFailed(5, "no documents", "Retry."),
    );
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("? 1 to answer");
    session.raise("w2", { type: "retry_requested" });
    session.raise("w2", { type: "run_started", run: 2, agent: "duc", provider: "claude", role: "@duc" });
    await terminal.waitFor((screen) => !screen.includes("to answer") && screen.includes("● Dark mode"));
  });
});
