import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";
import { type Installed, installedNodes, newHome, type Packed, pack } from "./packed.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Written by commits of their time (README.md there). */
const PLANS = join(ROOT, "test/fixtures/plans");
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

  it.each(readdirSync(PLANS).filter((name) => name !== "README.md"))(
    "goes on with a whole .plans of %s: workflows, runs, logs, issues",
    async (name) => {
      const repo = join(sandbox.root, `plans-${name}`);
      await clone(repo);
      cpSync(join(PLANS, name), join(repo, ".plans"), { recursive: true });
      const read = async (...args: string[]) => {
        const { exitCode, stdout, stderr } = await run(process.execPath, repo, ...args);
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
        return stdout;
      };
      expect(JSON.parse(await read("list", "--json"))).toMatchObject([
        { issueNumber: 1, state: "GATE_1", decisions: [{ verdict: "changes_requested" }] },
        { issueNumber: 3, state: "CANCELLED", runs: [{ outcome: "stopped" }] },
        { issueNumber: 2, state: "DONE", decisions: [{ verdict: "approved" }] },
      ]);
      expect(await read("status", "1")).toContain("run 2     demo (demo): succeeded");
      expect(await read("logs", "1")).toContain("The specification is written.");
      expect(await read("explain", "1")).toContain("It waits for a person");
      await read("comment", "1", "Thank you");
      const issue = JSON.parse(readFileSync(join(repo, ".plans/tracker/1.json"), "utf8"));
      expect(issue.comments.at(-1)).toMatchObject({ body: expect.stringContaining("Thank you") });
      const { stdout } = await run(process.execPath, repo, "doctor", "--json");
      const own = /^(?:\.plans|workflows|engine|locks|runs|labels|tracker)$/;
      const findings: { what: string; verdict: string }[] = JSON.parse(stdout);
      const ours = findings.filter(({ what }) => own.test(what));
      expect(ours.length).toBeGreaterThan(4);
      expect(ours.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
    },
    60_000,
  );

  it("is gone without a trace when it is uninstalled, and the state stays", async () => {
    expect(installed.leftovers()).not.toEqual([]);
    await installed.uninstall();
    expect(installed.leftovers()).toEqual([]);
    expect(existsSync(join(sandbox.root, process.versions.node, ".plans/1/state.json"))).toBe(true);
  });
});
