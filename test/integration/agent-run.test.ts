import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tryLock } from "../../source/files/lock.ts";
import { PROGRAM } from "../support/command-line.ts";
import { eventually } from "../support/eventually.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

describe("ORC-003: what a command agent is given", () => {
  it("is its worktree, the prompt on standard input, the ORC variables and no token", async () => {
    const secrets = {
      GH_TOKEN: "secret-1",
      GITHUB_TOKEN: "secret-2",
      GH_ENTERPRISE_TOKEN: "secret-3",
      GITHUB_ENTERPRISE_TOKEN: "secret-4",
    };
    await project.cli.run(["new", `${FEATURE}\n\nwith a consent page`, "--wait", "gate"], { env: secrets });

    expect(project.agent.note("1-1", "folder").trim()).toBe(project.worktree);
    const prompt = project.agent.note("1-1", "prompt");
    expect(prompt).toContain("with a consent page");
    expect(prompt).toContain(".plans/1/specs/");
    expect(project.agent.note("1-1", "arguments")).not.toContain("consent");

    const environment = project.agent.note("1-1", "environment").split("\n");
    const runFolder = join(project.plans, "1/runs/1");
    expect(environment).toEqual(
      expect.arrayContaining([
        "ORC_ISSUE_NUMBER=1",
        `ORC_WORKTREE=${project.worktree}`,
        `ORC_PLANS_DIR=${project.worktree}/.plans/1`,
        "ORC_ROLE=@duc",
        `ORC_RUN_DIR=${runFolder}`,
        `GH_CONFIG_DIR=${runFolder}/gh`,
      ]),
    );
    expect(environment.join("\n")).not.toContain("secret-");
    for (const file of ["spec.json", "status.json"])
      expect(readFileSync(join(runFolder, file), "utf8")).not.toContain("secret-");
  });

  it("does not include the right to decide on its own work", async () => {
    const call = `"${process.execPath}" "${PROGRAM}" --cwd "${project.repo}"`;
    project.agent.also(
      `for what in "approve 1" "comment 1 approved" "retry 1" "advance 1"; do ` +
        `${call} $what >> "${project.agent.path}/answers" 2>&1; echo "exit $?" >> "${project.agent.path}/answers"; done`,
    );
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const answers = readFileSync(join(project.agent.path, "answers"), "utf8");
    expect(answers.match(/exit \d+/g)).toEqual(["exit 1", "exit 1", "exit 1", "exit 1"]);
    expect(answers.match(/only people change workflows/g)).toHaveLength(4);
    expect(project.state()).toMatchObject({ state: "GATE_1", decisions: [] });
  });
});

describe("ORC-003: an agent that fails", () => {
  it("leaves the workflow in PHASE_2 with the reason; a retry is a second attempt", async () => {
    project.agent.fail();
    const failed = await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toContain("exit code 3: I cannot do this");
    expect(failed.stderr).toContain("then retry");
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 1 });
    expect(project.state().runs).toHaveLength(1);

    project.agent.succeed();
    expect(await project.cli.run(["retry", "1"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state().runs.map(({ outcome }) => outcome)).toEqual(["failed", "succeeded"]);
  });

  it("may be passed over by a person, who opens the gate with what is there, and the history says so", async () => {
    project.agent.fail();
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    writeFileSync(join(project.worktree, ".plans/1/specs/by-hand.md"), "# Written by hand\n");
    expect(await project.cli.run(["advance", "1"])).toMatchObject({ exitCode: 0 });
    expect(project.state()).toMatchObject({
      state: "GATE_1",
      documents: [".plans/1/specs/by-hand.md"],
      lastError: null,
    });
    expect(project.state().history.at(-1)?.note).toContain("forced by a person");
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
  });

  it("is not retried where nothing has failed", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    expect(await project.cli.run(["retry", "1"])).toMatchObject({ exitCode: 3 });
  });
});

