import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Explanation } from "../../source/orchestrator/explanation.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeAll(async () => {
  project = await createProject();
  await project.cli.run(["new", FEATURE, "--wait", "gate"]);
});
afterAll(async () => project.cleanup());

const codes = ({ reasons }: Explanation) => reasons.map(({ code }) => code);

describe("explain", () => {
  it("says in sentences what a workflow waits for, and that nobody sees comments", async () => {
    const { exitCode, stdout } = await project.cli.run(["explain", "1"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^#1 is in GATE_1\n- It waits for a person since 20.*\n {2}orc-tui approve 1/);
    expect(stdout).toContain("- No engine runs here, so comments on the issue are not seen");
    expect(stdout).toContain("Engine: none");
  });

  it("knows the engine, as JSON, for the one workflow that has not ended", async () => {
    const engine = project.cli.start(["run"]);
    const explained = async () => project.cli.json<Explanation>(["explain"]);
    await expect.poll(async () => (await explained()).enginePid, { timeout: 30_000 }).toBe(engine.pid);
    expect(codes(await explained())).toEqual(["gate"]);
    engine.kill("SIGTERM");
    await engine.done;
  });

  it("changes nothing, and names a workflow that is not there", async () => {
    const before = project.state().revision;
    const unknown = await project.cli.run(["explain", "9", "--json"]);
    expect(unknown.exitCode).toBe(1);
    expect(JSON.parse(unknown.stderr)).toMatchObject({ code: "UNKNOWN_WORKFLOW" });
    expect(await project.cli.run(["explain", "1", "2"])).toMatchObject({ exitCode: 2 });
    expect(project.state().revision).toBe(before);
  });

  it("is open to an agent, who changes nothing with it", async () => {
    expect(await project.cli.run(["explain", "1"], { env: { ORC_RUN_ID: "1" } })).toMatchObject({
      exitCode: 0,
    });
  });
});
