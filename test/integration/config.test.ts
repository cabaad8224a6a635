import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DescribedSetting } from "../../source/settings/described.ts";
import { createProject, type Project } from "./project.ts";

let project: Project;
let userPath: string;
let projectPath: string;

beforeAll(async () => {
  project = await createProject();
  userPath = join(project.cli.configDir, "config.json");
  projectPath = join(project.plans, "config.json");
});
beforeEach(() => {
  project.configure();
  writeFileSync(userPath, "{}");
});
afterAll(async () => project.cleanup());

const config = (...words: string[]) => project.cli.run(["config", ...words]);

describe("config get", () => {
  it("shows each value with where it comes from", async () => {
    writeFileSync(userPath, JSON.stringify({ maxAgents: 2 }));
    const env = { ORC_TUI_POLL_SECONDS: "9" };
    const { exitCode, stdout } = await project.cli.run(["config", "get", "--remote", "origin"], { env });
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n");
    expect(lines).toContain(`tracker = "local"  (project: ${projectPath})`);
    expect(lines).toContain(`maxAgents = 2  (user: ${userPath})`);
    expect(lines).toContain("pollSeconds = 9  (environment: ORC_TUI_POLL_SECONDS)");
    expect(lines).toContain('remote = "origin"  (flag: --remote)');
    expect(lines).toContain("maxRevisions = 5  (default)");
    expect(stdout).toMatch(/^agents\.script = \{.*\(project: /m);
  });

  it("shows one, also a part of an agent, as text and as JSON", async () => {
    expect((await config("get", "pollSeconds")).stdout).toBe("pollSeconds = 30  (default)\n");
    expect(await project.cli.json<DescribedSetting>(["config", "get", "agents.script.provider"])).toEqual({
      key: "agents.script.provider",
      value: "command",
      origin: "project",
      source: projectPath,
    });
    const all = await project.cli.json<DescribedSetting[]>(["config", "get"]);
    expect(all.find(({ key }) => key === "agents.demo")).toMatchObject({ origin: "default", source: null });
  });

  it("works outside of any repository, and for an agent at its work", async () => {
    const cwd = join(project.root, "nowhere");
    mkdirSync(cwd, { recursive: true });
    const { exitCode, stdout } = await project.cli.run(["config", "get", "tracker"], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "tracker = null  (default)\n" });
    const env = { ORC_RUN_ID: "1" };
    expect(await project.cli.run(["config", "get"], { env })).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["config", "set", "maxAgents", "9"], { env })).toMatchObject({
      exitCode: 1,
    });
  });

  it("names the file and the key of what is wrong, and warns of what is ignored", async () => {
    writeFileSync(userPath, JSON.stringify({ maxAgent: 2 }));
    expect((await config("get")).stderr).toContain(`${userPath}: unknown key maxAgent is ignored`);
    writeFileSync(userPath, JSON.stringify({ maxAgents: "two" }));
    const wrong = await config("get", "--json");
    expect(wrong.exitCode).toBe(1);
    expect(JSON.parse(wrong.stderr)).toMatchObject({
      code: "INVALID_SETTINGS",
      message: `${userPath}: maxAgents must be a whole number from 1 to 64, not "two"`,
    });
  });
});

describe("config set", () => {
  it("changes the user's own settings, or the project's", async () => {
    expect(await config("set", "pollSeconds", "10")).toMatchObject({
      exitCode: 0,
      stdout: `pollSeconds = 10 in ${userPath}\n`,
    });
    expect(JSON.parse(readFileSync(userPath, "utf8"))).toEqual({ pollSeconds: 10 });
    expect(await config("set", "--project", "maxAgents", "3")).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(project.settingsText())).toMatchObject({ tracker: "local", maxAgents: 3 });
    expect(existsSync(`${projectPath}.lock`)).toBe(false);
  });

  it("says as JSON what was written and what is in force, and that something stronger counts", async () => {
    const { stdout, stderr } = await config("set", "tracker", "github", "--json");
    expect(JSON.parse(stdout)).toEqual({
      key: "tracker",
      value: "github",
      path: userPath,
      inForce: { key: "tracker", value: "local", origin: "project", source: projectPath },
    });
    expect(stderr).toContain("Something stronger counts");
  });

  it("refuses what makes no sense and writes nothing", async () => {
    const refused = await config("set", "pollSeconds", "often", "--json");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(JSON.parse(refused.stderr)).toMatchObject({
      code: "INVALID_SETTINGS",
      remedy: expect.stringMatching(/\w/),
    });
    expect(readFileSync(userPath, "utf8")).toBe("{}");
  });

  it("mends a damaged value, and leaves a file that is no JSON as it is", async () => {
    writeFileSync(userPath, JSON.stringify({ maxAgents: "two" }));
    expect(await config("set", "maxAgents", "2")).toMatchObject({ exitCode: 0 });
    writeFileSync(userPath, "{ no");
    expect(await config("set", "maxAgents", "2")).toMatchObject({ exitCode: 1 });
    expect(readFileSync(userPath, "utf8")).toBe("{ no");
  });

  it("has no project outside of a repository", async () => {
    const cwd = join(project.root, "outside");
    mkdirSync(cwd, { recursive: true });
    const { exitCode, stderr } = await project.cli.run(
      ["config", "set", "--project", "maxAgents", "2", "--json"],
      { cwd },
    );
    expect(exitCode).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ code: "NO_PROJECT" });
  });
});

describe("config path", () => {
  it("says where the settings are kept", async () => {
    expect((await config("path")).stdout).toBe(`${userPath}\n`);
    expect((await config("path", "--project")).stdout).toBe(`${projectPath}\n`);
    expect(await project.cli.json(["config", "path"])).toEqual({ user: userPath, project: projectPath });
  });
});

describe("wrong words", () => {
  it.each([
    [[]],
    [["list"]],
    [["get", "nothing"]],
    [["get", "a", "b"]],
    [["set", "pollSeconds"]],
    [["set", "nothing", "1"]],
    [["path", "x"]],
  ])("config %j is wrong usage", async (words) => {
    const { exitCode, stdout, stderr } = await config(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/\n.*\w/);
  });
});
