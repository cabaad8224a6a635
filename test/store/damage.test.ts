import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnreadableWorkflowError } from "../../source/store/errors.ts";
import { journalPath, type PlansLayout, snapshotPath } from "../../source/store/layout.ts";
import {
  appendToJournal,
  createdEvent,
  movedAside,
  numbered,
  openStore,
  readJournal,
  readSnapshot,
  storedWorkflow,
  temporaryPlans,
} from "./plans-folder.ts";

let layout: PlansLayout;
let remove: () => void;
let folder: string;

beforeEach(async () => {
  ({ layout, remove } = temporaryPlans());
  folder = await storedWorkflow(layout);
});
afterEach(() => remove());

/** Loads the damaged folder and expects the workflow as it was, with both files sound and in use. */
async function expectMended(revision: number): Promise<readonly string[]> {
  const store = await openStore(layout);
  const { workflows, warnings, frozen } = store.getState();
  expect(frozen).toEqual({});
  expect(workflows.w7).toMatchObject({ id: "w7", state: "PHASE_1", issueNumber: 7, revision });
  expect(readJournal(folder)).toEqual(workflows.w7);
  expect(readSnapshot(folder)).toEqual(workflows.w7);
  const again = await openStore(layout);
  expect(again.getState().workflows).toEqual(workflows);
  expect(again.getState().warnings).toEqual([]);
  store.dispatch("w7", numbered(1), "cli:dev");
  expect(readJournal(folder).revision).toBe(revision + 1);
  return warnings;
}

describe("a torn last line", () => {
  it("is dropped with a warning, wherever it was cut", async () => {
    const whole = readFileSync(journalPath(folder));
    const snapshot = readFileSync(snapshotPath(folder));
    const line = `${JSON.stringify({ ...numbered(5), at: "2026-01-01T12:00:00.000Z", by: "cli:déveloper" })}\n`;
    const bytes = Buffer.from(line);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      writeFileSync(journalPath(folder), Buffer.concat([whole, bytes.subarray(0, cut)]));
      writeFileSync(snapshotPath(folder), snapshot);
      const store = await openStore(layout);
      expect(store.getState().workflows.w7?.revision, `cut at byte ${cut}`).toBe(3);
      expect(store.getState().warnings.join()).toMatch(/journal\.ndjson: the last line was cut short/);
      expect(readFileSync(journalPath(folder))).toEqual(whole);
    }
    expect(movedAside(folder)).toEqual([]);
  });

  it("is dropped by a running store as well, at its next write", async () => {
    const store = await openStore(layout);
    appendToJournal(folder, `{"type":"failed","message":"${"longer than any event of ours ".repeat(20)}`);
    store.refresh();
    expect(store.getState().workflows.w7?.revision).toBe(3);
    store.dispatch("w7", numbered(1), "cli:dev");
    expect(readJournal(folder)).toEqual(readSnapshot(folder));
    expect(readJournal(folder).revision).toBe(4);
  });

  it("loses nothing that had counted: the snapshot still knows it", async () => {
    const size = readFileSync(journalPath(folder)).length;
    truncateSync(journalPath(folder), size - 10);
    const warnings = await expectMended(3);
    expect(warnings).not.toEqual([]);
    expect(movedAside(folder)).toHaveLength(1);
  });

  it("of the very first event means that there never was a workflow", async () => {
    const store = await openStore(layout);
    store.dispatch("w9", createdEvent("w9"), "cli:dev");
    const draft = store.folderOf("w9");
    rmSync(snapshotPath(draft));
    truncateSync(journalPath(draft), 20);
    const { workflows, warnings } = (await openStore(layout)).getState();
    expect(Object.keys(workflows)).toEqual(["w7"]);
    expect(warnings).toEqual([]);
  });
});

