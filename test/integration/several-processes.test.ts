import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockHolder } from "../../source/files/lock.ts";
import { readIssueFile } from "../../source/tracker/local/issue-file.ts";
import type { Started } from "../support/command-line.ts";
import { eventually } from "../support/eventually.ts";
import { REAL_TIME } from "../support/real-time.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
});
afterEach(async () => project.cleanup());

function enginePid(): number | null {
  return lockHolder(join(project.plans, "engine.lock"))?.pid ?? null;
}

/** Starts two engines for the same repository and says which of them is the engine and which the follower. */
async function startTwo(): Promise<{ engine: Started; follower: Started }> {
  const engine = project.cli.start(["run", "--until", "done"]);
  await eventually("the first is the engine", () => enginePid() === engine.pid);
  const follower = project.cli.start(["run", "--until", "done"]);
  await eventually("the second follows", () => project.hasOpened(follower.pid));
  return { engine, follower };
}

describe("ORC-001: several processes on one repository", () => {
  it(
    "have one engine, and an approval given in any of them counts once and shows in all within a second",
    REAL_TIME,
    async () => {
      await project.cli.run(["new", FEATURE, "--wait", "gate"]);
      const { engine, follower } = await startTwo();
      const approval = await project.cli.run(["approve", "1"]);
      const approvedAt = performance.now();
      expect(approval).toMatchObject({ exitCode: 0 });
      const shown = /GATE_1 → DONE \(approval_received/;
      await Promise.all([engine.line(shown), follower.line(shown)]);
      expect(performance.now() - approvedAt).toBeLessThan(1_000);
      expect(await engine.done).toMatchObject({ exitCode: 0 });
      expect(await follower.done).toMatchObject({ exitCode: 0 });

      const { history, decisions } = project.state();
      expect(history.map(({ to }) => to)).toEqual(["PHASE_1", "PHASE_2", "GATE_1", "DONE"]);
      expect(decisions).toHaveLength(1);
      const comments = readIssueFile(join(project.plans, "tracker/1.json"), 1)?.comments ?? [];
      // The branch, the announcement, the decision, the receipt.
      expect(comments).toHaveLength(4);
      expect(existsSync(join(project.plans, "engine.lock"))).toBe(false);
    },
  );

  it("decide once when two approve at the same moment", async () => {
    await project.cli.run(["new", FEATURE, "--wait", "gate"]);
    const calls = await Promise.all(
      ["approve", "approve", "approve"].map((word) => project.cli.run([word, "1"])),
    );
    expect(calls.map(({ exitCode }) => exitCode).sort()).toEqual([0, 3, 3]);
    expect(project.state().decisions).toHaveLength(1);
  });

  it("go on within fifteen seconds when the engine is killed", async () => {
    project.agent.hold();
    await project.cli.run(["new", FEATURE]);
    const { engine, follower } = await startTwo();
    engine.kill("SIGKILL");
    await engine.done;
    const killedAt = performance.now();
    project.agent.letGo();
    await follower.line(/PHASE_2 → GATE_1/, 15_000);
    expect(performance.now() - killedAt).toBeLessThan(15_000);
    expect(enginePid()).toBe(follower.pid);
    await project.cli.run(["approve", "1"]);
    expect(await follower.done).toMatchObject({ exitCode: 0 });
    expect(project.state().runs).toHaveLength(1);
  });

  it("lose no workflow when several are started at once", async () => {
    const titles = ["Add search", "Add export", "Add import"];
    const calls = await Promise.all(titles.map((title) => project.cli.run(["new", title, "--wait", "gate"])));
    expect(calls.map(({ exitCode }) => exitCode)).toEqual([4, 4, 4]);
    expect([1, 2, 3].map((issue) => project.state(issue).title).sort()).toEqual([...titles].sort());
    expect((await project.git("worktree", "list")).split("\n")).toHaveLength(4);
  });
});

describe("ORC-003: maxAgents", () => {
  it("lets agents work one after the other where it is 1", async () => {
    project.configure({ maxAgents: 1 });
    project.agent.hold();
    await project.cli.run(["new", "Add search"]);
    const second = project.cli.start(["new", "Add export", "--wait", "gate"]);
    await project.until("the second is due", ({ runWanted }) => runWanted, 2);
    expect(project.state(2).runs).toEqual([]);
    project.agent.letGo();
    expect(await second.done).toMatchObject({ exitCode: 4 });
    const [first, later] = [project.state(1).runs[0], project.state(2).runs[0]];
    expect(Date.parse(later?.startedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(first?.endedAt ?? ""));
  });
});
