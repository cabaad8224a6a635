import { renameSync } from "node:fs";
import { expect, test } from "vitest";
import { AT_GATE, describeFeature, setScene } from "./scene.ts";

test("ORC-002: a push that fails says so with a remedy, and a key tries again", async () => {
  const scene = await setScene({ remote: true });
  const remote = String(scene.sandbox.remote);
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  renameSync(remote, `${remote}.gone`);
  await describeFeature(terminal, "Add dark mode");
  await terminal.waitFor("R retry");
  const { lastError } = await scene.workflow(1);
  expect(lastError).not.toBeNull();
  expect(terminal.screen().replaceAll(/[\s│]+/g, " ")).toContain(String(lastError?.remedy).slice(0, 30));

  renameSync(`${remote}.gone`, remote);
  terminal.press("R");
  await terminal.waitFor(AT_GATE);
  expect(await scene.workflow(1)).toMatchObject({ state: "GATE_1", lastError: null });
});

test("ORC-003: an agent that fails says why, and the workflow stays where it is", async () => {
  const scene = await setScene({ behaviour: "fail" });
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  await describeFeature(terminal, "Add dark mode");
  await terminal.waitFor("The demo agent was told to fail");
  await terminal.waitFor("R retry");
  expect(await scene.workflow(1)).toMatchObject({ state: "PHASE_2", runs: [{ outcome: "failed" }] });
});

test("what an agent prints cannot reach the terminal", async () => {
  const scene = await setScene({ behaviour: "hostile" });
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  await describeFeature(terminal, "Add dark mode");
  await terminal.waitFor(AT_GATE);
  await terminal.waitFor(() => terminal.modes.title === "(1) orc-tui project");
  expect(terminal.modes).toMatchObject({ alternateScreen: true, mouse: false });
});
