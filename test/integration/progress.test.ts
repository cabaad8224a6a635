import { writeFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { PROGRAM } from "../support/command-line.ts";
import { PseudoTerminal } from "../support/pty.ts";
import { createProject } from "./project.ts";

/** Goes on until the file is there, with something new to say each time. */
const SETUP = "n=0; until [ -e go ]; do n=$((n+1)); echo fetched $n; sleep 0.05; done";

it("shows on standard error of a terminal how far a new workflow is, and takes it away again", async () => {
  const project = await createProject({ remote: false, settings: { setup: [SETUP] } });
  const { cli } = project;
  const terminal = new PseudoTerminal({
    file: process.execPath,
    args: [PROGRAM, "new", "Add OAuth2 login with Google", "--wait", "gate"],
    cwd: project.repo,
    env: { ...process.env, HOME: cli.home, ORC_TUI_CONFIG_DIR: cli.configDir },
  });
  onTestFinished(async () => {
    await terminal.close();
    await cli.close();
    await project.cleanup();
  });
  await terminal.waitFor(/#1 . create the worktree: n=0; until .*… +\d+ s +· +fetched \d/);
  const seen = Number(/fetched (\d+)/.exec(terminal.screen())?.[1]);
  await terminal.waitFor((screen) => Number(/fetched (\d+)/.exec(screen)?.[1]) > seen);
  expect(terminal.rows().filter((row) => row.includes("fetched"))).toHaveLength(1);
  writeFileSync(`${project.worktree}/go`, "");
  expect((await terminal.ended).code).toBe(4);
  expect(terminal.screen()).not.toContain("fetched");
  expect(terminal.screen()).toMatch(/#1 worktree: .*\n#1 plans: /);
}, 60_000);
