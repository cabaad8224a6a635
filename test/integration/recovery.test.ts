import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BRANCH, createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

describe("a worktree that somebody has removed", () => {
  it("is made again for an approval, and the workflow ends as if nothing had happened", async () => {
    expect(await project.cli.run(["new", FEATURE, "--wait", "gate"])).toMatchObject({ exitCode: 4 });
    rmSync(project.worktree, { recursive: true });
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
    expect(project.state()).toMatchObject({ state: "DONE", decisions: [{ verdict: "approved" }] });
    expect(existsSync(join(project.worktree, ".plans/1/specs/requirements.md"))).toBe(true);
  });

  it("is made again for a revision", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    rmSync(project.worktree, { recursive: true });
    await project.cli.run(["reject", "1", "-m", "name the scopes"]);
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state().runs.map((run) => run.outcome)).toEqual(["succeeded", "succeeded"]);
  });
});

describe("a workflow that was cancelled after its setup had failed", () => {
  it("is cleaned up whole: git knows where its branch is checked out", async () => {
    project.configure({ setup: ["exit 7"] });
    await project.cli.run(["trust"]);
    expect(await project.cli.run(["new", FEATURE, "--wait", "gate"])).toMatchObject({ exitCode: 1 });
    await project.cli.run(["cancel", "1", "-m", "not needed any more"]);
    expect(project.state().history.at(-1)).toMatchObject({ to: "CANCELLED", note: "not needed any more" });
    expect(existsSync(project.worktree)).toBe(true);
    const cleaned = await project.cli.run(["clean", "1", "--force", "--delete-branch"]);
    expect(cleaned).toMatchObject({ exitCode: 0 });
    expect(existsSync(project.worktree)).toBe(false);
    expect(await project.git("branch", "--list", BRANCH)).toBe("");
  });
});

describe("a run whose folder cannot be made", () => {
  it("is a failure that waits for a retry, recorded once, and goes on once the way is free", async () => {
    const inTheWay = join(project.plans, "1/runs/1");
    project.configure({ setup: [`touch "${inTheWay}"`] });
    await project.cli.run(["trust"]);
    expect(await project.cli.run(["new", FEATURE, "--wait", "gate"])).toMatchObject({ exitCode: 1 });
    const journal = readFileSync(join(project.plans, "1/journal.ndjson"), "utf8");
    expect(journal.match(/"type":"failed"/g)).toHaveLength(1);
    rmSync(inTheWay);
    expect(await project.cli.run(["retry", "1"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state().runs.map((run) => run.outcome)).toEqual(["succeeded"]);
  });
});

/** Mounting takes rights that not every machine gives; without them the same is held by test/store/unwritable.test.ts. */
function mayMount(): boolean {
  try {
    execFileSync("unshare", ["--mount", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(mayMount())("a .plans folder that cannot be written", () => {
  it("is named as what keeps a decision from counting, and nothing hangs", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"';
    const program = [
      process.execPath,
      join(import.meta.dirname, "../../bin/orc-tui.js"),
      "approve",
      "1",
      "--json",
    ];
    const run = () =>
      execFileSync("unshare", ["--mount", "sh", "-c", script, "sh", project.plans, ...program], {
        cwd: project.repo,
        env: { ...process.env, ORC_TUI_CONFIG_DIR: project.cli.configDir, HOME: project.cli.home },
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        timeout: 20_000,
      });
    expect(run).toThrow(/"code":"STORAGE"/);
    expect(project.state().state).toBe("GATE_1");
  });
});
