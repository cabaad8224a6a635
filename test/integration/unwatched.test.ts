import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

/** A workflow whose agent has ended while no engine was there. */
async function endUnwatched(): Promise<void> {
  project.agent.hold();
  await project.cli.run(["new", FEATURE]);
  project.agent.letGo();
  const status = join(project.plans, "1/runs/1/status.json");
  await eventually("the agent has ended", () => JSON.parse(readFileSync(status, "utf8")).phase === "ended");
  expect(project.state().runs).toMatchObject([{ outcome: null }]);
}

describe("an agent that ended while nobody watched", () => {
  it("is noticed by run --once", async () => {
    await endUnwatched();
    const once = await project.cli.run(["run", "--once"]);
    expect(once).toMatchObject({ exitCode: 4 });
    expect(once.stdout).toContain("waits for approval");
  });

  it("is noticed by the decision that depends on it", async () => {
    await endUnwatched();
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
    expect(project.state().state).toBe("DONE");
  });

  it("is noticed where the issue is left out", async () => {
    await endUnwatched();
    expect(await project.cli.run(["reject", "-m", "shorter"])).toMatchObject({ exitCode: 0 });
    expect(project.state().revisionsRequested).toBe(1);
  });

  it("is noticed as a failure by the retry of it", async () => {
    project.agent.fail();
    await endUnwatched();
    project.agent.succeed();
    expect(await project.cli.run(["retry", "1"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state().runs.map(({ outcome }) => outcome)).toEqual(["failed", "succeeded"]);
  });
});

describe("a command on a workflow whose engine died in phase 1", () => {
  beforeEach(async () => {
    await project.cli.run(["new", FEATURE], { env: { ORC_TUI_TEST_CRASH_AT: "step:branch:done" } });
    expect(project.state()).toMatchObject({ state: "PHASE_1" });
  });

  it.each([
    ["approve", ["approve", "1"]],
    ["reject", ["reject", "1", "-m", "shorter"]],
    ["stop", ["stop", "1"]],
    ["retry", ["retry", "1"]],
  ])("does none of its work where it is refused: %s", async (_name, args) => {
    const before = project.state();
    expect(await project.cli.run(args)).toMatchObject({ exitCode: 3 });
    expect(project.state()).toEqual(before);
    expect(existsSync(project.worktree)).toBe(false);
  });

  it("does none of its work where it ends it", async () => {
    expect(await project.cli.run(["cancel", "1"])).toMatchObject({ exitCode: 0 });
    expect(project.state()).toMatchObject({ state: "CANCELLED", phase1Steps: { worktree: false } });
    expect(existsSync(project.worktree)).toBe(false);
  });
});
