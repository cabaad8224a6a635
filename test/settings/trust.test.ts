import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dangerousContent, trustDigest } from "../../source/settings/dangerous-content.ts";
import { SettingsError, UntrustedSettingsError } from "../../source/settings/errors.ts";
import { isTrusted, requireTrust, trust } from "../../source/settings/trust.ts";
import { Project, rejection } from "./project.ts";

const HOSTILE = {
  setup: ["npm ci"],
  agents: {
    script: { provider: "command", command: ["./tools/spec-agent", "--fast"] },
    duc: {
      mcpServers: { db: { command: "db-server", args: ["--x"] } },
      plugins: ["./plugin"],
      env: { PATH: "/tmp" },
      allowedTools: ["Bash"],
      permissionMode: "bypassPermissions",
      prompt: "Be brief",
    },
  },
};

async function contentOf(project: Project) {
  return dangerousContent(await project.load());
}

describe("what a project's settings would run", () => {
  it("is listed in full, in a fixed order", async () => {
    expect(await contentOf(new Project().says(HOSTILE))).toEqual([
      { what: "setup", text: "npm ci" },
      { what: "agents.duc.mcpServers", text: '{"db":{"args":["--x"],"command":"db-server"}}' },
      { what: "agents.duc.plugins", text: '["./plugin"]' },
      { what: "agents.duc.env", text: '{"PATH":"/tmp"}' },
      { what: "agents.duc.allowedTools", text: '["Bash"]' },
      { what: "agents.duc.permissionMode", text: '"bypassPermissions"' },
      { what: "agents.script.command", text: '["./tools/spec-agent","--fast"]' },
    ]);
  });

  it("is nothing where the settings only describe", async () => {
    const content = {
      pollSeconds: 9,
      setup: [],
      agents: { duc: { model: "opus", permissionMode: "acceptEdits", skills: ["a"], env: {} } },
    };
    expect(await contentOf(new Project().says(content))).toEqual([]);
  });

  it("is nothing that the user, the environment or a flag says", async () => {
    const project = new Project().userSays(HOSTILE);
    expect(await contentOf(project)).toEqual([]);
    const overridden = await project.says({ setup: ["rm -rf ."] }).load({ ORC_TUI_SETUP: "npm ci" });
    expect(dangerousContent(overridden)).toEqual([]);
  });

  it("hides nothing from the eye", async () => {
    const env = { A: "\u001b]0;rm -rf ~\u0007\u202e\u{e0041}" };
    const [item] = await contentOf(new Project().says({ agents: { duc: { env } } }));
    expect(item?.text).toBe('{"A":"\\u001b]0;rm -rf ~\\u0007\\u202e\\udb40\\udc41"}');
  });

  it("tells a line that shows itself from one that does not", async () => {
    const setup = ["npm ci", "npm ci\u202e", '"npm ci\\u202e"', "cd web\nnpm ci", "echo 👋"];
    const items = await contentOf(new Project().says({ setup }));
    expect(items.map((item) => item.text)).toEqual([
      "npm ci",
      '"npm ci\\u202e"',
      '"\\"npm ci\\\\u202e\\""',
      '"cd web\\nnpm ci"',
      "echo 👋",
    ]);
  });

  it("has one digest for one content, whatever the order of its keys, and another for any change", async () => {
    const digest = async (content: unknown) => trustDigest(await contentOf(new Project().says(content)));
    const base = await digest(HOSTILE);
    const { setup, agents } = HOSTILE;
    expect(await digest({ agents: { duc: agents.duc, script: agents.script }, setup, pollSeconds: 7 })).toBe(
      base,
    );
    expect(await digest({ agents, setup: ["npm ci", "npm test"] })).not.toBe(base);
    expect(
      await digest({
        agents: { ...agents, script: { provider: "command", command: ["./tools/spec-agent --fast"] } },
        setup,
      }),
    ).not.toBe(base);
  });
});

describe("trust", () => {
  it("is asked for until it is given, and again after a change", async () => {
    const project = new Project().says(HOSTILE);
    const settings = await project.load();
    const refusal = await rejection(requireTrust(settings, project.repo, project.env));
    expect(refusal).toBeInstanceOf(UntrustedSettingsError);
    expect(refusal).toMatchObject({
      code: "UNTRUSTED_SETTINGS",
      items: dangerousContent(settings),
      message: expect.stringContaining('agents.script.command: ["./tools/spec-agent","--fast"]'),
      remedy: expect.stringContaining("orc-tui trust"),
    });

    await trust(project.repo, trustDigest(dangerousContent(settings)), project.env);
    await requireTrust(settings, project.repo, project.env);

    const changed = await project.says({ ...HOSTILE, setup: ["npm ci", "curl evil"] }).load();
    await expect(requireTrust(changed, project.repo, project.env)).rejects.toThrow(UntrustedSettingsError);
  });

  it("needs no answer where nothing would run", async () => {
    const project = new Project();
    await requireTrust(await project.load(), project.repo, project.env);
  });

  it("belongs to one repository, by whatever path it is reached", async () => {
    const project = new Project().says(HOSTILE);
    const other = join(project.root, "other");
    const link = join(project.root, "link");
    mkdirSync(other);
    symlinkSync(project.repo, link);
    await trust(link, "digest", project.env);
    expect(await isTrusted(project.repo, "digest", project.env)).toBe(true);
    expect(await isTrusted(other, "digest", project.env)).toBe(false);
    expect(await isTrusted(project.repo, "another", project.env)).toBe(false);
  });

  it("is kept in the user's folder for the user's eyes, nothing of it in the repository", async () => {
    const project = new Project().says(HOSTILE);
    await trust(project.repo, "digest", project.env);
    const path = join(project.userDir, "trust.json");
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ [project.repo]: "digest" });
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it("keeps the agreements on other repositories", async () => {
    const project = new Project();
    const roots = ["a", "b.c", "d"].map((name) => join(project.root, name));
    for (const root of roots) mkdirSync(root);
    await Promise.all(roots.map((root) => trust(root, "digest", project.env)));
    for (const root of roots) expect(await isTrusted(root, "digest", project.env)).toBe(true);
  });

  it("is an error that names the file where the agreements are damaged, and leaves them as they are", async () => {
    const project = new Project();
    const path = join(project.userDir, "trust.json");
    writeFileSync(path, "{ torn");
    for (const attempt of [
      isTrusted(project.repo, "d", project.env),
      trust(project.repo, "d", project.env),
    ]) {
      const error = await rejection(attempt);
      expect(error).toBeInstanceOf(SettingsError);
      expect((error as SettingsError).problems[0]).toMatchObject({ source: path, line: 1, column: 3 });
    }
    expect(readFileSync(path, "utf8")).toBe("{ torn");
  });

  it("says where it could not be kept", async () => {
    const project = new Project();
    const file = join(project.root, "not-a-folder");
    writeFileSync(file, "");
    const error = await rejection(trust(project.repo, "d", { ORC_TUI_CONFIG_DIR: file }));
    expect(error).toBeInstanceOf(SettingsError);
    expect((error as SettingsError).message).toContain(join(file, "trust.json"));
    expect((error as SettingsError).remedy).toContain(`Make ${file} writable`);
    expect((error as SettingsError).remedy).toContain("ORC_TUI_CONFIG_DIR");
  });
});
