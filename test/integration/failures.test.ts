import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

describe("what is asked for and fails at once", () => {
  it.each(["retry", "advance"])("ends %s with 1, the failure and its remedy", async (name) => {
    project.configure({ setup: ["exit 7"] });
    await project.cli.run(["trust"]);
    expect(await project.cli.run(["new", FEATURE])).toMatchObject({ exitCode: 1 });
    const again = await project.cli.run([name, "1"]);
    expect(again.exitCode).toBe(1);
    const failure = project.state().lastError;
    expect(again.stdout).toContain(`failed: ${failure?.message}`);
    expect(again.stderr).toContain(failure?.remedy);
  });
});

describe("run --until done", () => {
  it("ends with 1 where a workflow has failed at the gate", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    writeFileSync(join(project.worktree, ".plans/1/specs/requirements.md"), "# Something else\n");
    const hook = join(project.remote ?? "", "hooks/pre-receive");
    writeFileSync(hook, "#!/bin/sh\nexit 1\n");
    chmodSync(hook, 0o755);
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 3 });
    expect(project.state()).toMatchObject({ state: "GATE_1", lastError: { operation: expect.any(String) } });
    expect(await project.cli.run(["run", "--until", "done"])).toMatchObject({ exitCode: 1 });
  });
});
