import { expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
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

/** The lines between the panes go all the way, over the whole terminal. */
function hasWholeLines(terminal: PseudoTerminal): boolean {
  const [columns, rows] = [terminal.columns, terminal.rows()];
  const rules = rows.flatMap((row, index) => (/^─+[┬┴]?─*$/.test(row) ? [index] : []));
  if (rules.some((rule) => rows[rule]?.length !== columns)) return false;
  const [top, bottom] = rules;
  const joint = rows[top ?? 0]?.indexOf("┬") ?? -1;
  if (top === undefined || bottom === undefined || joint < 0) return true;
  return rows.slice(top + 1, bottom).every((_, row) => terminal.cell(top + 1 + row, joint)?.text === "│");
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
    await eventually("they are alike", () => drawing(terminal) === drawing(fresh)).catch(() => {});
    expect(drawing(terminal)).toBe(drawing(fresh));
    expect(terminal.rows()).toHaveLength(rows);
    expect(hasWholeLines(terminal)).toBe(true);
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
  await terminal.waitFor(
    (screen) =>
      screen.includes(AT_GATE) &&
      hasWholeLines(terminal) &&
      terminal.rows().at(-1)?.includes("quit") === true,
  );
});
