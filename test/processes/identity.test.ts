import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { currentIdentity, identify, isAlive, isLocal } from "../../source/processes/identity.ts";
import { eventually } from "../support/eventually.ts";

function start(...args: string[]) {
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

const FOREVER = ["-e", "setInterval(() => {}, 1000)"];

describe("the identity of a process", () => {
  it("is that of this process, and stays the same", () => {
    const own = currentIdentity();
    expect(own).toEqual(identify(process.pid));
    expect(own.pid).toBe(process.pid);
    expect(own.startedAt).not.toBe("");
    expect(isAlive(own)).toBe(true);
    expect(isAlive(JSON.parse(JSON.stringify(own)))).toBe(true);
  });

  it("ends with the process", async () => {
    const child = start(...FOREVER);
    const identity = identify(child.pid ?? 0);
    if (identity === null) throw new Error("the child should run");
    expect(isAlive(identity)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(identity)).toBe(false);
    expect(identify(identity.pid)).toBeNull();
  });

  it("is not that of a later process with the same number", () => {
    expect(isAlive({ ...currentIdentity(), startedAt: "1" })).toBe(false);
    expect(isAlive({ ...currentIdentity(), startedAt: "" })).toBe(false);
  });

  it("means nothing on another machine, after another boot or in another container", () => {
    const elsewhere = { ...currentIdentity(), host: "elsewhere" };
    expect(isLocal(currentIdentity())).toBe(true);
    expect(isLocal(elsewhere)).toBe(false);
    expect(isAlive(elsewhere)).toBe(false);
  });

  it("differs between processes", () => {
    const child = start(...FOREVER);
    expect(identify(child.pid ?? 0)).not.toEqual(currentIdentity());
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 31, 2 ** 53])("there is none for %d", (pid) => {
    expect(identify(pid)).toBeNull();
  });

  it("is read right whatever the process calls itself", async () => {
    const child = start("-e", "process.title = ') Z 1 (x'; setInterval(() => {}, 1000)");
    const identity = await eventually("the child runs", () => identify(child.pid ?? 0));
    await eventually("it has its name", () => {
      return (
        process.platform !== "linux" || readFileSync(`/proc/${child.pid}/comm`, "utf8").startsWith(") Z 1")
      );
    });
    expect(isAlive(identity)).toBe(true);
  });

  it("is gone for a process that has ended and was not fetched by its parent", async () => {
    const script = "sh -c 'exit 0' & echo $!; exec sleep 60";
    const parent = spawn("/bin/sh", ["-c", script], { stdio: ["ignore", "pipe", "ignore"] });
    onTestFinished(() => {
      parent.kill("SIGKILL");
    });
    const [line] = await once(parent.stdout, "data");
    await eventually("the zombie counts as gone", () => identify(Number(String(line).trim())) === null);
    expect(identify(parent.pid ?? 0)).not.toBeNull();
  });
});
