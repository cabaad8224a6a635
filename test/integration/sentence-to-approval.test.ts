import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Workflow } from "../../source/workflow/state.ts";
import { BRANCH, createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

afterEach(async () => project.cleanup());

describe("from a sentence to an approved specification", () => {
  beforeEach(async () => {
    project = await createProject();
  });

  it("ORC-002, ORC-004: makes issue, branch, worktree and plans, runs the agent, waits at the gate, and ends by approval", async () => {
    const created = await project.cli.run(["new", FEATURE, "--agent", "script", "--wait", "gate"]);
    expect(created).toMatchObject({ exitCode: 4, signal: null });
    expect(created.stdout).toContain("#1  GATE_1");

    const issue = JSON.parse(readFileSync(join(project.plans, "tracker/1.json"), "utf8"));
    expect(issue.title).toBe(FEATURE);
    expect(await project.git("worktree", "list")).toContain(`${project.worktree} `);
    expect(existsSync(join(project.worktree, ".plans/1/README.md"))).toBe(true);
    const head = await project.git("rev-parse", BRANCH);
    expect(await project.git("ls-remote", "origin", `refs/heads/${BRANCH}`)).toContain(head);
    expect(await project.git("ls-tree", "-r", "--name-only", BRANCH, ".plans/1")).toBe(
      [
        ".plans/1/README.md",
        ".plans/1/plans/.gitkeep",
        ".plans/1/reviews/.gitkeep",
        ".plans/1/specs/.gitkeep",
        ".plans/1/specs/requirements.md",
      ].join("\n"),
    );
    expect(await project.git("status", "--porcelain", "--", ".", ":!.plans")).toBe("");

    const approved = await project.cli.run(["approve", "1"]);
    expect(approved).toMatchObject({ exitCode: 0 });
    expect(approved.stdout).toContain("DONE");

    const again = await project.cli.run(["approve", "1"]);
    expect(again.exitCode).toBe(3);
    expect(again.stdout).toBe("");
    expect(again.stderr).toMatch(/approval_received is not possible in DONE[\s\S]*nothing is allowed/);
    const asked = await project.cli.run(["approve", "1", "--json"]);
    expect(JSON.parse(asked.stderr)).toMatchObject({
      code: "INVALID_STATE_TRANSITION",
      state: "DONE",
      allowed: [],
    });
  });

  it("ORC-001: stores a snapshot with the fields that other tools read", async () => {
    await project.cli.run(["new", FEATURE, "--agent", "script", "--wait", "gate"]);
    const state = project.state();
    expect(state).toMatchObject({
      version: 2,
      issueNumber: 1,
      state: "GATE_1",
      title: FEATURE,
      description: FEATURE,
      featureName: "add-oauth2-login-with-google",
      branchName: BRANCH,
      worktreePath: project.worktree,
      phase1Steps: { issue: true, branch: true, worktree: true, plans: true },
      agentComplete: true,
      humanApproved: false,
      planRevision: await project.git("rev-parse", BRANCH),
      lastError: null,
    });
    expect(state.revision).toBe(
      readFileSync(join(project.plans, "1/journal.ndjson"), "utf8").trimEnd().split("\n").length,
    );
    for (const { at } of state.history) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("answers every reading and changing command with JSON", async () => {
    const created = await project.cli.run(["new", FEATURE, "--wait", "gate", "--json"]);
    expect(JSON.parse(created.stdout)).toMatchObject({ issueNumber: 1, state: "GATE_1" });
    expect(await project.cli.json<Workflow[]>(["list"])).toMatchObject([{ issueNumber: 1 }]);
    expect(await project.cli.json<Workflow>(["status", "1"])).toMatchObject({ state: "GATE_1" });
    expect(await project.cli.json<Workflow>(["comment", "1", "a remark"])).toMatchObject({ issueNumber: 1 });
    expect(await project.cli.json<Workflow>(["approve"])).toMatchObject({ state: "DONE" });
    expect(await project.cli.json<object>(["run", "--until", "done"])).toMatchObject({
      type: "workflow",
      workflow: { state: "DONE" },
    });
    expect(await project.cli.json<object>(["clean", "1"])).toEqual({
      worktree: project.worktree,
      branch: null,
    });
  });
});

describe("commands from the project's settings", () => {
  beforeEach(async () => {
    project = await createProject({ trusted: false });
  });

  it("run only after the user has trusted them, and nothing is created before", async () => {
    const refused = await project.cli.run(["new", FEATURE, "--agent", "script", "--json"]);
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.stderr)).toMatchObject({ code: "UNTRUSTED_SETTINGS" });
    expect(readdirSync(project.plans)).toEqual(expect.not.arrayContaining(["1", "tracker"]));
    expect(await project.cli.json(["list"])).toEqual([]);
    expect(await project.git("branch", "--list")).toBe("* main");

    expect(await project.cli.run(["trust"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["new", FEATURE, "--wait", "gate"])).toMatchObject({ exitCode: 4 });
  });

  it("ask again when they have changed", async () => {
    await project.cli.run(["trust"]);
    project.configure({ setup: ["touch made-by-setup"] });
    const refused = await project.cli.run(["new", FEATURE, "--json"]);
    expect(JSON.parse(refused.stderr)).toMatchObject({ code: "UNTRUSTED_SETTINGS" });
  });
});
