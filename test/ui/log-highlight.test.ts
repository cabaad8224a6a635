import { afterEach, expect, it, vi } from "vitest";
import { palettes } from "../../source/ui/theme/palettes.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { ScriptedWorkflow } from "../support/scripted-workflow.ts";
import type { VirtualTerminal } from "../support/virtual-terminal.ts";

// Before anything that draws is loaded: colours are for terminals only, and here is none.
vi.hoisted(() => {
  process.env.FORCE_COLOR = "3";
});

afterEach(quitDashboards);

/** What stands out on the screen, in which colour. */
function standingOut(terminal: VirtualTerminal): string[] {
  return terminal.cells.flatMap((row) => {
    const cells = row.filter(({ inverse }) => inverse);
    const colors = [...new Set(cells.map(({ color }) => color))];
    return cells.length === 0 ? [] : [`${cells.map(({ text }) => text).join("")} ${colors.join()}`];
  });
}

it("makes every match on the screen stand out, the one that one has come to in another colour", async () => {
  const { accent, gate } = palettes.dark;
  const session = fakeSession();
  session.show([new ScriptedWorkflow(3, "Dark mode", Date.now(), 30).prepared().runStarted().workflow]);
  const log = session.logOf("w3", 1);
  for (const text of ["a pear", "some words, 梨 Pear and pear", "no fruit"]) log.add({ kind: "text", text });
  const { terminal } = driveDashboard(session);
  await terminal.waitFor("no fruit");
  expect(standingOut(terminal)).toEqual([]);
  terminal.type("1/pear\r");
  await terminal.waitFor("“pear” 1 of 2");
  expect(standingOut(terminal)).toEqual([`pear ${gate}`, `Pearpear ${accent}`]);
  terminal.type("n");
  await terminal.waitFor("“pear” 2 of 2");
  expect(standingOut(terminal)).toEqual([`pear ${accent}`, `Pearpear ${gate}`]);
  terminal.type("\u001b");
  await terminal.waitFor((screen) => !screen.includes("“pear”"));
  expect(standingOut(terminal)).toEqual([]);
});
