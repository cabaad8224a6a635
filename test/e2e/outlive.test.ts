import { expect, test } from "vitest";
import { identify } from "../../source/processes/identity.ts";
import { AT_GATE, AT_WORK, setScene } from "./scene.ts";

test("ORC-003: the agent goes on when the dashboard is killed, and the next one shows its whole output", async () => {
  const scene = await setScene({ agentSeconds: 8 });
  const first = scene.open();
  await first.waitFor("No workflows here yet");
  await scene.shell.run(["new", "Notify by e-mail"]);
  await first.waitFor("First I look");
  first.signal("SIGKILL");
  await first.ended;
  expect(identify(first.pid)).toBeNull();
  expect(first.processes().length).toBeGreaterThan(0);

  const second = scene.open({ rows: 80 });
  await second.waitFor("First I look");
  await second.waitFor(AT_GATE);
  const screen = await second.waitFor("Now the tasks");
  expect(screen).toContain("I am going to write the specification for issue 1");
  expect(await scene.workflow(1)).toMatchObject({
    state: "GATE_1",
    runs: [{ number: 1, outcome: "succeeded" }],
  });
});

test("ORC-003: the agent goes on when the dashboard is quit", async () => {
  const scene = await setScene({ agentSeconds: 6 });
  const first = scene.open();
  await first.waitFor("No workflows here yet");
  await scene.shell.run(["new", "Notify by e-mail"]);
  await first.waitFor(AT_WORK);
  first.press("q");
  expect(await first.ended).toEqual({ code: 0, signal: 0 });
  expect(first.processes().length).toBeGreaterThan(0);
  const second = scene.open();
  await second.waitFor(AT_GATE);
});
