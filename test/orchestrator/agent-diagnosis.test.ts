import { expect, test } from "vitest";
import { createAgentRunner } from "../../source/agents/runner.ts";
import { diagnoseAgents } from "../../source/orchestrator/agent-diagnosis.ts";
import { Project } from "../settings/project.ts";

const runner = createAgentRunner({ executor: { start: async () => {} }, demoEntry: "demo" });
const shell = { role: "@duc", provider: "command", command: ["/bin/sh"] };

async function findings(settings: object, container: string | null = null) {
  return await diagnoseAgents(await new Project().says(settings).load(), runner, container);
}

test("the agents of the settings are looked at, and the chosen one must be there", async () => {
  const gone = { ...shell, command: ["orc-no-such-program"] };
  const found = await findings({ defaultAgent: "gone", agents: { gone, shell } }, "a jar");
  expect(found.map(({ what, verdict }) => [what, verdict])).toEqual([
    ["Agent gone (command)", "problem"],
    ["Agent shell (command)", "ok"],
    ["Sandbox of shell", "ok"],
  ]);
  expect(found[0]?.message).toContain("orc-no-such-program");
  expect(found[0]?.remedy).not.toBe("");
});

test("another agent that cannot be started is only a warning", async () => {
  const gone = { ...shell, command: ["orc-no-such-program"] };
  const found = await findings({ defaultAgent: "shell", agents: { gone, shell } }, "a jar");
  expect(found).toContainEqual(expect.objectContaining({ what: "Agent gone (command)", verdict: "warning" }));
});

test("settings that a provider cannot honour are told with what would be right", async () => {
  const found = await findings({ defaultAgent: "demo", agents: { demo: { maxBudgetUsd: 5 } } });
  expect(found[0]).toMatchObject({
    verdict: "problem",
    message: 'The provider "demo" cannot honour the agent\'s maxBudgetUsd',
    remedy: expect.stringContaining("claude"),
  });
});

test("an agent without any walls is told of plainly", async () => {
  const settings = { defaultAgent: "shell", agents: { shell } };
  expect((await findings(settings)).at(-1)).toMatchObject({ what: "Sandbox of shell", verdict: "warning" });
  expect((await findings(settings, "a jar")).at(-1)).toMatchObject({
    verdict: "ok",
    message: "all of orc-tui runs in a jar",
  });
});
