import { expect, test } from "vitest";
import type { PseudoTerminal } from "../support/pty.ts";
import { AT_GATE, setScene } from "./scene.ts";

const SIZES = [
  [80, 24],
  [200, 60],
  [40, 12],
  [120, 40],
] as const;

/** The screen but for what differs from one dashboard to the next: times, and which of them is the engine. */
function drawing(terminal: PseudoTerminal): string {
  return terminal
    .rows()
    .map((row) => row.replaceAll(/\d+ (?:s|min)\b/g, "").replaceAll(/ {2,}/g, " "))
    .filter((row) => !/^ [✓○] local/.test(row))
    .join("\n");
}

/** The lines between the panes go all the way. */
function expectWholeLines(terminal: PseudoTerminal): void {
  const [columns, rows] = [terminal.columns, terminal.rows()];
  const rules = rows.flatMap((row, index) => (/^─+[┬┴]?─*$/.test(row) ? [index] : []));
  for (const rule of rules) expect(rows[rule]).toHaveLength(columns);
  const [top, bottom] = rules;
  const joint = rows[top ?? 0]?.indexOf("┬") ?? -1;
  if (top === undefined || bottom === undefined || joint < 0) return;
  for (let row = top + 1; row < bottom; row += 1) expect(terminal.cell(row, joint)?.text).toBe("│");
}

test("after every change of size the screen is as if it had been opened in that size", async () => {
  const scene = await setScene();
  await scene.shell.run(["new", "Résumé 简历 🚀 in every size", "--wait", "gate"]);
  const terminal = scene.open();
  await terminal.waitFor(AT_GATE);
  for (const [columns, rows] of SIZES) {
    const fresh = scene.open({ columns, rows });
    await fresh.waitFor("▌◆");
    await fresh.waitFor("quit");
    terminal.resize(columns, rows);
    await terminal.waitFor(() => drawing(terminal) === drawing(fresh)).catch(() => {});
    expect(drawing(terminal)).toBe(drawing(fresh));
    expect(terminal.rows()).toHaveLength(rows);
    expectWholeLines(terminal);
    await fresh.close();
  }
});

test("a storm of sizes while the agent writes ends in a whole screen", async () => {
  const scene = await setScene({ behaviour: "flood:500:1500" });
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  await scene.shell.run(["new", "A talkative feature"]);
  await terminal.waitFor(/line \d+ at/);
  for (let round = 0; round < 5; round += 1)
    for (const [columns, rows] of SIZES) {
      const before = terminal.bytesWritten;
      terminal.resize(columns, rows);
      await terminal.waitFor(() => terminal.bytesWritten > before);
    }
  await terminal.waitFor(AT_GATE);
  expectWholeLines(terminal);
  expect(terminal.rows().at(-1)).toContain("quit");
});
