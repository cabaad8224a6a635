import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { identify } from "../../source/processes/identity.ts";
import { PROGRAM } from "../support/command-line.ts";
import { eventually } from "../support/eventually.ts";
import type { PseudoTerminal } from "../support/pty.ts";
import { UNTOUCHED } from "../support/terminal-modes.ts";
import { KEY, setScene } from "./scene.ts";

const FIRST_RUN = "No workflows here yet";

describe("the terminal is given back", () => {
  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 130],
  ] as const)("on %s", async (signal, code) => {
    const scene = await setScene();
    const terminal = scene.open();
    await terminal.waitFor(FIRST_RUN);
    expect(terminal.modes.alternateScreen).toBe(true);
    terminal.signal(signal);
    expect(await terminal.ended).toEqual({ code, signal: 0 });
    expect({ ...terminal.modes }).toEqual(UNTOUCHED);
  });

  test.each([
    ["q", "q"],
    ["ctrl-c", KEY.interrupt],
  ])("on %s, with exit code 0", async (_, keys) => {
    const scene = await setScene();
    const terminal = scene.open();
    await terminal.waitFor(FIRST_RUN);
    terminal.press(keys);
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
    expect({ ...terminal.modes }).toEqual(UNTOUCHED);
  });

  test("when something is thrown that nobody catches; the error is read afterwards, and the process ends", async () => {
    const scene = await setScene();
    const bomb = join(scene.sandbox.root, "bomb.mjs");
    writeFileSync(bomb, 'process.on("SIGUSR2", () => { throw new Error("the disk is on fire"); });');
    const terminal = scene.open({ env: { NODE_OPTIONS: `--import ${bomb}` } });
    await terminal.waitFor(FIRST_RUN);
    terminal.signal("SIGUSR2");
    expect(await terminal.ended).toEqual({ code: 1, signal: 0 });
    expect({ ...terminal.modes }).toEqual(UNTOUCHED);
    await terminal.waitFor("orc-tui: the disk is on fire");
  });

  test("when the repository cannot be opened, and the reason is read afterwards", async () => {
    const scene = await setScene();
    const terminal = scene.open({ args: ["--cwd", "/"] });
    const { code } = await terminal.ended;
    expect(code).toBe(1);
    expect({ ...terminal.modes }).toEqual(UNTOUCHED);
    await terminal.waitFor("orc-tui: ");
  });
});

test("a command whose terminal is closed in the middle of its work ends without a crash", async () => {
  const scene = await setScene({ agentSeconds: 60 });
  const terminal = scene.open({ args: ["new", "Add dark mode", "--wait", "gate"] });
  await terminal.waitFor("agent at work");
  terminal.hangUp();
  await eventually("it has ended", () => identify(terminal.pid) === null);
  const left = readdirSync(scene.shell.configDir, { recursive: true }).map(String);
  expect(left.filter((name) => name.includes("crash"))).toEqual([]);
});

test("a terminal that is too small says so, and shows the dashboard once it is large enough", async () => {
  const scene = await setScene();
  const terminal = scene.open({ columns: 39, rows: 11 });
  await terminal.waitFor("too small: 39x11");
  terminal.resize(80, 24);
  await terminal.waitFor(FIRST_RUN);
});

test.each([
  ["NO_COLOR", { env: { NO_COLOR: "1" } }],
  ["--no-color", { args: ["--no-color"] }],
])("with %s nothing is coloured", async (_, options) => {
  const scene = await setScene();
  const terminal = scene.open(options);
  await terminal.waitFor(FIRST_RUN);
  expect(colouredCells(terminal)).toBe(0);
});

test("without that there are colours", async () => {
  const scene = await setScene();
  const terminal = scene.open();
  await terminal.waitFor(FIRST_RUN);
  await terminal.waitFor(() => colouredCells(terminal) > 0);
});

test("without a terminal the list is printed, and a note says why", async () => {
  const scene = await setScene();
  await scene.shell.run(["new", "Add dark mode", "--wait", "gate"]);
  const { exitCode, stdout, stderr } = await scene.shell.run([]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("Add dark mode");
  expect(stderr).toContain("No terminal");
});

test("on a terminal that cannot draw the list is printed as well", async () => {
  const scene = await setScene();
  await scene.shell.run(["new", "Add dark mode", "--wait", "gate"]);
  const shell = scene.openShell();
  shell.press(`TERM=dumb ${process.execPath} ${PROGRAM}\r`);
  await shell.waitFor("No terminal that can show the dashboard");
  await shell.waitFor(/#1 .*Add dark mode/);
  expect(shell.modes.alternateScreen).toBe(false);
});

function colouredCells(terminal: PseudoTerminal): number {
  let count = 0;
  for (const [row] of terminal.rows().entries())
    for (let column = 0; column < terminal.columns; column += 1) {
      const cell = terminal.cell(row, column);
      if (cell !== null && (cell.foreground !== null || cell.background !== null)) count += 1;
    }
  return count;
}
