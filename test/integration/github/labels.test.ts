import { afterEach, beforeEach, expect, it } from "vitest";
import { STATUS_LABELS } from "../../../source/workflow/labels.ts";
import { FEATURE } from "../project.ts";
import { createGitHubProject, type GitHubProject } from "./project.ts";

let project: GitHubProject;

beforeEach(async () => {
  project = await createGitHubProject();
});
afterEach(async () => project.cleanup());

it("ORC-005: a label that cannot be set holds nothing up, and is set later", async () => {
  const { github, cli } = project;
  const outage = github.faults.add({
    kind: "403",
    when: "before",
    times: 1_000,
    match: ({ operationName }) => operationName === "OrcSwapLabels",
  });
  expect(await cli.run(["new", FEATURE, "--wait", "gate"])).toMatchObject({ exitCode: 4 });
  expect(project.state()).toMatchObject({ state: "GATE_1", lastError: null });
  expect(project.state().deferred).toHaveProperty("label");
  expect(github.world.labelsOf(1)).not.toContain("status:awaiting-approval");

  outage.remove();
  expect(await cli.run(["labels", "1"])).toMatchObject({ exitCode: 0 });
  expect(github.world.labelsOf(1)).toEqual(["status:awaiting-approval"]);
  expect(project.state().deferred).toEqual({});
});

it("ORC-005: a cancelled workflow says so, and the labels have the colours of the documents", async () => {
  const { github, cli } = project;
  await cli.run(["new", FEATURE, "--label", "mine", "--wait", "gate"]);
  expect(await cli.run(["cancel", "1"])).toMatchObject({ exitCode: 0 });
  expect([...github.world.labelsOf(1)].sort()).toEqual(["mine", "status:cancelled"]);
  const colours = new Map(github.world.repository.labels.map(({ name, color }) => [name, color]));
  for (const name of ["status:phase-1", "status:awaiting-approval", "status:cancelled"])
    expect(colours.get(name)).toBe(Object.values(STATUS_LABELS).find((label) => label.name === name)?.color);
});
