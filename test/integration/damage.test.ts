import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecord } from "../../source/store/record.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

let project: Project;
let folder: string;
let journal: string;
let snapshot: string;

beforeEach(async () => {
  project = await createProject();
  await project.cli.run(["new", FEATURE, "--wait", "gate"]);
  folder = join(project.plans, "1");
  journal = join(folder, "journal.ndjson");
  snapshot = join(folder, "state.json");
});
afterEach(async () => project.cleanup());

describe("ORC-001: damage that can be mended", () => {
  it.each([
    ["a torn last line of the journal", () => appendFileSync(journal, '{"type":"approval_rec')],
    ["a garbage snapshot", () => writeFileSync(snapshot, "\x00\x01 not JSON")],
    ["an empty snapshot", () => truncateSync(snapshot)],
    ["a missing snapshot", () => rmSync(snapshot)],
    ["a missing journal", () => rmSync(journal)],
  ])("%s: the workflow goes on where it was", async (_what, damage) => {
    const before = project.state();
    damage();
    expect(await project.cli.run(["status", "1"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
    expect(readRecord(folder).kind).toBe("sound");
    expect(project.state()).toMatchObject({
      id: before.id,
      state: "DONE",
      planRevision: before.planRevision,
    });
    expect(project.state().history.slice(0, 3)).toEqual(before.history);
  });
});

describe("ORC-001: damage that cannot be mended", () => {
  it("moves journal and snapshot aside, deletes nothing and says so", async () => {
    writeFileSync(snapshot, "garbage");
    writeFileSync(journal, "garbage\nmore garbage\n");
    const listed = await project.cli.run(["list"]);
    expect(listed.exitCode).toBe(0);
    expect(listed.stdout).toContain("IDLE");
    expect(listed.stderr).toContain("warning: ");
    const aside = readdirSync(folder).filter((name) => name.includes(".corrupt-"));
    expect(aside.map((name) => name.replace(/\.corrupt-.*/, "")).sort()).toEqual([
      "journal.ndjson",
      "state.json",
    ]);
    expect(aside.map((name) => readFileSync(join(folder, name), "utf8")).sort()).toEqual([
      "garbage",
      "garbage\nmore garbage\n",
    ]);
    expect(existsSync(join(folder, "runs/1/output.ndjson"))).toBe(true);
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: expect.toBeOneOf([1, 3]) });
  });
});

describe("ORC-001: a snapshot of a newer version", () => {
  it("is refused with a clear message and left untouched", async () => {
    const newer = JSON.stringify({ ...project.state(), version: 99 });
    writeFileSync(snapshot, newer);
    const before = readFileSync(journal, "utf8");
    const refused = await project.cli.run(["approve", "1"]);
    expect(refused.exitCode).not.toBe(0);
    expect(`${refused.stdout}${refused.stderr}`).toMatch(/newer/);
    expect(readFileSync(snapshot, "utf8")).toBe(newer);
    expect(readFileSync(journal, "utf8")).toBe(before);
  });
});

describe("a damaged issue of the local tracker", () => {
  it("is named, holds nothing else up and is left as it is", async () => {
    const path = join(project.plans, "tracker/1.json");
    writeFileSync(path, "garbage");
    const refused = await project.cli.run(["comment", "1", "hello"]);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain(path);
    expect(readFileSync(path, "utf8")).toBe("garbage");
    expect(await project.cli.run(["list"])).toMatchObject({ exitCode: 0 });
  });
});
