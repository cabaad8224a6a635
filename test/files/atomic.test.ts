import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFileAtomic } from "../../source/files/atomic.ts";
import { DamagedFileError, readJson } from "../../source/files/json.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orc-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("writing a file atomically", () => {
  it("creates it with its folder, and replaces it", () => {
    const path = join(folder, "a", "b", "file");
    writeFileAtomic(path, "one");
    writeFileAtomic(path, new Uint8Array([0, 255, 10]));
    expect([...readFileSync(path)]).toEqual([0, 255, 10]);
    expect(readdirSync(join(folder, "a", "b"))).toEqual(["file"]);
  });

  it("gives the mode it was asked for", () => {
    const path = join(folder, "secret");
    writeFileAtomic(path, "x", { mode: 0o600 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("leaves the old file and no other where it fails", () => {
    const path = join(folder, "taken");
    mkdirSync(path);
    expect(() => writeFileAtomic(path, "x")).toThrow();
    expect(readdirSync(folder)).toEqual(["taken"]);
    expect(statSync(path).isDirectory()).toBe(true);
  });
});

describe("reading a JSON file", () => {
  it("gives its value, and undefined where there is none", () => {
    const path = join(folder, "value.json");
    writeFileAtomic(path, '{"a": [1, null]}');
    expect(readJson(path)).toEqual({ a: [1, null] });
    expect(readJson(join(folder, "missing"))).toBeUndefined();
    expect(readJson(join(path, "below-a-file"))).toBeUndefined();
  });

  it("says which file is damaged and leaves it", () => {
    const path = join(folder, "value.json");
    writeFileAtomic(path, "{");
    expect(() => readJson(path)).toThrow(DamagedFileError);
    expect(() => readJson(path)).toThrow(path);
    expect(existsSync(path)).toBe(true);
  });
});
