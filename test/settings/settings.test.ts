import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SettingsError } from "../../source/settings/errors.ts";
import { Project, rejection } from "./project.ts";

async function problemsOf(promise: Promise<unknown>) {
  const error = await rejection(promise);
  expect(error).toBeInstanceOf(SettingsError);
  return (error as SettingsError).problems;
}

describe("the sources of settings", () => {
  it("are all optional: the defaults are complete", async () => {
    const { values, origins, warnings, projectHash } = await new Project().load();
    expect(values).toEqual({
      tracker: null,
      repo: null,
      remote: null,
      githubAppId: null,
      githubAppInstallationId: null,
      githubAppKeyFile: null,
      pollSeconds: 30,
      pollTimeoutSeconds: 3600,
      approvers: [],
      maxRevisions: 5,
      maxAgents: 4,
      worktreeRoot: "..",
      setup: [],
      defaultAgent: "duc",
      theme: "auto",
      notify: true,
      keys: {},
      agents: { duc: { role: "@duc", provider: "claude" }, demo: { role: "@duc", provider: "demo" } },
    });
    expect(new Set(Object.values(origins))).toEqual(new Set(["default"]));
    expect(warnings).toEqual([]);
    expect(projectHash).toBeNull();
  });

  it("win in the order flag, environment, project, user, default, and say which won", async () => {
    const project = new Project()
      .says({ pollSeconds: 20, maxAgents: 2, remote: "project", worktreeRoot: "../project" })
      .userSays({ pollSeconds: 10, maxAgents: 3, remote: "user", worktreeRoot: "../user", notify: false });
    const env = { ORC_TUI_MAX_AGENTS: "7", ORC_TUI_REMOTE: "environment" };
    const { values, origins } = await project.load(env, { remote: "flag" });
    expect(values).toMatchObject({
      remote: "flag",
      maxAgents: 7,
      pollSeconds: 20,
      notify: false,
      maxRevisions: 5,
    });
    expect(origins).toMatchObject({
      remote: "flag",
      maxAgents: "environment",
      pollSeconds: "project",
      notify: "user",
      maxRevisions: "default",
    });
  });

  it("understand the text of every environment variable", async () => {
    const { values } = await new Project().says({ agents: { a: { provider: "demo" } } }).load({
      ORC_TUI_TRACKER: "local",
      ORC_TUI_REPO: "acme/widgets",
      ORC_TUI_REMOTE: "upstream",
      ORC_TUI_POLL_SECONDS: "5",
      ORC_TUI_POLL_TIMEOUT_SECONDS: "0.5",
      ORC_TUI_APPROVERS: "ada, grace",
      ORC_TUI_MAX_REVISIONS: "0",
      ORC_TUI_MAX_AGENTS: "1",
      ORC_TUI_WORKTREE_ROOT: "/tmp/trees",
      ORC_TUI_SETUP: "npm ci\nnpm run build",
      ORC_TUI_DEFAULT_AGENT: "a",
      ORC_TUI_NOTIFY: "off",
    });
    expect(values).toMatchObject({
      tracker: "local",
      repo: "acme/widgets",
      remote: "upstream",
      pollSeconds: 5,
      pollTimeoutSeconds: 0.5,
      approvers: ["ada", "grace"],
      maxRevisions: 0,
      maxAgents: 1,
      worktreeRoot: "/tmp/trees",
      setup: ["npm ci", "npm run build"],
      defaultAgent: "a",
      notify: false,
    });
  });

  it("say nothing with an empty variable or an undefined flag", async () => {
    const { origins } = await new Project().load({ ORC_TUI_REMOTE: "" }, { repo: undefined });
    expect([origins.remote, origins.repo]).toEqual(["default", "default"]);
  });

  it("give an agent whole: a project's agent borrows nothing from the user's of the same name", async () => {
    const project = new Project().says({ agents: { x: { provider: "claude" } } }).userSays({
      agents: { x: { provider: "command", command: ["a"], env: { KEY: "1" } }, mine: { provider: "demo" } },
    });
    const { values, agentOrigins } = await project.load();
    expect(values.agents.x).toEqual({ role: "@duc", provider: "claude" });
    expect(agentOrigins).toEqual({ duc: "default", demo: "default", x: "project", mine: "user" });
  });

  it("may say only a part of a built-in agent", async () => {
    const { values } = await new Project().says({ agents: { duc: { model: "opus" } } }).load();
    expect(values.agents.duc).toEqual({ role: "@duc", provider: "claude", model: "opus" });
  });

  it("change the hash of the project when its file changes", async () => {
    const project = new Project().says({ pollSeconds: 10 });
    const first = (await project.load()).projectHash;
    expect((await project.load()).projectHash).toBe(first);
    expect((await project.says({ pollSeconds: 11 }).load()).projectHash).not.toBe(first);
  });
});

