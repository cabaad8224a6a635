import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { rotatingFile } from "../../source/files/rotating-file.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "orc-rotating-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

describe("a rotating file", () => {
  it("keeps as many old ones as it may, the newest lines in front, none lost among them", () => {
    const path = join(folder(), "log/x.ndjson");
    const file = rotatingFile(path, { maxBytes: 40, keep: 2 });
    for (let n = 10; n < 60; n += 1) file.append(`line ${n}`);
    const text = [`${path}.2`, `${path}.1`, path].map((each) => readFileSync(each, "utf8")).join("");
    const lines = text.trimEnd().split("\n");
    expect(lines.at(-1)).toBe("line 59");
    expect(lines).toEqual(lines.map((_line, index) => `line ${60 - lines.length + index}`));
    expect(existsSync(`${path}.3`)).toBe(false);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it("hides itself from git", () => {
    const root = folder();
    rotatingFile(join(root, "log/x"), { maxBytes: 40, keep: 2 }).append("x");
    expect(readFileSync(join(root, "log/.gitignore"), "utf8")).toBe("*\n");
  });

  it("is no reason to fail", () => {
    const root = folder();
    writeFileSync(join(root, "log"), "a file");
    expect(() => rotatingFile(join(root, "log/x"), { maxBytes: 40, keep: 2 }).append("x")).not.toThrow();
  });
});
