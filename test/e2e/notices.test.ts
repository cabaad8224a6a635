import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeFeature, setScene } from "./scene.ts";

/** Whatever terminal the tests are started in. */
const UNKNOWN = { TMUX: "", STY: "", TERM_PROGRAM: "", LC_TERMINAL: "" };
const GATE = "Waiting for your approval";

test.each([
  ["the bell", UNKNOWN, ["bell"]],
  [
    "a notification",
    { ...UNKNOWN, TERM_PROGRAM: "WezTerm" },
    ["777;notify;orc-tui project;#1 Add dark mode: the plan waits for your approval"],
  ],
])("a gate that opens calls once, by %s, and not again after a restart", async (_, env, expected) => {
  const scene = await setScene();
  const terminal = scene.open({ env });
  await terminal.waitFor("No workflows here yet");
  await describeFeature(terminal, "Add dark mode");
  await terminal.waitFor(GATE);
  await terminal.waitFor(() => terminal.calls.length > 0);
  terminal.press("q");
  await terminal.ended;
  expect(terminal.calls).toEqual(expected);

  const again = scene.open({ env });
  await again.waitFor(GATE);
  again.press("q");
  await again.ended;
  expect(again.calls).toEqual([]);
});

test("nothing calls where the settings say so", async () => {
  const scene = await setScene();
  writeFileSync(
    join(scene.sandbox.repo, ".plans/config.json"),
    JSON.stringify({ defaultAgent: "demo", notify: false }),
  );
  const terminal = scene.open();
  await terminal.waitFor("No workflows here yet");
  await describeFeature(terminal, "Add dark mode");
  await terminal.waitFor(GATE);
  terminal.press("q");
  await terminal.ended;
  expect(terminal.calls).toEqual([]);
});
