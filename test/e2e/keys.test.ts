import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { APPROVED, AT_GATE, AT_WORK, approve, describeFeature, KEY, setScene } from "./scene.ts";

test("ORC-004: a workflow is created in the form, reviewed, sent back with words, and approved", async () => {
  const scene = await setScene();
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  await describeFeature(terminal, "Export orders as CSV");
  await terminal.waitFor(AT_GATE);
  const first = await scene.workflow(1);
  expect(first).toMatchObject({ title: "Export orders as CSV", branchName: "1-export-orders-as-csv" });

  terminal.press("r");
  await terminal.waitFor("Request changes");
  terminal.press("Say which separator is used");
  terminal.press(KEY.send);
  await terminal.waitFor((screen) => screen.includes("revision 2") && screen.includes(AT_GATE));
  const second = await scene.workflow(1);
  expect(second).toMatchObject({ state: "GATE_1", runs: [{ number: 1 }, { number: 2 }] });
  expect(second.planRevision).not.toBe(first.planRevision);
  const requirements = join(String(second.worktreePath), ".plans/1/specs/requirements.md");
  expect(readFileSync(requirements, "utf8")).toContain("Say which separator is used");

  await approve(terminal);
  await terminal.waitFor(APPROVED);
  expect(await scene.workflow(1)).toMatchObject({ state: "DONE", humanApproved: true });
});

test("what was typed into the form is still there when it is opened again", async () => {
  const scene = await setScene();
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  terminal.press("n");
  await terminal.waitFor("New workflow");
  terminal.press("Half a thought");
  await terminal.waitFor("Half a thought");
  terminal.press(KEY.escape);
  await terminal.waitFor((screen) => !screen.includes("New workflow"));
  terminal.press("n");
  await terminal.waitFor("Half a thought");
});

test("ORC-003: the agent is stopped by a key, with a remedy, and started again by another", async () => {
  const scene = await setScene({ agentSeconds: 6 });
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  await describeFeature(terminal, "Search in invoices");
  await terminal.waitFor("First I look");

  terminal.press("x");
  await terminal.waitFor("Stop the agent");
  terminal.press("y");
  await terminal.waitFor("R retry");
  const stopped = await scene.workflow(1);
  expect(stopped).toMatchObject({ state: "PHASE_2", runs: [{ number: 1, outcome: "stopped" }] });
  expect(stopped.lastError?.remedy).not.toBe("");

  terminal.press("R");
  await terminal.waitFor(AT_WORK);
  await terminal.waitFor(AT_GATE);
  expect(await scene.workflow(1)).toMatchObject({
    runs: [{ number: 1 }, { number: 2, outcome: "succeeded" }],
  });
});

test("the help lists the keys and closes again", async () => {
  const scene = await setScene();
  const terminal = scene.open({ columns: 120, rows: 50 });
  await terminal.waitFor("No workflows here yet");
  terminal.press("?");
  const help = await terminal.waitFor("Everywhere");
  for (const key of ["A", "r", "R", "x", "n", "\\?", "q"]) expect(help).toMatch(new RegExp(`│ ${key} +\\w`));
  terminal.press(KEY.escape);
  await terminal.waitFor((screen) => !screen.includes("Everywhere"));
});

test("a key that can do nothing now says why", async () => {
  const scene = await setScene();
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  terminal.press("A");
  await terminal.waitFor("there is no workflow yet");
});
