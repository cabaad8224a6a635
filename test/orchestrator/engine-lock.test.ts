import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lockHolder, tryLock } from "../../source/files/lock.ts";
import { contendForEngine } from "../../source/orchestrator/engine-lock.ts";
import type { EngineRole } from "../../source/orchestrator/session.ts";

let folder: string;
let path: string;
const letGos: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  folder = mkdtempSync(join(tmpdir(), "orc-tui-engine-lock-"));
  path = join(folder, "engine.lock");
});
afterEach(() => {
  for (const letGo of letGos.splice(0)) letGo();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function contend() {
  const roles: EngineRole[] = [];
  const problems: unknown[] = [];
  const letGo = contendForEngine(path, {
    onRole: (role) => roles.push(role),
    onProblem: (error) => problems.push(error),
  });
  letGos.push(letGo);
  return { roles, problems, letGo, role: () => roles.at(-1)?.kind };
}

const BEAT_MS = 2_000;

describe("the engine's lock", () => {
  it("makes the first the engine and the second a follower, which takes over when the first lets go", () => {
    const first = contend();
    const second = contend();
    expect([first.role(), second.role()]).toEqual(["engine", "follower"]);
    expect(second.roles.at(-1)).toMatchObject({ enginePid: process.pid, isSilent: false });
    first.letGo();
    vi.advanceTimersByTime(BEAT_MS);
    expect(second.role()).toBe("engine");
  });

  it("is taken again when its file was removed by hand, without a word", () => {
    const only = contend();
    rmSync(path);
    vi.advanceTimersByTime(BEAT_MS);
    expect(only.roles).toEqual([{ kind: "engine" }]);
    expect(lockHolder(path)?.pid).toBe(process.pid);
  });

  it("is never held by two: who lost it to another steps back", () => {
    const first = contend();
    rmSync(path);
    const other = tryLock(path);
    vi.advanceTimersByTime(BEAT_MS);
    expect(first.role()).toBe("follower");
    first.letGo();
    expect(lockHolder(path)).not.toBeNull();
    other?.release();
  });

  it("says of an engine that does not move any more that it is silent", () => {
    tryLock(path);
    const then = Date.now() / 1000 - 60;
    utimesSync(path, then, then);
    expect(contend().roles.at(-1)).toMatchObject({ kind: "follower", isSilent: true });
  });

  it("reports what keeps it from being had, and is had once that is mended", () => {
    path = join(folder, "missing", "engine.lock");
    writeFileSync(join(folder, "missing"), "a file where a folder should be");
    const only = contend();
    expect(only.problems).toHaveLength(1);
    rmSync(join(folder, "missing"));
    vi.advanceTimersByTime(BEAT_MS);
    expect(only.role()).toBe("engine");
  });
});
