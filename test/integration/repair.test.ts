import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readRecord } from "../../source/store/record.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { createProject, FEATURE, type Project } from "./project.ts";

interface Answer {
  readonly repaired: boolean;
  readonly findings: readonly string[];
  readonly aside: readonly string[];
  readonly workflow: Workflow | null;
}

let project: Project;
let folder: string;
let journal: string;
let snapshot: string;
let sound: string;

beforeAll(async () => {
  project = await createProject();
  await project.cli.run(["new", FEATURE, "--wait", "gate"]);
  folder = join(project.plans, "1");
  journal = join(folder, "journal.ndjson");
  snapshot = join(folder, "state.json");
  sound = join(project.root, "sound");
  cpSync(project.plans, sound, { recursive: true });
});
beforeEach(() => {
  rmSync(project.plans, { recursive: true });
  cpSync(sound, project.plans, { recursive: true });
});
afterAll(async () => project.cleanup());

const lines = () => readFileSync(journal, "utf8").trimEnd().split("\n");
const asideIn = () => readdirSync(folder).filter((name) => name.includes(".corrupt-"));
const repair = (...words: string[]) => project.cli.run(["repair", ...words]);

/** The journal as it was until an event, then damage; the snapshot is gone. */
function cutAfter(type: string): void {
  const kept = lines();
  const end = kept.findIndex((line) => JSON.parse(line).type === type) + 1;
  writeFileSync(journal, [...kept.slice(0, end), "damage", ...kept.slice(end), ""].join("\n"));
  rmSync(snapshot);
}

describe("repair", () => {
  it("finds nothing to do with a workflow that is in order, and changes nothing", async () => {
    const before = readFileSync(journal, "utf8");
    expect(await repair("1")).toMatchObject({ exitCode: 0, stdout: "There is nothing to repair\n" });
    expect(await project.cli.json(["repair"])).toMatchObject({ repaired: false, workflow: null });
    expect(readFileSync(journal, "utf8")).toBe(before);
    expect(asideIn()).toEqual([]);
  });

  it("replays a journal as far as it makes sense, also one that was moved aside, and then waits for a person", async () => {
    cutAfter("run_started");
    // Any look moves the two aside.
    expect((await project.cli.run(["list"])).stdout).toContain("unreadable");
    const { stdout, stderr, exitCode } = await repair("1");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^#1 {2}PHASE_2 {2}Add OAuth2 login with Google/);
    expect(stderr).toMatch(/tells of \d+ events, up to PHASE_2; what came after that is lost/);
    expect(readRecord(folder).kind).toBe("sound");
    expect(project.state()).toMatchObject({ state: "PHASE_2", lastError: { code: "REPAIRED" } });
    expect(asideIn()).not.toEqual([]);
    // The run that was under way is found again by its folder, and its work with it.
    expect(await project.cli.run(["retry", "1"])).toMatchObject({ exitCode: 0 });
    expect(await project.cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(project.state().runs).toMatchObject([{ number: 1, outcome: "succeeded" }]);
  });

  it("takes a snapshot that tells more than the journal", async () => {
    const before = project.state();
    writeFileSync(journal, `${lines()[0]}\ndamage\n${lines()[1]}\n`);
    const { workflow } = await project.cli.json<Answer>(["repair", "1"]);
    expect(workflow).toMatchObject({ id: before.id, state: "GATE_1", planRevision: before.planRevision });
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
  });

  it("rebuilds from the issue and git where no file tells anything: the documents are reviewed anew", async () => {
    const before = project.state();
    rmSync(folder, { recursive: true });
    const { repaired, findings, workflow } = await project.cli.json<Answer>(["repair", "1"]);
    expect(repaired).toBe(true);
    expect(findings.join("\n")).toMatch(/Issue 1: .*\n.*Branch 1-add.*\n1 documents are at/s);
    expect(workflow).toMatchObject({
      id: before.id,
      state: "GATE_1",
      humanApproved: false,
      branchName: before.branchName,
      worktreePath: before.worktreePath,
      documents: before.documents,
    });
    expect(project.state().history.at(-1)).toMatchObject({
      by: expect.stringMatching(/^cli:/),
      note: expect.stringContaining("forced"),
    });
    expect(await project.cli.run(["approve", "1"])).toMatchObject({ exitCode: 0 });
    expect(project.state().state).toBe("DONE");
  });

  it("never guesses an approval: a label says nothing, and neither does a lost journal", async () => {
    await project.cli.run(["approve", "1"]);
    rmSync(folder, { recursive: true });
    const { findings, workflow } = await project.cli.json<Answer>(["repair", "1"]);
    expect(workflow).toMatchObject({ state: "GATE_1", humanApproved: false });
    expect(findings.join("\n")).toContain("a label is no approval");
  });

  it("believes a cancellation, so that no agent starts again", async () => {
    await project.cli.run(["cancel", "1"]);
    rmSync(folder, { recursive: true });
    const { workflow } = await project.cli.json<Answer>(["repair", "1"]);
    expect(workflow).toMatchObject({ state: "CANCELLED", runWanted: false });
  });

  it("says with --dry-run what it would do, and does nothing", async () => {
    writeFileSync(snapshot, "garbage");
    writeFileSync(journal, "garbage\nmore garbage\n");
    const { repaired, workflow, aside } = await project.cli.json<Answer>(["repair", "1", "--dry-run"]);
    expect(repaired).toBe(false);
    expect(workflow?.state).toBe("GATE_1");
    expect(aside).toEqual([journal, snapshot]);
    expect(readFileSync(journal, "utf8")).toBe("garbage\nmore garbage\n");
  });

  it("refuses what a newer version wrote, what nothing tells of, and an agent", async () => {
    writeFileSync(snapshot, JSON.stringify({ ...project.state(), version: 99 }));
    const newer = await repair("1", "--json");
    expect(newer.exitCode).toBe(1);
    expect(JSON.parse(newer.stderr)).toMatchObject({ code: "NEWER_VERSION" });
    const unknown = await repair("abc", "--json");
    expect(unknown.exitCode).toBe(1);
    expect(JSON.parse(unknown.stderr)).toMatchObject({ code: "NOTHING_TO_REPAIR_FROM" });
    expect(await repair("77")).toMatchObject({ exitCode: 1 });
    expect(existsSync(join(project.plans, "77"))).toBe(false);
    expect(await repair("1", "2")).toMatchObject({ exitCode: 2 });
    expect(await project.cli.run(["repair", "1"], { env: { ORC_RUN_ID: "x" } })).toMatchObject({
      exitCode: 1,
    });
  });
});
