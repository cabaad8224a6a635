import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LockTimeoutError, lockHolder, tryLock, waitForLock, withLock } from "../../source/files/lock.ts";
import { currentIdentity } from "../../source/processes/identity.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orc-lock-"));
  path = join(folder, "deep", "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A lock that somebody else left there. */
function leave(holder: unknown): void {
  tryLock(path)?.release();
  writeFileSync(path, typeof holder === "string" ? holder : JSON.stringify(holder));
}

const ELSEWHERE = { pid: 1, startedAt: "1", host: "another-machine/boot/pid:[1]" };

describe("a lock", () => {
  it("has one holder, and is free again once released", () => {
    const lock = tryLock(path);
    expect(lockHolder(path)).toEqual(currentIdentity());
    expect(tryLock(path)).toBeNull();
    lock?.release();
    expect(lockHolder(path)).toBeNull();
    expect(tryLock(path)).not.toBeNull();
  });

  it("leaves nothing behind", () => {
    withLock(path, () => expect(tryLock(path)).toBeNull());
    expect(readdirSync(join(folder, "deep"))).toEqual([]);
  });

  it("is released when the action throws, and gives on what it returns", () => {
    expect(() =>
      withLock(path, () => {
        throw new RangeError("inside");
      }),
    ).toThrow(RangeError);
    expect(withLock(path, () => 42)).toBe(42);
  });

  it("is not waited for for ever", async () => {
    tryLock(path);
    expect(() => withLock(path, () => 1, { timeoutMs: 30 })).toThrow(LockTimeoutError);
    await expect(waitForLock(path, { timeoutMs: 30 })).rejects.toMatchObject({
      holderPid: process.pid,
      code: "LOCKED",
    });
  });

  it("is had by who waits, as soon as it is free", async () => {
    const lock = tryLock(path);
    const waiting = waitForLock(path);
    lock?.release();
    (await waiting).release();
    expect(existsSync(path)).toBe(false);
  });
});

describe("a lock whose holder is gone", () => {
  it("is taken over from a process that ended", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    leave({ nonce: "n-1", process: { ...currentIdentity(), pid } });
    expect(tryLock(path)).not.toBeNull();
  });

  it("is taken over where the number now belongs to another process", () => {
    leave({ nonce: "n-1", process: { ...currentIdentity(), startedAt: "long ago" } });
    expect(lockHolder(path)).toBeNull();
    expect(tryLock(path)).not.toBeNull();
  });

  it.each(["", "{", "null", "[]", '{"nonce":"../../x","process":{"pid":1}}', '{"nonce":"n"}'])(
    "is taken over from a file that says %j",
    (content) => {
      leave(content);
      expect(tryLock(path)).not.toBeNull();
      expect(lockHolder(path)).toEqual(currentIdentity());
    },
  );

  it("is taken over although somebody died while taking it over", () => {
    leave({ nonce: "n-1", process: { ...currentIdentity(), startedAt: "long ago" } });
    writeFileSync(
      `${path}.n-1.takeover`,
      JSON.stringify({ nonce: "n-2", process: { ...currentIdentity(), startedAt: "less long ago" } }),
    );
    expect(tryLock(path)).not.toBeNull();
  });
});

describe("a lock held on another machine", () => {
  it("is respected while it is refreshed, and taken over once it no longer is", () => {
    leave({ nonce: "n-1", process: ELSEWHERE });
    expect(tryLock(path)).toBeNull();
    const old = new Date(Date.now() - 60_000);
    utimesSync(path, old, old);
    expect(tryLock(path)).not.toBeNull();
  });

  it("is left alone by a holder that had been taken for dead and comes back", () => {
    const lock = tryLock(path);
    const successor = JSON.stringify({ nonce: "n-9", process: ELSEWHERE });
    writeFileSync(path, successor);
    lock?.release();
    expect(readFileSync(path, "utf8")).toBe(successor);
  });
});
