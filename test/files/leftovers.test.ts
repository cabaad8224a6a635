import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeLeftovers } from "../../source/files/leftovers.ts";
import { tryLock } from "../../source/files/lock.ts";
import { currentIdentity } from "../../source/processes/identity.ts";

let folder: string;
let deadPid: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "orc-leftovers-"));
  const child = execa(process.execPath, ["-e", ""]);
  deadPid = child.pid ?? 0;
  await child;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, ageSeconds: number): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, "");
  const then = Date.now() / 1000 - ageSeconds;
  utimesSync(path, then, then);
  return path;
}

describe("what killed processes leave", () => {
  it("is removed where it is a temporary file, at any depth", () => {
    put(`state.json.${deadPid}-0123456789ab.tmp`, 60);
    put(`1/runs/2/claim.json.${deadPid}-0123456789ab.tmp`, 60);
    removeLeftovers(folder);
    expect(readdirSync(folder, { recursive: true })).toEqual(["1", "1/runs", "1/runs/2"]);
  });

  it("is left alone where its process lives, where it is young, and where it is no file of ours", () => {
    const kept = [
      put(`state.json.${process.pid}-0123456789ab.tmp`, 60),
      put(`state.json.${deadPid}-0123456789ab.tmp`, 1),
      put("notes.tmp", 60),
    ];
    removeLeftovers(folder);
    expect(kept.filter(existsSync)).toEqual(kept);
  });

  it("is freed where it is a lock, and a lock of the living stays", () => {
    const dead = { nonce: "dead", process: { ...currentIdentity(), pid: deadPid } };
    writeFileSync(put("store.lock", 60), JSON.stringify(dead));
    const document = put("1/specs/yarn.lock", 60);
    const lock = tryLock(join(folder, "engine.lock"));
    removeLeftovers(folder);
    expect(readdirSync(folder)).toEqual(["1", "engine.lock"]);
    expect(existsSync(document)).toBe(true);
    lock?.release();
  });

  it("is no reason to fail where the folder is missing", () => {
    expect(() => removeLeftovers(join(folder, "nowhere"))).not.toThrow();
  });
});
