import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../source/commands/registry.ts";
import { PROGRAM } from "../support/command-line.ts";
import { isInstalled, SHELLS, type ShellPlace } from "../support/shells.ts";
import { createProject, type Project } from "./project.ts";

let project: Project;
let place: ShellPlace;

beforeAll(async () => {
  project = await createProject();
  await project.cli.run(["new", "Rock $(touch hacked) `touch hacked`; 'roll' --wait"]);
  const bin = join(project.root, "bin");
  mkdirSync(bin);
  symlinkSync(PROGRAM, join(bin, "orc-tui"));
  const PATH = [bin, dirname(process.execPath), process.env.PATH].join(":");
  place = { cwd: project.repo, env: { PATH, HOME: project.cli.home } };
});
afterAll(async () => project.cleanup());

/** A line, and what is offered for its last word, in any order. */
const OFFERS: readonly (readonly [line: string, offers: readonly string[]])[] = [
  ["orc-tui ", [...Object.keys(COMMANDS), "help"]],
  ["orc-tui re", Object.keys(COMMANDS).filter((name) => name.startsWith("re"))],
  ["orc-tui --cwd /tmp cl", ["clean"]],
  ["orc-tui help re", Object.keys(COMMANDS).filter((name) => name.startsWith("re"))],
  ["orc-tui clean --d", ["--dry-run", "--delete-branch", "--debug"]],
  ["orc-tui clean --finished --no", ["--no-color"]],
  ["orc-tui run --until ", ["gate", "done"]],
  ["orc-tui new --agent ", []],
  ["orc-tui config ", ["get", "set", "path"]],
  ["orc-tui config --project s", ["set"]],
  ["orc-tui config get ", []],
  ["orc-tui status ", ["1"]],
  ["orc-tui status 1 ", []],
  ["orc-tui clean 1 ", ["1"]],
  ["orc-tui comment 1 ", []],
  ["orc-tui reject -m reason ", ["1"]],
  ["orc-tui list ", []],
];

describe.each(Object.entries(SHELLS))("%s", (shell, offered) => {
  it.runIf(isInstalled(shell)).each(OFFERS)("is offered what fits: %s", async (line, offers) => {
    const wantsFlag = line.split(" ").at(-1)?.startsWith("-");
    // Where no word fits, zsh offers flags of itself.
    const found = (await offered(place, line)).filter((word) => wantsFlag || !word.startsWith("-"));
    expect([...found].sort()).toEqual([...offers].sort());
    // Nothing of what the title of an issue says is done.
    expect(existsSync(join(project.repo, "hacked"))).toBe(false);
  });

  it("has a script with every command and every flag", async () => {
    const { stdout, exitCode } = await project.cli.run(["completion", shell]);
    expect(exitCode).toBe(0);
    for (const [name, load] of Object.entries(COMMANDS)) {
      expect(stdout).toContain(name);
      for (const flag of Object.keys((await load()).command.options ?? {})) expect(stdout).toContain(flag);
    }
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

describe("wrong words", () => {
  it.each([[[]], [["tcsh"]], [["bash", "zsh"]]])("%j is wrong usage", async (words) => {
    expect(await project.cli.run(["completion", ...words])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