describe("what is wrong in settings", () => {
  it.each([
    [{ pollSeconds: 4 }, "pollSeconds", "must be a whole number from 5 to 86400, not 4"],
    [{ pollSeconds: "30" }, "pollSeconds", 'must be a whole number from 5 to 86400, not "30"'],
    [{ tracker: "gitlab" }, "tracker", 'must be one of github, local, not "gitlab"'],
    [{ notify: 1 }, "notify", "must be true or false, not 1"],
    [{ approvers: "ada" }, "approvers", 'must be a list of logins, not "ada"'],
    [{ approvers: ["ada", 3] }, "approvers.1", /^must be a login .*, not 3$/],
    [{ repo: "../.." }, "repo", /^must be owner\/name or host\/owner\/name/],
    [{ remote: "--upload-pack=x" }, "remote", /does not begin with "-"/],
    [{ setup: ["npm ci\u0000"] }, "setup.0", /^must be a command line that is not empty/],
    [{ setup: [""] }, "setup.0", /^must be a command line that is not empty/],
    [
      { agents: { x: { provider: "foo" } } },
      "agents.x.provider",
      /^must be one of claude, codex, .*demo, not "foo"$/,
    ],
    [{ agents: { x: {} } }, "agents.x.provider", /^is missing/],
    [{ agents: { x: { provider: "command" } } }, "agents.x.command", /^must be a list with a program/],
    [
      { agents: { x: { provider: "command", command: [] } } },
      "agents.x.command",
      /^must be a list with a program/,
    ],
    [{ agents: { x: { provider: "claude", model: "--help" } } }, "agents.x.model", /does not begin with "-"/],
    [{ agents: { x: { provider: "claude", timeoutSeconds: 0 } } }, "agents.x.timeoutSeconds", /above 0/],
    [
      { agents: { x: { provider: "claude", env: { "A B": "1" } } } },
      "agents.x.env.A B",
      /name of an environment variable/,
    ],
    [{ agents: { "../x": { provider: "demo" } } }, "agents.../x", /^must be named by letters/],
    [{ agents: [] }, "agents", /^must be an object/],
    [{ defaultAgent: "nobody" }, "defaultAgent", /^must be one of duc, demo, not "nobody"$/],
  ])("is told with file, key and what is allowed: %j", async (content, key, message) => {
    const project = new Project().says(content);
    const problems = await problemsOf(project.load());
    expect(problems).toEqual([
      expect.objectContaining({
        source: project.projectPath,
        key,
        message: message instanceof RegExp ? expect.stringMatching(message) : message,
      }),
    ]);
  });

  it("is told for all sources at once, each by its own name", async () => {
    const project = new Project().says({ pollSeconds: 1 }).userSays({ maxAgents: 0 });
    const error = await rejection(project.load({ ORC_TUI_NOTIFY: "maybe" }, { pollTimeoutSeconds: "soon" }));
    expect((error as SettingsError).problems.map((problem) => problem.source)).toEqual([
      "--poll-timeout-seconds",
      "ORC_TUI_NOTIFY",
      project.projectPath,
      project.userPath,
    ]);
    expect(error).toMatchObject({
      code: "INVALID_SETTINGS",
      remedy: expect.stringContaining("ORC_TUI_NOTIFY"),
    });
  });

  it("is told with line and column where a file is not JSON, and the file stays as it is", async () => {
    const project = new Project().says('{\n  "pollSeconds": 30,\n  oops\n}');
    const [problem] = await problemsOf(project.load());
    expect(problem).toMatchObject({ source: project.projectPath, line: 3, column: 3 });
    expect(problem?.message).toBe("not valid JSON: expected a key in double quotes");
    expect(readFileSync(project.projectPath, "utf8")).toContain("oops");
  });

  it("names a damaged user file in the same way", async () => {
    const project = new Project().userSays("");
    const [problem] = await problemsOf(project.load());
    expect(problem).toMatchObject({ source: project.userPath, line: 1, column: 1 });
    expect(readFileSync(project.userPath, "utf8")).toBe("");
  });

  it.each(["[]", "3", "null", '"x"'])("is a file that holds no object: %s", async (content) => {
    const [problem] = await problemsOf(new Project().says(content).load());
    expect(problem?.message).toMatch(/must hold a JSON object/);
  });

  it("is a link to something that never ends, or a folder", async () => {
    const linked = new Project();
    symlinkSync("/dev/zero", linked.projectPath);
    expect((await problemsOf(linked.load()))[0]?.message).toMatch(/ordinary file/);
    const folder = new Project();
    mkdirSync(join(folder.plansDir, "config.json"));
    expect((await problemsOf(folder.load()))[0]?.message).toMatch(/ordinary file/);
  });

  it("never brings control characters of a hostile file into a message", async () => {
    const project = new Project().says({
      tracker: "\u001b[2J\u001b]0;x\u0007",
      agents: { "\u001b[31m": {} },
      "\u009bkey": 1,
    });
    const error = (await rejection(project.load())) as Error;
    expect(error.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it("is not a byte order mark", async () => {
    expect((await new Project().says('\ufeff{"pollSeconds": 9}').load()).values.pollSeconds).toBe(9);
  });
});

describe("unknown keys", () => {
  it("warn, and hold nothing up", async () => {
    const project = new Project().says({
      $schema: "x",
      pollSecond: 3,
      "bad\u001b[2Jkey": 1,
      agents: { duc: { modle: "opus" } },
    });
    const { values, warnings } = await project.load();
    expect(values.pollSeconds).toBe(30);
    expect(warnings).toEqual([
      `${project.projectPath}: unknown key pollSecond is ignored`,
      `${project.projectPath}: unknown key badkey is ignored`,
      `${project.projectPath}: unknown key agents.duc.modle is ignored`,
    ]);
  });

  it("take a person's keys from their own settings only", async () => {
    const keys = { "workflow.approve": ["A", "ctrl+a"] };
    const project = new Project().userSays({ keys }).says({ keys: { "workflow.approve": ["j"] } });
    const { values, warnings, origins } = await project.load();
    expect(values.keys).toEqual(keys);
    expect(origins.keys).toBe("user");
    expect(warnings).toEqual([
      `${project.projectPath}: keys is ignored here, only your own settings have it`,
    ]);
  });

  it.each(["ctrl+c", "ctrl+i", "F1", "AB", " ", "ctrl+A", "pgdn", ""])(
    "say which key names there are where %j is none",
    async (name) => {
      const error = await new Project()
        .userSays({ keys: { "workflow.approve": [name] } })
        .load()
        .catch((thrown: unknown) => thrown);
      expect(String((error as Error).message)).toContain('must be the name of a key, such as "A", "ctrl+a"');
    },
  );

  it("cannot reach the prototypes of our own objects", async () => {
    const content = '{"__proto__": {"notify": false}, "agents": {"constructor": {"provider": "demo"}}}';
    const { values } = await new Project().says(content).load();
    expect(values.notify).toBe(true);
    expect(Object.keys(values.agents)).toEqual(["duc", "demo", "constructor"]);
    expect({}).not.toHaveProperty("notify");
  });
});
