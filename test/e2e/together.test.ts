import { expect, test } from "vitest";
import { REAL_TIME } from "../support/real-time.ts";
import { APPROVED, AT_GATE, setScene } from "./scene.ts";

test(
  "ORC-001, ORC-004: an approval on the command line shows in two dashboards within a second",
  REAL_TIME,
  async () => {
    const scene = await setScene();
    const engine = scene.open();
    await engine.waitFor("No workflows here yet");
    const follower = scene.open();
    await follower.waitFor("No workflows here yet");
    await scene.shell.run(["new", "Add dark mode"]);
    await Promise.all([engine.waitFor(AT_GATE), follower.waitFor(AT_GATE)]);

    const approval = scene.shell.run(["approve", "1"]);
    await Promise.race([engine.waitFor(APPROVED), follower.waitFor(APPROVED)]);
    await Promise.all([engine.waitFor(APPROVED, 1_000), follower.waitFor(APPROVED, 1_000)]);
    expect(await approval).toMatchObject({ exitCode: 0 });
    const { history } = await scene.workflow(1);
    expect(history.filter(({ to }) => to === "DONE")).toHaveLength(1);
  },
);

test("ORC-001: the second dashboard takes over when the first is killed", async () => {
  const scene = await setScene();
  const first = scene.open();
  await first.waitFor("No workflows here yet");
  await first.waitFor(/engine/);
  const second = scene.open();
  await second.waitFor("No workflows here yet");
  first.signal("SIGKILL");
  await first.ended;
  await scene.shell.run(["new", "Add dark mode"]);
  await second.waitFor(AT_GATE);
});
