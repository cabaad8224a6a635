import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { journalPath, type PlansLayout, snapshotPath } from "../../source/store/layout.ts";
import type { WorkflowStore } from "../../source/store/workflow-store.ts";
import {
  createdEvent,
  issueStep,
  numbered,
  openStore,
  readJournal,
  readSnapshot,
  temporaryPlans,
} from "./plans-folder.ts";

class SimulatedCrash extends Error {}

let layout: PlansLayout;
let remove: () => void;

beforeEach(() => {
  ({ layout, remove } = temporaryPlans());
});
afterEach(() => remove());

/** A workflow without an issue; `crashAt` ends the work of its store at that point. */
async function draft(crashAt = { name: "" }): Promise<WorkflowStore> {
  const store = await openStore(layout, (name) => {
    if (name === crashAt.name) throw new SimulatedCrash(name);
  });
  store.dispatch("w1", createdEvent("w1"), "cli:dev");
  store.dispatch("w1", { type: "phase_1_start" }, "cli:dev");
  return store;
}

/** One folder, named after the issue, with both files in agreement and nothing left of the draft. */
async function expectMoved(): Promise<void> {
  const folder = join(layout.root, "7");
  const store = await openStore(layout);
  expect(store.folderOf("w1")).toBe(folder);
  expect(Object.keys(store.getState().workflows)).toEqual(["w1"]);
  expect(store.dispatch("w1", numbered(1), "cli:dev")).toMatchObject({ issueNumber: 7, revision: 4 });
  expect(readJournal(folder)).toEqual(readSnapshot(folder));
  expect(existsSync(journalPath(join(layout.drafts, "w1")))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.includes("corrupt"))).toEqual([]);
}

describe("a workflow whose issue is not known yet", () => {
  it("lives in drafts and moves to the issue's folder once it is", async () => {
    const store = await draft();
    expect(store.folderOf("w1")).toBe(join(layout.drafts, "w1"));
    store.dispatch("w1", issueStep(7), "cli:dev");
    expect(store.folderOf("w1")).toBe(join(layout.root, "7"));
    expect(existsSync(join(layout.drafts, "w1"))).toBe(false);
    await expectMoved();
  });

  it("moves into a folder that holds documents already, and leaves them", async () => {
    const specs = join(layout.root, "7", "specs");
    mkdirSync(specs, { recursive: true });
    writeFileSync(join(specs, "requirements.md"), "of an earlier merge");
    writeFileSync(join(layout.root, "7", "README.md"), "readme");
    const store = await draft();
    expect(Object.keys(store.getState().workflows)).toEqual(["w1"]);
    store.dispatch("w1", issueStep(7), "cli:dev");
    await expectMoved();
    expect(readFileSync(join(specs, "requirements.md"), "utf8")).toBe("of an earlier merge");
    expect(readFileSync(join(layout.root, "7", "README.md"), "utf8")).toBe("readme");
  });

  it("moves aside what a workflow that lost its journal has left there, and keeps it apart", async () => {
    const oldRun = join(layout.root, "7", "runs", "1");
    mkdirSync(oldRun, { recursive: true });
    writeFileSync(join(oldRun, "claim.json"), "of another workflow");
    const store = await draft();
    mkdirSync(join(layout.drafts, "w1", "runs", "phase-1"), { recursive: true });
    store.dispatch("w1", issueStep(7), "cli:dev");
    expect(readdirSync(join(layout.root, "7", "runs"))).toEqual(["phase-1"]);
    const aside = readdirSync(join(layout.root, "7")).filter((name) => name.startsWith("runs.corrupt-"));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(layout.root, "7", aside[0] ?? "", "1/claim.json"), "utf8")).toBe(
      "of another workflow",
    );
  });

  it.each(["store:journal-written", "store:snapshot-written"])(
    "moves at the next start after a crash at %s",
    async (name) => {
      const crashAt = { name: "" };
      const store = await draft(crashAt);
      crashAt.name = name;
      expect(() => store.dispatch("w1", issueStep(7), "cli:dev")).toThrow(SimulatedCrash);
      await expectMoved();
    },
  );

  it("moves at the next start after a crash in the middle of the move", async () => {
    const crashAt = { name: "" };
    const store = await draft(crashAt);
    crashAt.name = "store:snapshot-written";
    expect(() => store.dispatch("w1", issueStep(7), "cli:dev")).toThrow(SimulatedCrash);
    mkdirSync(join(layout.root, "7"));
    renameSync(snapshotPath(join(layout.drafts, "w1")), snapshotPath(join(layout.root, "7")));
    await expectMoved();
  });

  it("moves when another process goes on with it after the crash", async () => {
    const crashAt = { name: "" };
    const store = await draft(crashAt);
    const survivor = await openStore(layout);
    crashAt.name = "store:snapshot-written";
    expect(() => store.dispatch("w1", issueStep(7), "cli:dev")).toThrow(SimulatedCrash);
    survivor.dispatch("w1", { type: "step_started", step: "branch" }, "cli:dev");
    expect(survivor.folderOf("w1")).toBe(join(layout.root, "7"));
    expect(readJournal(join(layout.root, "7"))).toMatchObject({ revision: 4, issueNumber: 7 });
    expect(existsSync(join(layout.drafts, "w1"))).toBe(false);
  });

  it("leaves an empty folder of a draft that never came to be out of the list", async () => {
    mkdirSync(join(layout.drafts, "nothing"), { recursive: true });
    writeFileSync(journalPath(join(layout.drafts, "nothing")), "");
    mkdirSync(join(layout.drafts, "less"));
    const { workflows, warnings } = (await openStore(layout)).getState();
    expect({ workflows, warnings }).toEqual({ workflows: {}, warnings: [] });
  });
});
