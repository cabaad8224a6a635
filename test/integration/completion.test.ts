import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../source/commands/registry.ts";
import { PROGRAM } from "../support/command-line.ts";
import { createProject, type Project } from "./project.ts";

let project: Project;
let bin: string;
let script: string;

beforeAll(async () => {
  project = await createProject();
  await project.cli.run(["new", "Rock $(touch hacked) `touch hacked`; 'roll' --wait"]);
  bin = join(project.root, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "orc-tui"), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(join(bin, "orc-tui"), 0o755);
  script = (await project.cli.run(["completion", "bash"])).stdout;
});
afterAll(async () => project.cleanup());

/** What bash offers for the last word of a line. */
function offered(...words: string[]): string[] {
  const line = ["orc-tui", ...words].map((word) => `'${word}'`).join(" ");
  const ask = `${script}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _orc_tui; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: project.cli.home };
  const options = { cwd: project.repo, env, encoding: "utf8" } as const;
  return execFileSync("bash", ["--norc", "--noprofile", "-c", ask], options).split("\n").filter(Boolean);
}

describe("bash", () => {
  it("is offered every command, and those that begin so", () => {
    expect(offered("")).toEqual([...Object.keys(COMMANDS), "help"]);
    expect(offered("re")).toEqual(["reject", "retry", "repair"].filter((name) => name in COMMANDS));
  });

  it("is offered the flags of the command, and those of all", () => {
    expect(offered("clean", "--d")).toEqual(["--dry-run", "--delete-branch", "--debug"]);
    expect(offered("clean", "--")).toContain("--json");
    expect(offered("list", "--d")).toEqual(["--debug"]);
  });

  it("is offered the values of a flag, and its first words", () => {
    expect(offered("run", "--until", "")).toEqual(["gate", "done"]);
    expect(offered("config", "")).toEqual(["get", "set", "path"]);
    expect(offered("config", "get", "")).toEqual([]);
    expect(offered("--cwd", "somewhere", "cl")).toEqual(["clean"]);
  });

  it("is offered the issues there are, and nothing of what their titles say is done", async () => {
    expect(offered("status", "")).toEqual(["1"]);
    expect((await project.git("status", "--porcelain")).includes("hacked")).toBe(false);
  });
});

describe("the issues", () => {
  it("are a number and a title a line, and none outside of a repository", async () => {
    const { stdout } = await project.cli.run(["completion", "issues"]);
    expect(stdout).toMatch(/^1\tRock \$\(touch hacked\) /);
    const outside = await project.cli.run(["completion", "issues"], { cwd: project.root });
    expect(outside).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
  });
});

describe.each([
  ["zsh", /^#compdef orc-tui\n/, /'clean:remove the worktrees/],
  ["fish", /^# orc-tui completion for fish\n/, /-n __fish_use_subcommand -a clean -d 'remove/],
])("%s", (shell, first, line) => {
  it("has a script with every command and every flag", async () => {
    const { stdout, exitCode } = await project.cli.run(["completion", shell]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(first);
    expect(stdout).toMatch(line);
    for (const name of Object.keys(COMMANDS)) expect(stdout).toContain(name);
    expect(stdout).toContain("delete-branch");
  });

  it.runIf(isInstalled(shell))("reads its script without complaint", async () => {
    const { stdout } = await project.cli.run(["completion", shell]);
    execFileSync(shell, ["-n"], { input: stdout });
  });
});

function isInstalled(shell: string): boolean {
  try {
    execFileSync(shell, ["-c", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("wrong words", () => {
  it.each([[[]], [["tcsh"]], [["bash", "zsh"]]])("%j is wrong usage", async (words) => {
    expect(await project.cli.run(["completion", ...words])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
