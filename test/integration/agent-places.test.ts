import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
  project.configure({ maxAgents: 1 });
});
afterEach(async () => project.cleanup());

const NOTE = "#2 waits for a free agent place";

function notes(stderr: string): number {
  return stderr.split(NOTE).length - 1;
}

describe("where all agent places are taken", () => {
  it("new says so and ends; the agent starts when the first one has ended", async () => {
    project.agent.hold();
    await project.cli.run(["new", "Add search"]);
    const created = await project.cli.run(["new", "Add export"]);
    expect(created).toMatchObject({ exitCode: 0 });
    expect(notes(created.stderr)).toBe(1);
    expect(project.state(2)).toMatchObject({ state: "PHASE_2", runWanted: true, runs: [] });
    project.agent.letGo();
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state(2).runs).toHaveLength(1);
  });

  it("new beside another engine does not wait for the place either", async () => {
    project.agent.hold();
    const engine = project.cli.start(["run"]);
    await project.cli.run(["new", "Add search"]);
    const created = await project.cli.run(["new", "Add export"]);
    expect(created).toMatchObject({ exitCode: 0 });
    expect(project.state(2)).toMatchObject({ state: "PHASE_2", runs: [] });
    engine.kill("SIGINT");
    expect(await engine.done).toMatchObject({ exitCode: 130 });
  });

  it("run --once does the rest and ends", async () => {
    project.agent.hold();
    await project.cli.run(["new", "Add search"]);
    await project.cli.run(["new", "Add export"]);
    const once = await project.cli.run(["run", "--once"]);
    expect(once).toMatchObject({ exitCode: 0 });
    expect(notes(once.stderr)).toBe(1);
  });

  it("reject counts and ends; the revision waits", async () => {
    await project.cli.run(["new", "Add search", "--wait", "gate"]);
    await project.cli.run(["new", "Add export", "--wait", "gate"]);
    project.agent.hold();
    await project.cli.run(["reject", "1", "-m", "shorter"]);
    const rejected = await project.cli.run(["reject", "2", "-m", "longer"]);
    expect(rejected).toMatchObject({ exitCode: 0 });
    expect(notes(rejected.stderr)).toBe(1);
    expect(project.state(2)).toMatchObject({ state: "PHASE_2", feedback: "longer", runWanted: true });
  });
});
