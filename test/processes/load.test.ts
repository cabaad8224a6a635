import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { type Load, LoadMeter } from "../../source/processes/load.ts";
import { eventually } from "../support/eventually.ts";

function start(script: string): number {
  const child = spawn(process.execPath, ["-e", script], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child.pid ?? 0;
}

test("tells a busy process from an idle one, and how much memory they take", async () => {
  const busy = start("for (;;);");
  const idle = start("setInterval(() => {}, 1000)");
  const meters = [new LoadMeter(), new LoadMeter()] as const;
  await eventually("the busy one shows", () => {
    const load: Load | null = meters[0].measure([busy]);
    return load !== null && load.cpuPercent > 10 && load.memoryBytes > 10 * 1024 * 1024 ? load : null;
  });
  await eventually("the idle one has started and rests", () => {
    const load = meters[1].measure([idle]);
    return load !== null && load.cpuPercent === 0 && load.memoryBytes > 10 * 1024 * 1024 ? load : null;
  });
});

test("is unknown where there is no such process", () => {
  expect(new LoadMeter().measure([2 ** 22 + 1])).toBeNull();
  expect(new LoadMeter().measure([])).toBeNull();
});
