import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { carriersOf } from "../../source/processes/tree.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { eventually } from "../support/eventually.ts";
import { differences, remainingProcesses } from "./differences.ts";
import { finish } from "./play.ts";
import { AGENT_LINES, agentStarts, createScene, type Scene } from "./scene.ts";

let scene: Scene;

beforeEach(async () => {
  // Long enough to be killed in the middle of its work.
  scene = await createScene({ pauseSeconds: 2 });
});
afterEach(async () => scene.cleanup());

/** Starts a workflow and waits until its agent is at work. */
async function startAgent(): Promise<{ supervisor: number; agent: number }> {
  expect(await scene.program.run(["new", "Add OAuth2 login with Google"])).toMatchObject({ exitCode: 0 });
  await eventually("the agent is at work", () => agentStarts(scene.witness).length === 1);
  const run = join(scene.plans, "1/runs/1");
  const read = (name: string) => JSON.parse(readFileSync(join(run, name), "utf8"));
  return { supervisor: read("claim.json").supervisor.pid, agent: read("status.json").agent.pid };
}

async function retryToTheEnd(): Promise<Workflow> {
  expect(await scene.program.run(["retry", "1"])).toMatchObject({ exitCode: 0 });
  expect(await scene.program.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
  expect(await scene.program.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
  return await scene.program.json<Workflow>(["status", "1"]);
}

describe("a supervisor that is killed", () => {
  it("leaves a run that counts as lost, whose agent is ended and which a retry repeats", async () => {
    const { supervisor } = await startAgent();
    const { runId } = JSON.parse(readFileSync(join(scene.plans, "1/runs/1/spec.json"), "utf8"));
    process.kill(supervisor, "SIGKILL");
    const lost = await scene.program.run(["run", "--until", "gate"]);
    expect(lost.exitCode).toBe(1);
    const status = await scene.program.json<Workflow>(["status", "1"]);
    expect(status).toMatchObject({
      state: "PHASE_2",
      lastError: { code: "RUN_LOST" },
      runs: [{ outcome: "lost" }],
    });
    expect(status.lastError?.remedy).toMatch(/retry/i);
    expect(carriersOf({ ORC_RUN_ID: runId })).toEqual([]);

    const { state, runs } = await retryToTheEnd();
    expect(state).toBe("DONE");
    expect(runs.map(({ outcome }) => outcome)).toEqual(["lost", "succeeded"]);
    expect(agentStarts(scene.witness)).toHaveLength(2);
    expect(await remainingProcesses(scene.root)).toEqual([]);
  });
});

describe("an agent that is killed", () => {
  it("has failed, with a retry", async () => {
    const { agent } = await startAgent();
    process.kill(agent, "SIGKILL");
    expect(await scene.program.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 1 });
    const { lastError } = await scene.program.json<Workflow>(["status", "1"]);
    expect(lastError).toMatchObject({ code: "RUN_FAILED", message: "The agent was ended by SIGKILL" });
    expect((await retryToTheEnd()).runs.map(({ outcome }) => outcome)).toEqual(["failed", "succeeded"]);
  });
});

describe("ORC-003: an engine that is killed", () => {
  it("leaves the agent at work, and the next one has its whole output", async () => {
    const engine = scene.program.start(["new", "Add OAuth2 login with Google", "--wait", "gate"]);
    await eventually("the agent is at work", () => agentStarts(scene.witness).length === 1);
    engine.kill("SIGKILL", { whole: true });
    await engine.done;
    await eventually("the agent has ended by itself", () => {
      const status = JSON.parse(readFileSync(join(scene.plans, "1/runs/1/status.json"), "utf8"));
      return status.phase === "ended";
    });
    expect(await scene.program.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    const { stdout } = await scene.program.run(["logs", "1"]);
    expect(stdout.trimEnd().split("\n")).toEqual(AGENT_LINES);
    expect(await scene.program.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
    await finish(scene);
    expect(await differences(scene, 0)).toEqual([]);
  });
});
