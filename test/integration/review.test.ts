import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readIssueFile } from "../../source/tracker/local/issue-file.ts";
import { BRANCH, createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
  await project.cli.run(["new", FEATURE, "--wait", "gate"]);
});
afterEach(async () => project.cleanup());

const SPEC = ".plans/1/specs/requirements.md";

function issueComments(): readonly string[] {
  return readIssueFile(join(project.plans, "tracker/1.json"), 1)?.comments.map(({ body }) => body) ?? [];
}

describe("ORC-004: a rejection", () => {
  it("gives the reviewer's words to the agent and leads to the gate again", async () => {
    const words = "Name the owner of every table; and what about logout?";
    expect(await project.cli.run(["reject", "1", "-m", words])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.agent.note("1-1", "prompt")).not.toContain(words);
    expect(project.agent.note("1-2", "prompt")).toContain(words);
    const { history, runs, planRevision } = project.state();
    expect(history.map(({ to }) => to)).toEqual(["PHASE_1", "PHASE_2", "GATE_1", "PHASE_2", "GATE_1"]);
    expect(runs).toHaveLength(2);
    expect(planRevision).toBe(await project.git("rev-parse", BRANCH));
    expect(issueComments().some((body) => body.includes(words))).toBe(true);
  });

  it("is possible only so many times; then the gate stays and a person decides", async () => {
    project.configure({ maxRevisions: 1 });
    await project.cli.run(["reject", "-m", "first"]);
    await project.cli.run(["run", "--until", "gate"]);
    const refused = await project.cli.run(["reject", "-m", "second"]);
    expect(refused.exitCode).toBe(3);
    expect(project.state()).toMatchObject({ state: "GATE_1", revisionsRequested: 1 });
    expect(await project.cli.run(["approve"])).toMatchObject({ exitCode: 0 });
  });

  it("needs a reason", async () => {
    expect(await project.cli.run(["reject", "1"])).toMatchObject({ exitCode: 2 });
    expect(await project.cli.run(["reject", "1", "-m", "  "])).toMatchObject({ exitCode: 2 });
    expect(project.state().state).toBe("GATE_1");
  });
});

describe("ORC-004: a plan that has changed since it was put up for review", () => {
  it("in the worktree is not approved, but recorded anew and approvable then", async () => {
    const reviewed = project.state().planRevision;
    writeFileSync(join(project.worktree, SPEC), "# Something else\n");
    const refused = await project.cli.run(["approve", "1", "--json"]);
    expect(refused.exitCode).toBe(3);
    expect(JSON.parse(refused.stderr)).toMatchObject({ code: "PLAN_CHANGED" });
    expect(project.state()).toMatchObject({ state: "GATE_1", planStale: false });
    expect(project.state().planRevision).not.toBe(reviewed);
    expect(await project.git("show", `origin/${BRANCH}:${SPEC}`)).toBe("# Something else");
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
    expect(project.state().state).toBe("DONE");
  });

  it("on the remote is not approved, but fetched, recorded anew and approvable then", async () => {
    const elsewhere = join(project.root, "elsewhere");
    await project.git("clone", "--quiet", "--branch", BRANCH, project.remote ?? "", elsewhere);
    writeFileSync(join(elsewhere, SPEC), "# From another machine\n");
    const somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"];
    await project.git("-C", elsewhere, ...somebody, "commit", "--quiet", "--all", "-m", "docs: another view");
    await project.git("-C", elsewhere, "push", "--quiet");
    const pushed = await project.git("-C", elsewhere, "rev-parse", "HEAD");

    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 3 });
    expect(project.state()).toMatchObject({ state: "GATE_1", planRevision: pushed });
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
  });
});

describe("ORC-004: a comment on the issue", () => {
  it("that approves opens the gate; talk that only sounds like it does not", async () => {
    const engine = project.cli.start(["run", "--until", "done"]);
    await project.cli.run(["comment", "1", "not approved"]);
    await project.cli.run(["comment", "1", "> approved\n\nI would have approved"]);
    await project.cli.run(["comment", "1", "Approved!"]);
    expect(await engine.done).toMatchObject({ exitCode: 0 });
    const { decisions, history } = project.state();
    expect(decisions).toMatchObject([
      { verdict: "refused", reason: expect.stringContaining("without making one") },
      { verdict: "refused", reason: expect.stringContaining("without making one") },
      { verdict: "approved" },
    ]);
    expect(history.at(-1)).toMatchObject({ to: "DONE", trigger: "approval_received" });
    const approving = readIssueFile(join(project.plans, "tracker/1.json"), 1)?.comments.find(
      ({ body }) => body === "Approved!",
    );
    expect(decisions.at(-1)?.commentId).toBe(approving?.id);
  });

  it("that only sounds like an approval leaves the gate shut after an engine has looked", async () => {
    await project.cli.run(["comment", "1", "not approved"]);
    await project.cli.run(["comment", "1", "changes requested: say more about tokens"]);
    const engine = project.cli.start(["run"]);
    await project.until("the second gate", ({ state, revisionsRequested }) => {
      return state === "GATE_1" && revisionsRequested === 1;
    });
    engine.kill("SIGINT");
    expect(await engine.done).toMatchObject({ exitCode: 130 });
    expect(project.agent.note("1-2", "prompt")).toContain("say more about tokens");
    expect(project.state().decisions.map(({ verdict }) => verdict)).toEqual(["refused", "changes_requested"]);
  });
});
