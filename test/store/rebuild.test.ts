import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { journalPath, type PlansLayout, snapshotPath } from "../../source/store/layout.ts";
import { rebuildFolder } from "../../source/store/rebuild.ts";
import { readRecord } from "../../source/store/record.ts";
import { bestSurvivor } from "../../source/store/survivors.ts";
import {
  appendToJournal,
  movedAside,
  numbered,
  openStore,
  storedWorkflow,
  temporaryPlans,
} from "./plans-folder.ts";

const NOW = new Date("2026-01-02T03:04:05.678Z");
let layout: PlansLayout;
let remove: () => void;
let folder: string;

beforeEach(async () => {
  ({ layout, remove } = temporaryPlans());
  folder = await storedWorkflow(layout);
});
afterEach(() => remove());

describe("what survives of a workflow", () => {
  it("is the journal up to its first line that makes no sense", async () => {
    const sound = readFileSync(journalPath(folder), "utf8");
    rmSync(snapshotPath(folder));
    // A second issue step does not follow from the first one.
    writeFileSync(journalPath(folder), `${sound}${sound.trimEnd().split("\n").at(-1)}\n${sound}`);
    const survivor = await bestSurvivor(folder, NOW);
    expect(survivor).toMatchObject({ isPart: true, workflow: { id: "w7", revision: 3 } });
    expect(survivor?.events).toHaveLength(3);
  });

  it("is the file that tells most, those that were moved aside among them", async () => {
    const store = await openStore(layout);
    store.dispatch("w7", numbered(1), "cli:dev");
    renameSync(snapshotPath(folder), `${snapshotPath(folder)}.corrupt-2026-01-01`);
    const journal = readFileSync(journalPath(folder), "utf8").split("\n").slice(0, 2).join("\n");
    writeFileSync(`${journalPath(folder)}.corrupt-2026-01-01`, `${journal}\ndamage\n`);
    rmSync(journalPath(folder));
    const survivor = await bestSurvivor(folder, NOW);
    expect(survivor).toMatchObject({ workflow: { revision: 4 }, events: [{ type: "restored" }] });
  });

  it("is nothing where no file tells anything", async () => {
    writeFileSync(journalPath(folder), "damage\n");
    writeFileSync(snapshotPath(folder), "damage");
    expect(await bestSurvivor(folder, NOW)).toBeNull();
  });

  it("is not what a newer version wrote behind what is known", async () => {
    appendToJournal(folder, '{"type":"from_the_future","at":"2027-01-01T00:00:00.000Z","by":"x"}\n');
    rmSync(snapshotPath(folder));
    expect(await bestSurvivor(folder, NOW)).toMatchObject({ isPart: true, workflow: { revision: 3 } });
  });
});

describe("a rebuilt folder", () => {
  it("is sound, and what stood there is aside", async () => {
    const survivor = await bestSurvivor(folder, NOW);
    writeFileSync(journalPath(folder), "damage\n");
    rebuildFolder(layout, folder, survivor?.events ?? [], NOW);
    expect(readRecord(folder)).toMatchObject({ kind: "sound", record: { workflow: { revision: 3 } } });
    expect(movedAside(folder)).toEqual([
      "journal.ndjson.corrupt-2026-01-02T03-04-05-678Z",
      "state.json.corrupt-2026-01-02T03-04-05-678Z",
    ]);
  });

  it("is seen by those who had shown it as unreadable", async () => {
    const survivor = await bestSurvivor(folder, NOW);
    writeFileSync(journalPath(folder), "damage\nmore\n");
    rmSync(snapshotPath(folder));
    const viewer = await openStore(layout);
    expect(Object.keys(viewer.getState().frozen)).toEqual(["unreadable-7"]);
    rebuildFolder(layout, folder, survivor?.events ?? [], NOW);
    expect(viewer.refresh()).toBe(true);
    expect(viewer.getState()).toMatchObject({ frozen: {}, workflows: { w7: { revision: 3 } } });
    expect(viewer.dispatch("w7", numbered(1), "cli:dev").revision).toBe(4);
  });

  it("is never made of events that do not follow from one another", () => {
    const before = readFileSync(journalPath(folder), "utf8");
    expect(() => rebuildFolder(layout, folder, [], NOW)).toThrow(TypeError);
    expect(readFileSync(journalPath(folder), "utf8")).toBe(before);
  });
});
