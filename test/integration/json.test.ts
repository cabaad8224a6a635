import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OutputName, outputsJsonSchema } from "../../source/commands/outputs.ts";
import { faultsOf, OUTPUT_SCHEMA } from "../support/output-schema.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;

beforeAll(async () => {
  project = await createProject();
});
afterAll(async () => project.cleanup());

async function judged(name: OutputName, ...words: string[]): Promise<void> {
  const { stdout, stderr } = await project.cli.run([...words, "--json"]);
  expect(stdout, stderr).not.toBe("");
  expect(faultsOf(name, JSON.parse(stdout)), words.join(" ")).toBe("");
}

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("the schema of the outputs", () => {
  it("is the one that is shipped: npm run build writes it", () => {
    expect(OUTPUT_SCHEMA).toEqual(outputsJsonSchema());
  });

  it("tells right from wrong", () => {
    expect(faultsOf("findings", [{ what: "git", verdict: "ok", message: "2", remedy: "" }])).toBe("");
    expect(faultsOf("findings", [{ what: "git", verdict: "fine", message: "2", remedy: "" }])).not.toBe("");
    expect(faultsOf("workflow", { state: "GATE_1" })).not.toBe("");
  });
});

describe("what is printed with --json", () => {
  it("is as the schema says, a whole workflow long", async () => {
    await judged("workflows", "list");
    project.agent.fail();
    await judged("workflow", "new", FEATURE);
    const failed = await project.cli.run(["run", "--until", "gate", "--json"]);
    expect(failed.exitCode).toBe(1);
    for (const event of linesOf(failed.stdout)) expect(faultsOf("event", event), event.type).toBe("");
    project.agent.succeed();
    // An agent that ends before `retry` does would be noticed by it.
    project.agent.hold();
    await judged("workflow", "retry", "1");
    project.agent.letGo();

    const { exitCode, stdout } = await project.cli.run(["run", "--until", "gate", "--json"]);
    expect(exitCode).toBe(4);
    const events = linesOf(stdout);
    for (const event of events) expect(faultsOf("event", event), JSON.stringify(event)).toBe("");
    expect(events.map(({ type }) => type)).toEqual(["run_ended", "transition", "workflow"]);
    expect(events[1]).toMatchObject({ issueNumber: 1, from: "PHASE_2", to: "GATE_1", by: "orchestrator" });
    expect(events[2].workflow).toMatchObject({ state: "GATE_1" });

    await judged("workflow", "status", "1");
    await judged("explanation", "explain", "1");
    await judged("findings", "doctor");
    await judged("workflow", "comment", "1", "hello");
    await judged("workflow", "reject", "1", "-m", "more detail");
    await project.cli.run(["run", "--until", "gate"]);
    await judged("workflow", "approve", "1");
    await judged("cleaned-several", "clean", "--finished", "--dry-run");
    await judged("cleaned", "clean", "1");
    await judged("repair", "repair", "1");
    const log = await project.cli.run(["logs", "1", "--json"]);
    for (const line of linesOf(log.stdout)) expect(faultsOf("log-line", line)).toBe("");
  });

  it("is so of the settings", async () => {
    await judged("settings", "config", "get");
    await judged("settings", "config", "get", "maxAgents");
    await judged("config-set", "config", "set", "maxAgents", "3");
    await judged("config-path", "config", "path");
    await judged("trusted", "trust");
  });

  it.each([
    ["wrong usage", ["list", "--colour"], 2],
    ["a workflow that is not there", ["status", "77"], 1],
    ["what is not possible in this state", ["approve", "1"], 3],
    ["no command", ["launch"], 2],
  ])("is an error on standard error: %s", async (_what, words, code) => {
    const { exitCode, stdout, stderr } = await project.cli.run([...words, "--json"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: "" });
    expect(faultsOf("error", JSON.parse(stderr))).toBe("");
  });

  it("is an error also where the settings are damaged", async () => {
    const right = project.settingsText();
    writeFileSync(join(project.plans, "config.json"), "{");
    const { exitCode, stderr } = await project.cli.run(["list", "--json"]);
    expect(exitCode).toBe(1);
    expect(faultsOf("error", JSON.parse(stderr))).toBe("");
    writeFileSync(join(project.plans, "config.json"), right);
  });
});
