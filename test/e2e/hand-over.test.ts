import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diffPane } from "../../source/ui/panes/diff-pane.tsx";
import { keyOf } from "../../source/ui/panes/registry.ts";
import { PROGRAM } from "../support/command-line.ts";
import { eventually } from "../support/eventually.ts";
import type { PseudoTerminal } from "../support/pty.ts";
import { UNTOUCHED } from "../support/terminal-modes.ts";
import { AT_GATE, KEY, type Scene, setScene } from "./scene.ts";

const LENT = { alternateScreen: false, cursorVisible: true, bracketedPaste: false };

interface Prepared {
  readonly scene: Scene;
  /** A folder on the PATH. */
  readonly programs: string;
  readonly open: (env?: Readonly<Record<string, string>>) => Promise<PseudoTerminal>;
  readonly worktree: string;
}

/** A plan at its gate, and a folder for the person's own programs. */
async function prepared(): Promise<Prepared> {
  const scene = await setScene();
  await scene.shell.run(["new", "Add dark mode", "--wait", "gate"]);
  const programs = join(scene.sandbox.root, "programs");
  mkdirSync(programs);
  return {
    scene,
    programs,
    worktree: String((await scene.workflow(1)).worktreePath),
    async open(env = {}) {
      const PATH = `${programs}:${process.env.PATH}`;
      const terminal = scene.open({ env: { PATH, GITHUB_TOKEN: "ghp_mine", ...env } });
      await terminal.waitFor(AT_GATE);
      return terminal;
    },
  };
}

