import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PROGRAM } from "../support/command-line.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

const rawLog = () => join(project.plans, "1/runs/1/output.ndjson");

describe("logs --json", () => {
  it("prints one object for each entry, each in a line of its own", async () => {
    project.agent.also(`printf 'a "quoted"\\ttab\\n'; echo complaint >&2`);
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const { exitCode, stdout } = await project.cli.run(["logs", "1", "--json"]);
    expect(exitCode).toBe(0);
    const entries = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entries.map(({ line }) => line)).toEqual(entries.map((_entry, index) => index + 1));
    const said = entries.map(({ kind, text }) => [kind, text]);
    // The order within a stream is the agent's; which of two streams is read first is the system's.
    expect(said.filter(([kind]) => kind === "text")).toEqual([
      ["text", "agent at work"],
      ["text", 'a "quoted"    tab'],
      ["text", "agent done"],
    ]);
    expect(said).toContainEqual(["error", "complaint"]);
  });

  it("is not for bytes", async () => {
    expect(await project.cli.run(["logs", "--json", "--raw"])).toMatchObject({ exitCode: 2 });
  });
});

describe("ORC-003: logs -f", () => {
  it("follows the bytes with --raw", async () => {
    project.agent.hold();
    project.agent.also("printf 'no newline, \\033[31mred\\033[0m'");
    await project.cli.run(["new", FEATURE]);
    const engine = project.cli.start(["run", "--until", "gate"]);
    const follower = project.cli.start(["logs", "1", "-f", "--raw"]);
    await follower.line(/agent at work/);
    project.agent.letGo();
    const followed = await follower.done;
    expect(followed).toMatchObject({ exitCode: 0, stdout: readFileSync(rawLog(), "utf8") });
    expect(followed.stdout).toContain("\x1b[31m");
    await engine.done;
  });

  it("goes from phase 1 on through every run until the workflow rests", async () => {
    const gate = join(project.agent.path, "setup-may-end");
    project.configure({ setup: [`echo setting up; while [ ! -e '${gate}' ]; do sleep 0.05; done`] });
    await project.cli.run(["trust"]);
    const engine = project.cli.start(["run"]);
    const creation = project.cli.start(["new", FEATURE]);
    await creation.line(/#1 worktree|#1 branch/);
    const follower = project.cli.start(["logs", "-f"]);
    await follower.line(/setting up/);
    writeFileSync(gate, "");
    expect(await follower.done).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/setting up\n[\s\S]*agent at work\nagent done\n$/),
    });
    await creation.done;
    await project.until("the gate", ({ state }) => state === "GATE_1");
    engine.kill("SIGINT");
    await engine.done;
  });

  it("ends with 130 when it is interrupted", async () => {
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    for (const flags of [["-f"], ["-f", "--raw"]]) {
      const follower = project.cli.start(["logs", "1", ...flags]);
      await follower.line(/agent at work/);
      follower.kill("SIGINT");
      expect(await follower.done).toMatchObject({ exitCode: 130, stderr: "" });
    }
  });

  it("does not wait for ever for an engine that is not there", async () => {
    // An agent that ends before `new` does would be noticed by it.
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    project.agent.letGo();
    const follower = await project.cli.run(["logs", "1", "-f"]);
    expect(follower).toMatchObject({ exitCode: 0, stdout: "agent at work\nagent done\n" });
    expect(follower.stderr).toContain("orc-tui run");
  });
});

describe("output that is read only in part", () => {
  it.each([
    ["the text", []],
    ["the objects", ["--json"]],
    ["the bytes", ["--raw"]],
  ])("ends the printing of %s quietly", async (_what, flags) => {
    project.agent.also("seq 1 100000");
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const { stdout, stderr } = await execa(
      "bash",
      [
        "-c",
        'set -o pipefail; "$@" | head -n 1; echo "exit $?"',
        "bash",
        process.execPath,
        PROGRAM,
        "logs",
        "1",
        ...flags,
      ],
      { cwd: project.repo, env: { HOME: project.cli.home, ORC_TUI_CONFIG_DIR: project.cli.configDir } },
    );
    expect(stdout).toMatch(/^.*agent at work.*\nexit 0$/);
    expect(stderr).toBe("");
    expect(existsSync(rawLog())).toBe(true);
  });
});
