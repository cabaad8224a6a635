import { existsSync, readFileSync, readlinkSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listProcesses } from "../../source/processes/tree.ts";
import { eventually } from "../support/eventually.ts";
import { BRANCH, createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

/** Does this process work in that folder? */
function isAt(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

describe("ORC-002: the worktree", () => {
  it("gets the ignored files that .worktreeinclude names, and the setup commands are run in it", async () => {
    const put = (name: string, text: string) => writeFileSync(join(project.repo, name), text);
    put(".gitignore", "*.env\nsecret.txt\n");
    put(".worktreeinclude", "*.env\n");
    put("local.env", "PORT=1");
    put("secret.txt", "stays");
    project.configure({ setup: ["pwd > setup-was-here", "echo prepared"] });
    await project.cli.run(["trust"]);
    const held = project.agent;
    held.fail();
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    expect(readFileSync(join(project.worktree, "local.env"), "utf8")).toBe("PORT=1");
    expect(existsSync(join(project.worktree, "secret.txt"))).toBe(false);
    expect(readFileSync(join(project.worktree, "setup-was-here"), "utf8").trim()).toBe(project.worktree);
    expect(readFileSync(join(project.plans, "1/runs/phase-1/output.ndjson"), "utf8")).toContain("prepared");
  });

  it("is set up no further when the workflow is cancelled meanwhile", async () => {
    project.configure({ setup: ["echo begun; sleep 600"] });
    await project.cli.run(["trust"]);
    const waiting = project.cli.start(["new", FEATURE, "--wait", "gate"]);
    await project.until("the setup has begun", () => {
      const log = join(project.plans, "1/runs/phase-1/output.ndjson");
      return existsSync(log) && readFileSync(log, "utf8").includes("begun");
    });
    expect(await project.cli.run(["cancel", "1"])).toMatchObject({ exitCode: 0 });
    expect(await waiting.done).toMatchObject({ exitCode: 1 });
    expect(project.state()).toMatchObject({ state: "CANCELLED", runs: [], lastError: null });
    await eventually(
      "the setup has ended",
      () => !listProcesses().some(({ pid }) => isAt(pid, project.worktree)),
    );
  });

  it("is not made where something else stands; a retry after it is moved away goes on", async () => {
    writeFileSync(project.worktree, "in the way");
    const failed = await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    expect(failed.exitCode).toBe(1);
    expect(project.state()).toMatchObject({ state: "PHASE_1", lastError: { code: "WORKTREE_EXISTS" } });
    expect(readFileSync(project.worktree, "utf8")).toBe("in the way");
    renameSync(project.worktree, `${project.worktree}.mine`);
    expect(await project.cli.run(["retry", "1"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
  });

  it("is made for a branch that exists on the remote already, which is adopted", async () => {
    await project.git("push", "--quiet", "origin", `main:refs/heads/${BRANCH}`);
    expect(await project.cli.run(["new", FEATURE, "--wait", "gate"])).toMatchObject({ exitCode: 4 });
    expect(await project.git("rev-parse", BRANCH)).toBe(await project.git("rev-parse", `origin/${BRANCH}`));
  });
});

describe("ORC-002: a push that fails", () => {
  it("keeps the commit and is made good by a retry once the remote is back", async () => {
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    const remote = project.remote ?? "";
    renameSync(remote, `${remote}.away`);
    project.agent.letGo();
    const failed = await project.cli.run(["run", "--until", "gate"]);
    expect(failed.exitCode).toBe(1);
    expect(project.state()).toMatchObject({ state: "PHASE_2", lastError: { code: "PUSH_FAILED" } });
    const commit = await project.git("rev-parse", BRANCH);
    expect(await project.git("log", "-1", "--format=%s", BRANCH)).toBe("docs(1): specification, first draft");

    renameSync(`${remote}.away`, remote);
    expect(await project.cli.run(["retry", "1"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state()).toMatchObject({ planRevision: commit, lastError: null });
    expect(project.state().runs).toHaveLength(1);
    expect(await project.git("ls-remote", "origin", `refs/heads/${BRANCH}`)).toContain(commit);
  });
});