function program(folder: string, name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("the editor", () => {
  test("gets the specification, the arguments it is set with, the person's environment and all keys", async () => {
    const { programs, open, worktree } = await prepared();
    program(
      programs,
      "ed it",
      `echo "$1 in $PWD with $GITHUB_TOKEN, run: $ORC_RUN_ID."
for f in "$@"; do echo "- $f"; done
printf "\\033]2;editor\\007"
read -r line
echo "$line" >> "$2"`,
    );
    const terminal = await open({ VISUAL: `"${join(programs, "ed it")}" --wait`, EDITOR: "false" });
    const title = "(1) orc-tui project";
    await terminal.waitFor(() => terminal.modes.title === title);
    terminal.press("e");
    // The last thing that it does before it waits.
    await terminal.waitFor(() => terminal.modes.title === "editor");
    expect(terminal.screen().replaceAll("\n", "")).toContain(`--wait in ${worktree} with ghp_mine, run: .`);
    expect(terminal.modes).toMatchObject(LENT);
    const first = join(worktree, ".plans/1/specs");
    expect(terminal.screen().replaceAll("\n", "")).toContain(`- ${first}`);
    terminal.press("a line of mine\r");
    await terminal.waitFor("Back from");
    expect(terminal.modes).toMatchObject({ alternateScreen: true, cursorVisible: false, title });
    const texts = readdirSync(first).map((name) => readFileSync(join(first, name), "utf8"));
    expect(texts.some((text) => text.endsWith("a line of mine\n"))).toBe(true);
    terminal.press("?");
    await terminal.waitFor("Everywhere");
  });

  test("that is not set, or not there, is told with what to do; the dashboard stays", async () => {
    const { open } = await prepared();
    const terminal = await open({ VISUAL: "", EDITOR: "" });
    terminal.press("e");
    await terminal.waitFor("no editor is set");
    await terminal.waitFor("export EDITOR=nano");
    terminal.press("q");
    await terminal.ended;
    const other = await open({ VISUAL: "", EDITOR: "nowhere -w" });
    other.press("e");
    await other.waitFor("$EDITOR is nowhere -w, but there is no program nowhere");
  });

  test("that fails shows its words until enter; one that is interrupted does not end the dashboard", async () => {
    const { programs, open } = await prepared();
    program(programs, "sulk", 'echo "I do not want to"; exit 3');
    const terminal = await open({ EDITOR: "sulk", VISUAL: "" });
    terminal.press("e");
    await terminal.waitFor("sulk ended with exit code 3. Enter goes back");
    await terminal.waitFor("I do not want to");
    terminal.press("\r");
    await terminal.waitFor("Back from sulk");
    program(programs, "sulk", "echo I stay; exec sleep 60");
    terminal.press("e");
    await terminal.waitFor("I stay");
    terminal.press(KEY.interrupt);
    await terminal.waitFor("Back from sulk, which was ended by SIGINT");
  });
});

test("a shell opens in the worktree, and its last command's failure is nobody's business", async () => {
  const { open, worktree } = await prepared();
  const terminal = await open({ SHELL: "/bin/sh", PS1: "> " });
  terminal.press("S");
  await terminal.waitFor("exit goes back to orc-tui");
  terminal.press("pwd; echo run: $ORC_RUN_ID.; false\r");
  await terminal.waitFor("run: .\n");
  expect(terminal.screen().replaceAll("\n", "")).toContain(worktree);
  terminal.press("exit\r");
  await terminal.waitFor("Back from sh");
  expect(terminal.modes).toMatchObject({ alternateScreen: true });
});

test("the pager gets the log, and the diff, of which nothing is left behind", async () => {
  const { scene, programs, open } = await prepared();
  program(programs, "leaf", 'cat "$@" | grep -v "^$" | head -30; echo "<end>"; read -r _ < /dev/tty');
  const terminal = await open({ PAGER: "leaf" });
  terminal.press("1p");
  await terminal.waitFor("<end>");
  expect(terminal.modes).toMatchObject(LENT);
  await terminal.waitFor(/requirements/);
  terminal.press("\r");
  await terminal.waitFor("Back from leaf");
  terminal.press(keyOf(diffPane));
  await terminal.waitFor(/\d files? ·/);
  terminal.press("p");
  await terminal.waitFor(/diff --git a\/\.plans\/1\/[\s\S]*<end>/);
  terminal.press("\r");
  await terminal.waitFor("Back from leaf");
  const temporary = join(scene.sandbox.root, "temporary");
  await eventually("the diff is gone", () => !readdirSync(temporary).some((name) => name.includes("diff")));
});

test("o says why there is no page, y copies the path and shows it", async () => {
  const { open, worktree } = await prepared();
  const terminal = await open();
  terminal.press("o");
  await terminal.waitFor("open issue: issues of the local tracker have no page on the web");
  terminal.press("y");
  await terminal.waitFor("Copied: ");
  expect(terminal.clipboard).toBe(worktree);
});

test("ctrl-z gives the shell its terminal, and fg brings the dashboard back", async () => {
  const { scene } = await prepared();
  const terminal = scene.openShell();
  await terminal.waitFor("$");
  terminal.press(`${process.execPath} ${PROGRAM}\r`);
  await terminal.waitFor(AT_GATE);
  let job = 0;
  const stops = {
    "by key": () => terminal.press("\u001a"),
    "by somebody else": () => process.kill(job, "SIGTSTP"),
  };
  for (const [way, stop] of Object.entries(stops)) {
    stop();
    await terminal.waitFor(/Stopped|suspended/);
    // Pasted text is bracketed by the shell's own wish.
    expect(terminal.modes, way).toMatchObject({ ...LENT, bracketedPaste: expect.any(Boolean) });
    terminal.press("echo job $(jobs -p).\r");
    job = Number(/job (\d+)\./.exec(await terminal.waitFor(/job \d+\./))?.[1]);
    terminal.press("clear; fg; echo ended $?\r");
    await terminal.waitFor(AT_GATE);
    expect(terminal.modes, way).toMatchObject({ alternateScreen: true, cursorVisible: false });
    terminal.press("?");
    await terminal.waitFor("Everywhere");
    terminal.press(KEY.escape);
    await terminal.waitFor((screen) => !screen.includes("Everywhere"));
  }
  terminal.press("q");
  await terminal.waitFor("ended 0");
  expect({ ...terminal.modes, bracketedPaste: false }).toEqual(UNTOUCHED);
});

test("ctrl-z without a shell to come back from changes nothing", async () => {
  const { open } = await prepared();
  const terminal = await open();
  terminal.press("\u001a");
  terminal.press("?");
  await terminal.waitFor("Everywhere");
  expect(terminal.modes).toMatchObject({ alternateScreen: true, cursorVisible: false });
});

test("orc-tui open says why there is no page", async () => {
  const { scene } = await prepared();
  const { exitCode, stderr } = await scene.shell.run(["open", "1"]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("issues of the local tracker have no page on the web");
  const file = /Read it in (\S+)\./.exec(stderr)?.[1] ?? "";
  expect(existsSync(join(scene.sandbox.repo, file))).toBe(true);
});
