import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PseudoTerminal } from "../support/pty.ts";
import { setScene } from "./scene.ts";

const CTRL_G = "\u0007";
const UNDO = "\u001f";

/** A person whose editor does as the script says, with a half-written text in the form. */
async function writing(script: string): Promise<{ terminal: PseudoTerminal; temporary: string }> {
  const scene = await setScene();
  const programs = join(scene.sandbox.root, "programs");
  mkdirSync(programs);
  const editor = join(programs, "editor");
  writeFileSync(editor, `#!/bin/sh\n${script}\n`);
  chmodSync(editor, 0o755);
  const terminal = scene.open({ env: { VISUAL: "", EDITOR: `${editor} --wait` } });
  await terminal.waitFor("No workflows here yet");
  terminal.press("nA first line");
  await terminal.waitFor("A first line");
  return { terminal, temporary: join(scene.sandbox.root, "temporary") };
}

/** What the form's file has left. */
const leftovers = (folder: string) => readdirSync(folder).filter((name) => name.startsWith("orc-tui-text-"));

test("the person's editor writes the text of a form, in a file that nobody else can read and that is gone then", async () => {
  const { terminal, temporary } = await writing(
    `stat -c 'mode %a of %n' "$2"; stat -c 'folder %a' "$(dirname "$2")"
printf 'Save? '; read -r answer
echo "and $answer" >> "$2"`,
  );
  terminal.press(CTRL_G);
  await terminal.waitFor("Save?");
  expect(terminal.modes).toMatchObject({ alternateScreen: false, cursorVisible: true });
  await terminal.waitFor("mode 600 of");
  await terminal.waitFor("folder 700");
  expect(leftovers(temporary)).toHaveLength(1);
  terminal.press("a second 行 👩‍👩‍👧\r");
  await terminal.waitFor("The text is back from the editor");
  await terminal.waitFor("and a second 行");
  await terminal.waitFor("A first line");
  expect(leftovers(temporary)).toEqual([]);
  terminal.press("!");
  await terminal.waitFor(/and a second .*!/);
  terminal.press(UNDO + UNDO);
  await terminal.waitFor((screen) => screen.includes("A first line") && !screen.includes("and a second"));
});

test("an editor that fails leaves the text as it was", async () => {
  const { terminal, temporary } = await writing('echo lost > "$2"; exit 3');
  terminal.press(CTRL_G);
  await terminal.waitFor("ended with exit code 3");
  terminal.press("\r");
  await terminal.waitFor("The text is as it was");
  await terminal.waitFor("A first line");
  expect(terminal.screen()).not.toContain("lost");
  expect(leftovers(temporary)).toEqual([]);
});
