import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SettingsError } from "../../source/settings/errors.ts";
import { UnknownSettingError } from "../../source/settings/setting-path.ts";
import { readLayers } from "../../source/settings/settings.ts";
import { writeSetting } from "../../source/settings/write-setting.ts";
import { Project } from "./project.ts";

function write(project: Project, origin: "user" | "project", key: string, text: string): unknown {
  const path = origin === "user" ? project.userPath : project.projectPath;
  const { layers } = readLayers({ plansDir: project.plansDir, env: project.env, flags: {} });
  return writeSetting({ origin, path, layers }, key, text);
}

const textOf = (path: string) => readFileSync(path, "utf8");

describe("a written setting", () => {
  it.each<[string, string, unknown]>([
    ["pollSeconds", "10", 10],
    ["notify", "off", false],
    ["approvers", "dana, erin", ["dana", "erin"]],
    ["approvers", '["dana"]', ["dana"]],
    ["githubAppId", "12345", "12345"],
    ["worktreeRoot", "../trees", "../trees"],
    ["agents.duc.model", "opus", "opus"],
    ["agents.duc.env.HTTP_PROXY", "on", "on"],
    ["keys.workflow.approve", '["ctrl+a"]', ["ctrl+a"]],
    ["agents.my.own", '{"provider":"command","command":["./a"]}', { provider: "command", command: ["./a"] }],
  ])("%s of %s is understood", async (key, text, value) => {
    const project = new Project();
    expect(write(project, "user", key, text)).toEqual(value);
    await project.load();
  });

  it("leaves unknown keys, the order, the indentation and the mode as they are", () => {
    const project = new Project().says(
      '{\n\t"future": { "x": 1 },\n\t"maxAgents": 2,\n\t"$schema": "s"\n}\n',
    );
    write(project, "project", "maxAgents", "3");
    write(project, "project", "pollSeconds", "9");
    expect(textOf(project.projectPath)).toBe(
      '{\n\t"future": {\n\t\t"x": 1\n\t},\n\t"maxAgents": 3,\n\t"$schema": "s",\n\t"pollSeconds": 9\n}\n',
    );
    expect(statSync(project.projectPath).mode & 0o777).toBe(0o644);
  });

  it("is taken out again by null", () => {
    const project = new Project().userSays({ pollSeconds: 10, maxAgents: 2 });
    expect(write(project, "user", "pollSeconds", "null")).toBeNull();
    expect(JSON.parse(textOf(project.userPath))).toEqual({ maxAgents: 2 });
  });

  it("is nobody else's to read where it is the user's own", () => {
    const project = new Project();
    write(project, "user", "pollSeconds", "10");
    expect(statSync(project.userPath).mode & 0o777).toBe(0o600);
  });

  it("goes through the link that a user keeps among the dotfiles", () => {
    const project = new Project();
    const dotfile = join(project.root, "dotfile.json");
    writeFileSync(dotfile, "{}");
    symlinkSync(dotfile, project.userPath);
    write(project, "user", "pollSeconds", "10");
    expect(JSON.parse(textOf(dotfile))).toEqual({ pollSeconds: 10 });
  });

  it("may mend a file with something wrong in it, one value after the other", () => {
    const project = new Project().userSays({ pollSeconds: "often", maxAgents: -1 });
    write(project, "user", "pollSeconds", "10");
    write(project, "user", "maxAgents", "2");
    expect(JSON.parse(textOf(project.userPath))).toEqual({ pollSeconds: 10, maxAgents: 2 });
  });
});

describe("a setting that makes no sense", () => {
  it.each<["user" | "project", string, string, RegExp]>([
    ["user", "pollSeconds", "often", /whole number from 5 to 86400, not "often"/],
    ["user", "pollSeconds", "1", /whole number from 5 to 86400/],
    ["user", "defaultAgent", "nobody", /must be one of duc, demo/],
    ["user", "agents.mine.model", "opus", /agents\.mine\.provider is missing/],
    ["user", "agents.duc.modle", "opus", /must be an object that describes the agent/],
    ["user", "agents.duc.model", "--yolo", /does not begin with "-"/],
    ["user", "keys.workflow.approve", "x", /list of keys/],
    ["project", "keys.workflow.approve", '["j"]', /your own settings/],
  ])("in the %s's file, %s = %s, is refused and not written", (origin, key, text, message) => {
    const project = new Project().says('{ "maxAgents": 2 }').userSays('{ "maxAgents": 3 }');
    expect(() => write(project, origin, key, text)).toThrow(message);
    expect(textOf(project.projectPath)).toBe('{ "maxAgents": 2 }');
    expect(textOf(project.userPath)).toBe('{ "maxAgents": 3 }');
  });

  it.each(["nothing", "", "pollSeconds.x", "agents..model", "__proto__", "constructor"])(
    "is told from a setting that there is: %j",
    (key) => {
      expect(() => write(new Project(), "user", key, "1")).toThrow(UnknownSettingError);
    },
  );

  it("is not written through a project's link, which could lead anywhere", () => {
    const project = new Project();
    const elsewhere = join(project.root, "other.json");
    writeFileSync(elsewhere, "{}");
    symlinkSync(elsewhere, project.projectPath);
    expect(() => write(project, "project", "pollSeconds", "10")).toThrow(SettingsError);
    expect(textOf(elsewhere)).toBe("{}");
  });

  it("is told from a disk that refuses", () => {
    const project = new Project();
    mkdirSync(`${project.userPath}.lock`, { recursive: true });
    writeFileSync(`${project.userPath}.lock/x`, "");
    expect(() => write(project, "user", "pollSeconds", "10")).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(project.userPath),
        remedy: expect.stringMatching(
          /^Make .* writable for you, or name another folder in ORC_TUI_CONFIG_DIR/,
        ),
      }),
    );
  });

  it("names no folder of the user's where it is the project's file that the disk refuses", () => {
    const project = new Project();
    mkdirSync(`${project.projectPath}.lock`, { recursive: true });
    writeFileSync(`${project.projectPath}.lock/x`, "");
    expect(() => write(project, "project", "pollSeconds", "10")).toThrow(
      expect.objectContaining({ remedy: expect.stringMatching(/^Make .* writable for you, then try again/) }),
    );
  });
});