describe("a damaged snapshot is rebuilt from the journal:", () => {
  it.each([
    ["garbage", "\u0000\u0001 not json {"],
    ["an empty file", ""],
    ["half a file", '{\n  "version": 2,\n  "revi'],
    ["another kind of JSON", "[1, 2, 3]"],
    ["a workflow without its parts", '{"version": 2, "id": "w7"}'],
  ])("%s", async (_what, content) => {
    writeFileSync(snapshotPath(folder), content);
    const warnings = await expectMended(3);
    expect(warnings.join()).toMatch(/state\.json was damaged/);
    const [kept = ""] = movedAside(folder);
    expect(readFileSync(join(folder, kept), "utf8")).toBe(content);
  });

  it("a missing one", async () => {
    rmSync(snapshotPath(folder));
    expect((await expectMended(3)).join()).toMatch(/state\.json was missing/);
  });

  it("one that says something else than the journal", async () => {
    const altered = { ...readSnapshot(folder), state: "DONE" };
    writeFileSync(snapshotPath(folder), JSON.stringify(altered));
    expect((await expectMended(3)).join()).toMatch(/did not agree with the journal/);
    expect(movedAside(folder)).toHaveLength(1);
  });

  it("one that a crash left behind, without a word", async () => {
    const event = { ...numbered(1), at: "2026-01-01T12:00:00.000Z", by: "cli:dev" };
    appendToJournal(folder, `${JSON.stringify(event)}\n`);
    expect(await expectMended(4)).toEqual([]);
  });
});

describe("a damaged journal starts again from the snapshot:", () => {
  const middle = (text: string) => {
    const lines = readFileSync(journalPath(folder), "utf8").split("\n");
    lines[1] = text;
    writeFileSync(journalPath(folder), lines.join("\n"));
  };
  const damages: [string, () => void, number][] = [
    ["a missing one", () => rmSync(journalPath(folder)), 0],
    ["an empty one", () => truncateSync(journalPath(folder)), 1],
    ["garbage in its middle", () => middle("\u0000\u0000garbage"), 1],
    ["an empty line in its middle", () => middle(""), 1],
    ["a line of other JSON in its middle", () => middle('{"hello": 1}'), 1],
    [
      "an event that does not follow in its middle",
      () => middle('{"type":"phase_1_complete","at":"","by":""}'),
      1,
    ],
  ];

  it.each(damages)("%s", async (_what, damage, aside) => {
    damage();
    expect((await expectMended(3)).join()).toMatch(/starts again from the snapshot/);
    expect(movedAside(folder)).toHaveLength(aside);
  });
});

describe("when both are unusable", () => {
  beforeEach(() => {
    writeFileSync(journalPath(folder), "garbage\ngarbage\n");
    writeFileSync(snapshotPath(folder), "garbage");
  });

  it("both are moved aside, and the workflow shows as IDLE with a warning, also the second time", async () => {
    for (const _time of ["first", "second"]) {
      const { workflows, warnings, frozen } = (await openStore(layout)).getState();
      const [shown] = Object.values(workflows);
      expect(shown).toMatchObject({ state: "IDLE", issueNumber: 7 });
      expect(Object.keys(frozen)).toEqual([shown?.id]);
      expect(warnings.join("\n")).toMatch(/7.*moved aside/);
      expect(movedAside(folder)).toHaveLength(2);
    }
    const kept = movedAside(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect(kept.sort()).toEqual(["garbage", "garbage\ngarbage\n"]);
  });

  it("it cannot be written, and says what to do", async () => {
    const store = await openStore(layout);
    const [id = ""] = Object.keys(store.getState().workflows);
    expect(() => store.dispatch(id, { type: "phase_1_start" }, "cli:dev")).toThrow(UnreadableWorkflowError);
    expect(readdirSync(folder).filter((name) => !name.includes(".corrupt-"))).toEqual([]);
  });

  it("the other workflows go on", async () => {
    await storedWorkflow(layout, 8);
    const store = await openStore(layout);
    expect(store.dispatch("w8", numbered(1), "cli:dev").revision).toBe(4);
  });

  it("a draft shows as well, each under its own name", async () => {
    const store = await openStore(layout);
    for (const id of ["d1", "d2"]) {
      store.dispatch(id, createdEvent(id), "cli:dev");
      writeFileSync(journalPath(store.folderOf(id)), "garbage\n");
      writeFileSync(snapshotPath(store.folderOf(id)), "garbage");
    }
    for (const _time of ["first", "second"]) {
      const states = Object.values((await openStore(layout)).getState().workflows);
      expect(states.map((each) => each.state)).toEqual(["IDLE", "IDLE", "IDLE"]);
    }
  });
});
