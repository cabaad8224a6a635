import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import {
  carriersOf,
  descendantsOf,
  listProcesses,
  signalGroup,
  signalProcess,
} from "../../source/processes/tree.ts";
import { until } from "../agents/sandbox.ts";

function start(script: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn("/bin/sh", ["-c", script], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  onTestFinished(() => {
    signalGroup(child.pid ?? 0, "SIGKILL");
  });
  return child;
}

test("lists this process with its parent", () => {
  expect(listProcesses()).toContainEqual(expect.objectContaining({ pid: process.pid, parent: process.ppid }));
});

test("finds children, grandchildren and no strangers", () => {
  const processes = [
    { pid: 10, parent: 1, group: 10 },
    { pid: 11, parent: 10, group: 10 },
    { pid: 12, parent: 11, group: 12 },
    { pid: 13, parent: 1, group: 10 },
  ];
  expect(descendantsOf([10], processes).map((entry) => entry.pid)).toEqual([11, 12]);
});

test("survives a table that says a process is its own ancestor", () => {
  const processes = [
    { pid: 10, parent: 11, group: 10 },
    { pid: 11, parent: 10, group: 10 },
  ];
  expect(descendantsOf([10], processes).map((entry) => entry.pid)).toEqual([11]);
});

test("leaves out a process that has ended and waits to be collected", async () => {
  const parent = start("sleep 0 & exec sleep 30");
  await until(() => listProcesses().filter((entry) => entry.parent === parent.pid).length === 0);
  expect(listProcesses().some((entry) => entry.pid === parent.pid)).toBe(true);
});

test.runIf(process.platform === "linux")("finds by a variable what has left group and session", async () => {
  start("setsid sleep 30 & sleep 30", { ORC_RUN_ID: "tree-test-tag" });
  const carried = () => carriersOf({ ORC_RUN_ID: "tree-test-tag" });
  // The child carries the variable before it has become a group of its own.
  await until(() => new Set(carried().map((entry) => entry.group)).size === 2 && carried().length >= 3);
  const carriers = carried();
  onTestFinished(() => {
    for (const { pid } of carriers) signalProcess(pid, "SIGKILL");
  });
  expect(carriersOf({ ORC_RUN_ID: "tree-test-ta" })).toEqual([]);
  expect(carriersOf({ RUN_ID: "tree-test-tag" })).toEqual([]);
});

test("ends a whole group", async () => {
  const leader = start("sleep 30 & sleep 30");
  const exit = once(leader, "exit");
  await until(() => listProcesses().filter((entry) => entry.group === leader.pid).length >= 2);
  expect(signalGroup(leader.pid ?? 0, "SIGKILL")).toBe(true);
  expect(await exit).toEqual([null, "SIGKILL"]);
  await until(() => !listProcesses().some((entry) => entry.group === leader.pid));
});

test.each([0, 1, -1, 1.5, Number.NaN])("never signals what %s stands for", (number) => {
  expect(signalProcess(number, "SIGCONT")).toBe(false);
  expect(signalGroup(number, "SIGCONT")).toBe(false);
});

test("says so when a process is gone", async () => {
  const child = start("exit 0");
  await once(child, "exit");
  expect(signalProcess(child.pid ?? 0, "SIGCONT")).toBe(false);
});
