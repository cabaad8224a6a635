import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IssueTrackedError, UnknownWorkflowError } from "../../source/store/errors.ts";
import { journalPath, type PlansLayout, snapshotPath } from "../../source/store/layout.ts";
import { workflowSchema } from "../../source/store/schema.ts";
import { InvalidStateTransition } from "../../source/workflow/errors.ts";
import {
  createdEvent,
  issueStep,
  numbered,
  openStore,
  readJournal,
  readSnapshot,
  storedWorkflow,
  temporaryPlans,
} from "./plans-folder.ts";

/** Named in section 3 of the specification. */
const FIELDS = [
  "version",
  "revision",
  "id",
  "issueNumber",
  "state",
  "title",
  "description",
  "featureName",
  "branchName",
  "worktreePath",
  "phase1Steps",
  "agentComplete",
  "humanApproved",
  "planRevision",
  "runs",
  "lastError",
  "history",
  "createdAt",
  "updatedAt",
];

let layout: PlansLayout;
let remove: () => void;

beforeEach(() => {
  ({ layout, remove } = temporaryPlans());
});
afterEach(() => remove());

describe("an event", () => {
  it("is in the journal before it is in the snapshot, and in both before it shows", async () => {
    const seen: string[] = [];
    const look = (name: string) => {
      const folder = join(layout.drafts, "w1");
      const lines = existsSync(journalPath(folder))
        ? readFileSync(journalPath(folder), "utf8").split("\n").length - 1
        : 0;
      const revision = existsSync(snapshotPath(folder)) ? readSnapshot(folder).revision : 0;
      const shown = store.getState().workflows.w1?.revision ?? 0;
      seen.push(`${name} ${lines} ${revision} ${shown}`);
    };
    const store = await openStore(layout, look);
    store.dispatch("w1", createdEvent("w1"), "cli:dev");
    store.dispatch("w1", { type: "phase_1_start" }, "cli:dev");
    expect(seen).toEqual([
      "store:before-journal 0 0 0",
      "store:journal-written 1 0 0",
      "store:snapshot-written 1 1 0",
      "store:moved 1 1 0",
      "store:before-journal 1 1 1",
      "store:journal-written 2 1 1",
      "store:snapshot-written 2 2 1",
      "store:moved 2 2 1",
    ]);
    expect(store.getState().workflows.w1?.revision).toBe(2);
  });

  it("is one line of the journal, with its time and who caused it", async () => {
    const folder = await storedWorkflow(layout);
    const lines = readFileSync(journalPath(folder), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { type: "created", at: "2026-01-01T12:00:00.000Z", by: "cli:dev" },
      { type: "phase_1_start", by: "cli:dev" },
      { type: "step_completed", issueNumber: 7, by: "cli:dev" },
    ]);
  });

  it("that is refused changes neither files nor store", async () => {
    const folder = await storedWorkflow(layout);
    const store = await openStore(layout);
    const before = [
      store.getState().workflows.w7,
      readFileSync(journalPath(folder)),
      readFileSync(snapshotPath(folder)),
    ];
    expect(() => store.dispatch("w7", { type: "phase_1_complete" }, "cli:dev")).toThrow(
      InvalidStateTransition,
    );
    const after = [
      store.getState().workflows.w7,
      readFileSync(journalPath(folder)),
      readFileSync(snapshotPath(folder)),
    ];
    expect(after).toEqual(before);
  });

  it("needs its workflow", async () => {
    const store = await openStore(layout);
    expect(() => store.dispatch("nobody", { type: "phase_1_start" }, "cli:dev")).toThrow(
      UnknownWorkflowError,
    );
  });

  it("creates a workflow once, whoever asks", async () => {
    const store = await openStore(layout);
    const other = await openStore(layout);
    store.dispatch("w1", createdEvent("w1"), "cli:dev");
    store.dispatch("w1", { type: "phase_1_start" }, "cli:dev");
    for (const each of [store, other])
      expect(() => each.dispatch("w1", createdEvent("w1"), "cli:dev")).toThrow(InvalidStateTransition);
    expect(readJournal(store.folderOf("w1")).revision).toBe(2);
  });

  it("cannot give one issue to two workflows", async () => {
    await storedWorkflow(layout);
    const store = await openStore(layout);
    store.dispatch("w2", createdEvent("w2"), "cli:dev");
    store.dispatch("w2", { type: "phase_1_start" }, "cli:dev");
    expect(() => store.dispatch("w2", issueStep(7), "cli:dev")).toThrow(IssueTrackedError);
    expect(store.getState().workflows.w2).toMatchObject({ issueNumber: null, revision: 2 });
  });
});

