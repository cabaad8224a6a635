import { expect, test } from "vitest";
import { palettes } from "../../source/ui/theme/palettes.ts";
import type { PseudoTerminal } from "../support/pty.ts";
import { UNTOUCHED } from "../support/terminal-modes.ts";
import { KEY, setScene } from "./scene.ts";

const FIRST_RUN = "No workflows here yet";

test.each([
  ["rgb:ffff/ffff/ffff", palettes.light.accent],
  ["rgb:0000/0000/0000", palettes.dark.accent],
  [undefined, palettes.auto.accent],
])("the theme goes by what the terminal answers: %s", async (background, accent) => {
  const scene = await setScene();
  const terminal = scene.open({ background });
  await terminal.waitFor(FIRST_RUN);
  await terminal.waitFor(() => shows(terminal, accent));
  terminal.press("n");
  const form = await terminal.waitFor("New workflow");
  expect(form).not.toMatch(/rgb|11;|ffff/);
  terminal.press(KEY.escape);
  await terminal.waitFor((screen) => !screen.includes("New workflow"));
  terminal.press("q");
  expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
  expect({ ...terminal.modes }).toEqual(UNTOUCHED);
});

function shows(terminal: PseudoTerminal, color: string | undefined): boolean {
  const wanted = Number.parseInt(String(color).slice(1), 16);
  return terminal
    .rows()
    .some((_, row) =>
      Array.from({ length: terminal.columns }, (_unused, column) => terminal.cell(row, column)).some(
        (cell) => cell?.foreground === wanted,
      ),
    );
}
