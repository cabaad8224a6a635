import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { faultsOf, jsonIn } from "../support/output-schema.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeEach(async () => {
  project = await createProject();
  project.agent.hold();
});
afterEach(async () => project.cleanup());

describe("run --json", () => {
  it("tells each event when it happens, one object a line, also of workflows that others begin", async () => {
    const engine = project.cli.start(["run", "--json"]);
    // It tells what happens from then on.
    await eventually("the engine is there", () => project.hasOpened(engine.pid));
    await project.cli.run(["new", FEATURE]);
    await engine.line(/"type":"run_started"/);
    expect(engine.output.stdout).not.toContain("run_ended");
    project.agent.letGo();
    await engine.line(/"to":"GATE_1"/);
    await project.cli.run(["approve", "1"]);
    await engine.line(/"to":"DONE"/);
    engine.kill("SIGINT");
    const { exitCode, stdout } = await engine.done;
    expect(exitCode).toBe(130);
    const events = jsonIn(stdout) as { type: string; to?: string }[];
    for (const event of events) expect(faultsOf("event", event), JSON.stringify(event)).toBe("");
    const reached = events.filter(({ type }) => type === "transition").map(({ to }) => to);
    expect(reached).toEqual(["PHASE_1", "PHASE_2", "GATE_1", "DONE"]);
  });
});

describe("logs -f --json", () => {
  it("prints each entry when it is written, one object a line, until the workflow rests", async () => {
    await project.cli.run(["new", FEATURE]);
    const engine = project.cli.start(["run", "--until", "gate"]);
    const follower = project.cli.start(["logs", "1", "-f", "--json"]);
    await follower.line(/"agent at work"/);
    expect(follower.output.stdout).not.toContain("agent done");
    project.agent.letGo();
    const { exitCode, stdout } = await follower.done;
    expect(exitCode).toBe(0);
    const entries = jsonIn(stdout);
    for (const entry of entries) expect(faultsOf("log-line", entry)).toBe("");
    expect(entries.at(-1)).toMatchObject({ kind: "text", text: "agent done" });
    await engine.done;
  });
});