describe("ORC-003: stop", () => {
  it("ends the agent; the workflow waits for a retry", async () => {
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    await project.agent.atWork("1-1");
    expect(await project.cli.run(["stop", "1"])).toMatchObject({ exitCode: 0 });
    const stopped = await project.until("the agent's end", ({ runs }) => runs[0]?.outcome === "stopped");
    expect(stopped).toMatchObject({ state: "PHASE_2", lastError: { code: "RUN_STOPPED" } });
    expect(existsSync(`/proc/${project.agent.note("1-1", "pid").trim()}`)).toBe(false);
    expect(await project.cli.run(["stop", "1"])).toMatchObject({ exitCode: 3 });
  });

  it("that comes after the agent has ended by itself changes nothing", async () => {
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    // As long as the test holds the engine's lock, nobody notices the end of the agent.
    const engine = tryLock(join(project.plans, "engine.lock"));
    project.agent.letGo();
    await eventually("the agent has ended", () => {
      const status = readFileSync(join(project.plans, "1/runs/1/status.json"), "utf8");
      return JSON.parse(status).phase === "ended";
    });
    const stopping = project.cli.start(["stop", "1"]);
    await project.until("the end is asked for", ({ runs }) => runs[0]?.stopRequested === true);
    engine?.release();
    expect(await stopping.done).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state().runs).toMatchObject([{ outcome: "succeeded", stopRequested: true }]);
  });
});

describe("cancel", () => {
  it("ends the agent and the workflow for good", async () => {
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    expect(await project.cli.run(["cancel", "1", "-m", "not now"])).toMatchObject({ exitCode: 0 });
    await project.until("the agent's end", ({ runs }) => runs[0]?.outcome === "stopped");
    expect(project.state()).toMatchObject({ state: "CANCELLED", labelSynced: "status:cancelled" });
    for (const command of ["cancel", "approve", "retry", "advance"])
      expect(await project.cli.run([command, "1"])).toMatchObject({ exitCode: 3 });
  });
});

describe("clean", () => {
  it("refuses while the workflow goes on and while there is work that is nowhere else", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    expect(await project.cli.run(["clean", "1"])).toMatchObject({ exitCode: 3 });
    await project.cli.run(["approve", "1"]);

    writeFileSync(join(project.worktree, "notes.txt"), "mine");
    expect(await project.cli.run(["clean", "1"])).toMatchObject({ exitCode: 1 });
    await project.git("-C", project.worktree, "add", "notes.txt");
    await project.git("-C", project.worktree, "commit", "--quiet", "-m", "notes");
    const unpushed = await project.cli.run(["clean", "1", "--delete-branch"]);
    expect(unpushed.exitCode).toBe(1);
    expect(unpushed.stderr).toContain("1 unpushed commits");
    expect(existsSync(join(project.worktree, "notes.txt"))).toBe(true);

    await project.git("-C", project.worktree, "push", "--quiet");
    expect(await project.cli.run(["clean", "1", "--delete-branch"])).toMatchObject({ exitCode: 0 });
    expect(existsSync(project.worktree)).toBe(false);
    expect(await project.git("branch", "--list")).toBe("* main");
  });

  it("removes what is nowhere else only when forced", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    await project.cli.run(["approve", "1"]);
    writeFileSync(join(project.worktree, "notes.txt"), "mine");
    expect(await project.cli.run(["clean", "1", "--force"])).toMatchObject({ exitCode: 0 });
    expect(existsSync(project.worktree)).toBe(false);
  });
});

describe("logs", () => {
  it("prints a finished run, and a raw one byte for byte", async () => {
    project.agent.also("printf 'no newline, \\033[31mred\\033[0m'");
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const shown = await project.cli.run(["logs", "1"]);
    expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
    expect(shown.stdout).toBe("agent at work\nno newline, redagent done\n");
    const raw = await project.cli.run(["logs", "1", "--raw"]);
    expect(raw.stdout).toBe(readFileSync(join(project.plans, "1/runs/1/output.ndjson"), "utf8"));
    expect(raw.stdout).toContain("\x1b[31m");
  });

  it("follows a run to its end", async () => {
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    const engine = project.cli.start(["run", "--until", "gate"]);
    const follower = project.cli.start(["logs", "1", "-f"]);
    await follower.line(/agent at work/);
    project.agent.letGo();
    expect(await follower.done).toMatchObject({ exitCode: 0, stdout: "agent at work\nagent done\n" });
    expect(await engine.done).toMatchObject({ exitCode: 4 });
  });

  it("is not there before anything has run", async () => {
    const nothing = await project.cli.run(["logs"]);
    expect(nothing.exitCode).not.toBe(0);
    expect(nothing.stderr).not.toBe("");
  });
});
