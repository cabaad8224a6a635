import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";
import { type Installed, installedNodes, newHome, type Packed, pack } from "./packed.ts";

const ROOT = join(import.meta.dirname, "../..");
const LARGEST_BYTES = 2_000_000;
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const [least = 0] = manifest.engines.node.match(/\d+/).map(Number);
const nodes = [...(await installedNodes())].map(([version, path]) => ({ version, path }));
const isServed = ({ version }: { version: string }) => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > least || (major === least && minor >= 12);
};

let packed: Packed;
beforeAll(async () => {
  packed = await pack();
});
afterAll(() => packed.remove());

describe("the package", () => {
  it("holds what the program needs, and nothing else", () => {
    const others = packed.files.filter(
      (path) => !/^(?:dist\/[\w-]+\.js|schemas\/[\w-]+\.schema\.json)$/.test(path),
    );
    expect(others.sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "bin/orc-tui.js",
      "dist/THIRD-PARTY.txt",
      "package.json",
    ]);
    const built = readdirSync(join(ROOT, "dist")).map((name) => `dist/${name}`);
    expect(packed.files).toEqual(expect.arrayContaining([...built, "schemas/state.schema.json"]));
  });

  it("is small", () => {
    process.stdout.write(`packed: ${packed.bytes} bytes in ${packed.files.length} files\n`);
    expect(packed.bytes).toBeLessThan(LARGEST_BYTES);
  });

  it("needs no other package: their code is in the bundle", () => {
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.peerDependencies).toBeUndefined();
    const code = readdirSync(join(ROOT, "dist"))
      .filter((name) => name.endsWith(".js"))
      .map((name) => readFileSync(join(ROOT, "dist", name), "utf8"))
      .join("\n");
    const imported = [...code.matchAll(/(?:\bfrom|\bimport\(?)\s*["']([^"'.][^"']*)["']/g)].map(
      ([, name]) => name,
    );
    expect(imported).toContain("node:fs");
    expect(imported.filter((name) => !name?.startsWith("node:"))).toEqual([]);
  });
});

describe("installed globally into an empty prefix, without a network", () => {
  let installed: Installed;
  let sandbox: Sandbox;

  beforeAll(async () => {
    [installed, sandbox] = await Promise.all([packed.install(), createSandbox({ remote: true })]);
  });
  afterAll(() => sandbox.cleanup());

  const run = (node: string, cwd: string, ...args: string[]) =>
    execa(node, [installed.program, ...args], {
      cwd,
      env: { HOME: newHome(sandbox.root), ORC_DEMO_SECONDS: "0" },
      stdin: "ignore",
      reject: false,
    });

  const clone = (repo: string) =>
    sandbox.git(
      "clone",
      "--quiet",
      "-c",
      "user.name=Dana",
      "-c",
      "user.email=dana@example.invalid",
      ".",
      repo,
    );

  it("is one package, and one program on the PATH", () => {
    expect(readdirSync(join(installed.prefix, "lib/node_modules"))).toEqual(["orc-tui"]);
    expect(readdirSync(join(installed.prefix, "bin"))).toEqual(["orc-tui"]);
  });

  it.each(nodes.filter(isServed))(
    "takes a workflow through with Node $version",
    async ({ path, version }) => {
      const repo = join(sandbox.root, version);
      await clone(repo);
      expect(await run(path, repo, "--version")).toMatchObject({
        exitCode: 0,
        stdout: `orc-tui ${manifest.version}`,
      });
      const help = await run(path, repo, "--help");
      expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Exit codes:") });
      expect(await run(path, repo, "list")).toMatchObject({ exitCode: 0, stdout: "" });
      const made = await run(path, repo, "new", "Add dark mode", "--agent", "demo", "--wait", "gate");
      expect(made, made.stderr).toMatchObject({ exitCode: 4 });
      expect(await run(path, repo, "approve", "1")).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining("DONE"),
      });
    },
  );

  it.each(nodes.filter((node) => !isServed(node)))(
    "says what it needs with Node $version",
    async ({ path }) => {
      const refused = await run(path, sandbox.repo, "--version");
      expect(refused).toMatchObject({
        exitCode: 1,
        stderr: expect.stringMatching(/needs Node 22\.12 or newer/),
      });
    },
  );

  it.each(readdirSync(join(ROOT, "test/fixtures/formats")))(
    "opens a state folder of format %s",
    async (format) => {
      const repo = join(sandbox.root, `format-${format}`);
      await clone(repo);
      mkdirSync(join(repo, ".plans"));
      cpSync(join(ROOT, "test/fixtures/formats", format), join(repo, ".plans/1"), { recursive: true });
      const { exitCode, stdout } = await run(process.execPath, repo, "list", "--json");
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject([{ issueNumber: 1, state: "DONE" }]);
    },
  );

  it("is gone without a trace when it is uninstalled, and the state stays", async () => {
    expect(installed.leftovers()).not.toEqual([]);
    await installed.uninstall();
    expect(installed.leftovers()).toEqual([]);
    expect(existsSync(join(sandbox.root, process.versions.node, ".plans/1/state.json"))).toBe(true);
  });
});
