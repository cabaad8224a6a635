import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readIssueFile } from "../../source/tracker/local/issue-file.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { PROGRAM } from "../support/command-line.ts";
import { PseudoTerminal } from "../support/pty.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

describe("wrong usage", () => {
  it.each([
    ["an unknown command", ["launch"]],
    ["an unknown option", ["list", "--colour"]],
    ["a missing description", ["new"]],
    ["an empty description", ["new", ""]],
    ["a description that says nothing", ["new", "\n\x07"]],
    ["too many words", ["list", "1"]],
    ["an issue that is no number", ["new", FEATURE, "--issue", "one"]],
    ["a goal that does not exist", ["run", "--until", "lunch"]],
    ["a wait that does not exist", ["new", FEATURE, "--wait", "lunch"]],
    ["a comment without text", ["comment"]],
    ["a comment of an issue and no text", ["comment", "#1"]],
  ])("%s ends with 2, says why on standard error, and does nothing", async (_what, args) => {
    const { exitCode, stdout, stderr } = await project.cli.run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^orc-tui: .+\norc-tui .*--help shows how it is used\.\n$/);
    expect(await project.cli.json(["list"])).toEqual([]);
  });
});

describe("the command line", () => {
  it("explains itself", async () => {
    const general = await project.cli.run(["--help"]);
    expect(general).toMatchObject({ exitCode: 0, stderr: "" });
    expect(general.stdout).toContain("approve");
    expect((await project.cli.run(["new", "--help"])).stdout).toContain("--wait gate|done");
    expect((await project.cli.run(["--version"])).stdout).toMatch(/^orc-tui \d+\.\d+\.\d+\n$/);
  });

  it("explains the flags of a command, after help as well as before --help", async () => {
    const help = await project.cli.run(["help", "reject"]);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toContain("Usage: orc-tui reject <issue> -m <reason>\n");
    expect(help.stdout).toMatch(/^ {2}-m, --message <reason> {2}\w/m);
    expect(await project.cli.run(["reject", "--help"])).toEqual(help);
    expect(await project.cli.run(["help"])).toEqual(await project.cli.run(["--help"]));
    expect(await project.cli.run(["help", "launch"])).toMatchObject({ exitCode: 2 });
  });

  it("takes a number or an id alone for the workflow that is to be commented on, not for the text", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    for (const word of ["1", "#1", project.state().id])
      expect(await project.cli.run(["comment", word])).toMatchObject({ exitCode: 2 });
    expect(await project.cli.run(["comment", "Looks good so far"])).toMatchObject({ exitCode: 0 });
    const issue = readIssueFile(join(project.plans, "tracker/1.json"), 1);
    expect(issue?.comments.at(-1)?.body).toBe("Looks good so far");
    expect(issue?.comments.map(({ body }) => body)).not.toContain("1");
  });

  it("shows an agent the list, but opens no dashboard for it", async () => {
    const env = { ORC_RUN_ID: "1" };
    expect(await project.cli.run([], { env })).toMatchObject({ exitCode: 0 });
    const terminal = new PseudoTerminal({
      file: process.execPath,
      args: [PROGRAM],
      cwd: project.repo,
      env: { ...process.env, HOME: project.cli.home, ORC_TUI_CONFIG_DIR: project.cli.configDir, ...env },
    });
    try {
      expect(await terminal.ended).toMatchObject({ code: 1 });
      expect(terminal.screen()).toContain("only people change workflows");
    } finally {
      await terminal.close();
    }
  });

  it("prints the list where there is no terminal, and says so", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const { exitCode, stdout, stderr } = await project.cli.run([]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("#1  GATE_1");
    expect(stderr).toContain("No terminal");
  });

  it("fails with 1 outside a repository and names what is missing", async () => {
    const outside = join(project.root, "outside");
    mkdirSync(outside);
    const { exitCode, stderr } = await project.cli.run(["list"], { cwd: outside });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("git");
    expect(await project.cli.run(["list", "--cwd", project.repo], { cwd: outside })).toMatchObject({
      exitCode: 0,
    });
  });

  it("acts on the one workflow that fits where the issue is left out, and asks where several do", async () => {
    await project.cli.run(["new", "Add search", "--wait", "gate"]);
    await project.cli.run(["new", "Add export", "--wait", "gate"]);
    const asked = await project.cli.run(["approve"]);
    expect(asked.exitCode).toBe(2);
    expect(asked.stderr).toMatch(/1[\s\S]*2/);
    expect(await project.cli.run(["approve", "#2"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["approve"])).toMatchObject({ exitCode: 0 });
    const states = (await project.cli.json<Workflow[]>(["list"])).map(({ state }) => state);
    expect(states).toEqual(["DONE", "DONE"]);
  });

  it("names an issue that is not there", async () => {
    const { exitCode, stderr } = await project.cli.run(["status", "7"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("7");
  });

  it("ends with 130 when it is interrupted, and the agent goes on", async () => {
    project.agent.hold();
    const waiting = project.cli.start(["new", FEATURE, "--wait", "gate"]);
    await project.until("the agent is at work", ({ runs }) => runs[0]?.launchedAt != null);
    waiting.kill("SIGINT");
    expect(await waiting.done).toMatchObject({ exitCode: 130, signal: null });
    project.agent.letGo();
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state().runs).toHaveLength(1);
  });

  it("does what is due and no more with run --once", async () => {
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    expect(await project.cli.run(["run", "--once"])).toMatchObject({ exitCode: 0 });
    expect(project.state().runs).toMatchObject([{ outcome: null }]);
  });

  it("works from inside a worktree on the same state", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const inside = await project.cli.run(["approve"], { cwd: project.worktree });
    expect(inside).toMatchObject({ exitCode: 0 });
    expect(project.state().state).toBe("DONE");
  });
});