describe("state.json", () => {
  it("has every field of the specification, and is what the journal tells", async () => {
    const snapshot = readSnapshot(await storedWorkflow(layout));
    expect(Object.keys(snapshot)).toEqual(expect.arrayContaining(FIELDS));
    expect(snapshot).toEqual(readJournal(join(layout.root, "7")));
    expect(snapshot).toMatchObject({ version: 2, revision: 3, issueNumber: 7, state: "PHASE_1" });
  });

  it("is just what its schema says, with no field more", async () => {
    const snapshot = readSnapshot(await storedWorkflow(layout));
    expect(workflowSchema.strict().parse(snapshot)).toEqual(snapshot);
  });

  it("is readable by people", async () => {
    const folder = await storedWorkflow(layout);
    expect(readFileSync(snapshotPath(folder), "utf8")).toMatch(/^\{\n {2}"version": 2,\n/);
  });
});

describe("the .plans folder", () => {
  it("keeps state out of git and leaves documents in, and a file of somebody else's alone", async () => {
    await storedWorkflow(layout);
    const ignored = readFileSync(layout.ignoreFile, "utf8").split("\n");
    expect(ignored).toEqual(
      expect.arrayContaining(["/*/state.json", "/*/journal.ndjson", "/*/runs/", "/drafts/"]),
    );
    expect(ignored).not.toContain("/config.json");
  });

  it("is empty of temporary files and locks afterwards", async () => {
    const folder = await storedWorkflow(layout);
    expect(existsSync(layout.storeLock)).toBe(false);
    expect(existsSync(`${snapshotPath(folder)}.tmp`)).toBe(false);
    expect(statSync(layout.pulse).isFile()).toBe(true);
  });
});

describe("another store on the same folder", () => {
  it("shows what was written after it was asked to, and nothing when nothing was", async () => {
    const store = await openStore(layout);
    const other = await openStore(layout);
    store.dispatch("w1", createdEvent("w1"), "cli:dev");
    expect(other.getState().workflows).toEqual({});
    expect(other.refresh()).toBe(true);
    expect(other.getState().workflows).toEqual(store.getState().workflows);
    expect(other.refresh()).toBe(false);
    store.dispatch("w1", { type: "phase_1_start" }, "cli:dev");
    store.dispatch("w1", issueStep(7), "cli:dev");
    expect(other.refresh()).toBe(true);
    expect(other.getState().workflows).toEqual(store.getState().workflows);
    expect(other.folderOf("w1")).toBe(join(layout.root, "7"));
  });

  it("loses no update when both write in turn without looking", async () => {
    await storedWorkflow(layout);
    const stores = [await openStore(layout), await openStore(layout)];
    for (let index = 0; index < 20; index += 1) stores[index % 2]?.dispatch("w7", numbered(index), "cli:dev");
    for (const store of stores) store.refresh();
    const [one, two] = stores.map((store) => store.getState().workflows.w7);
    expect(one).toEqual(two);
    expect(one?.revision).toBe(23);
    expect(one?.deferred.e?.attempts).toBe(20);
    expect(readSnapshot(join(layout.root, "7"))).toEqual(one);
  });

  it("keeps the objects of workflows that did not change", async () => {
    await storedWorkflow(layout, 7);
    await storedWorkflow(layout, 8);
    const store = await openStore(layout);
    const other = await openStore(layout);
    const { w7 } = store.getState().workflows;
    other.dispatch("w8", numbered(1), "cli:dev");
    store.refresh();
    expect(store.getState().workflows.w7).toBe(w7);
    expect(store.getState().workflows.w8?.revision).toBe(4);
  });
});
