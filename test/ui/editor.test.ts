import { afterEach, describe, expect, it } from "vitest";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";

afterEach(quitDashboards);

const SEND = "\u0013";

async function opened(columns = 100, rows = 30) {
  const session = fakeSession();
  const { terminal } = driveDashboard(session, columns, rows);
  await terminal.waitFor("No workflows");
  terminal.type("n");
  await terminal.waitFor("New workflow");
  return { session, terminal };
}

const created = (calls: readonly string[]): string =>
  JSON.parse(calls[0]?.replace(/^create (.*) by .*$/s, "$1") ?? '""');

describe("the text of a form", () => {
  it("takes fast typing whole, with line keys and word keys among it", async () => {
    const { session, terminal } = await opened();
    terminal.type("one two three\u0001zero \u0005 four\u001bb\u001bbX\u000b!\u001f\u001f");
    await terminal.waitFor("zero one two X");
    terminal.type(SEND);
    await terminal.waitFor("Created:");
    expect(created(session.calls)).toBe("zero one two Xthree four");
  });

  it("takes a paste of nearly a million characters whole", async () => {
    const { session, terminal } = await opened();
    const text = `Title\n${"a line of the text 行\n".repeat(42_000)}end`;
    terminal.paste(text);
    await terminal.waitFor("end");
    terminal.type(`!${SEND}`);
    await terminal.waitFor("Created: Title");
    expect(created(session.calls)).toBe(`${text}!`);
  });

  it("refuses a longer one, with the reason", async () => {
    const { terminal } = await opened();
    terminal.type("mine ");
    terminal.paste("x".repeat(1_000_001));
    await terminal.waitFor("Nothing was pasted: that has 1,000,001 characters, and a text holds 1,000,000");
    await terminal.waitFor("mine");
  });

  it("moves by the rows that are seen, with the cursor where the next character goes", async () => {
    const { terminal } = await opened(40, 12);
    terminal.type("日本語 ".repeat(8));
    await terminal.waitFor("日本語");
    terminal.type("\u001b[A\u001b[HX");
    await terminal.waitFor("X日本語");
    await terminal.settle();
    const row = terminal.lines.findIndex((line) => line.includes("X日本語"));
    expect(terminal.cursor.y).toBe(row);
  });

  it("says where the editor cannot be used", async () => {
    const { session, terminal } = await opened();
    terminal.type("\t\u0007");
    await terminal.waitFor("editor: this is no text");
    terminal.type("\t\u0007");
    await terminal.waitFor("this session has no programs");
    expect(session.calls).toEqual(['write ""']);
  });
});
