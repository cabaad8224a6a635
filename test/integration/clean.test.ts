import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project.ts";

interface Outcome {
  readonly issueNumber: number;
  readonly worktree: string | null;
  readonly dryRun: boolean;
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string } | null;
}

let project: Project;
const worktreeOf = (name: string) => `${project.repo}-${name}`;

/** 1 is DONE and clean, 2 is DONE with work that is nowhere else, 3 is at the gate. */
beforeAll(async () => {
  project = await createProject();
  for (const title of ["One", "Two", "Three"]) await project.cli.run(["new", title, "--wait", "gate"]);
  for (const issue of ["1", "2"]) await project.cli.run(["approve", issue]);
  writeFileSync(join(worktreeOf("2-two"), "notes.txt"), "mine");
});
afterAll(async () => project.cleanup());

const clean = (...words: string[]) => project.cli.run(["clean", ...words]);

describe("a preview", () => {
  it("says what would go, for one", async () => {
    expect(await clean("1", "--dry-run", "--delete-branch")).toMatchObject({
      exitCode: 0,
      stdout: `Would remove worktree ${worktreeOf("1-one")} and branch 1-one\n`,
    });
    expect(await project.cli.json(["clean", "1", "--dry-run"])).toEqual({
      worktree: worktreeOf("1-one"),
      branch: null,
      dryRun: true,
    });
  });

  it("says what stands in the way, for all that have ended, and removes nothing", async () => {
    const { exitCode, stdout } = await clean("--finished", "--dry-run", "--json");
    expect(exitCode).toBe(1);
    const outcomes = JSON.parse(stdout) as Outcome[];
    expect(outcomes).toMatchObject([
      { issueNumber: 1, worktree: worktreeOf("1-one"), dryRun: true, error: null },
      {
        issueNumber: 2,
        worktree: null,
        error: { code: "WORK_WOULD_BE_LOST", message: expect.stringContaining("notes.txt") },
      },
    ]);
    expect(existsSync(worktreeOf("1-one"))).toBe(true);
    expect(project.state(1).worktreePath).toBe(worktreeOf("1-one"));
  });
});

describe("several at once", () => {
  it("are named rightly, or nothing is removed", async () => {
    expect(await clean("1", "9")).toMatchObject({ exitCode: 1 });
    expect(await clean("1", "--finished")).toMatchObject({ exitCode: 2 });
    expect(existsSync(worktreeOf("1-one"))).toBe(true);
  });

  it("are each cleaned or kept: 3 where all that was refused is going on, 1 where work would be lost", async () => {
    const { exitCode, stdout, stderr } = await clean("1", "3");
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^#1 {2}Removed worktree .*\n#3 {2}Kept: .*has not ended/);
    expect(stderr).toMatch(/#3 {2}\w/);
    expect(existsSync(worktreeOf("1-one"))).toBe(false);
    expect(await clean("2", "3")).toMatchObject({ exitCode: 1 });
    expect(existsSync(worktreeOf("2-two"))).toBe(true);
    expect(existsSync(worktreeOf("3-three"))).toBe(true);
  });

  it("that have ended go once nothing stands in the way, and again without harm", async () => {
    rmSync(join(worktreeOf("2-two"), "notes.txt"));
    expect(await clean("--finished")).toMatchObject({
      exitCode: 0,
      stdout: `#1  There was nothing to remove\n#2  Removed worktree ${worktreeOf("2-two")}\n`,
    });
    expect(await clean("--finished")).toMatchObject({ exitCode: 0 });
    expect(existsSync(worktreeOf("3-three"))).toBe(true);
  });
});
