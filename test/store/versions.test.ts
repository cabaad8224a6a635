import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NewerVersionError } from "../../source/store/errors.ts";
import { journalPath, type PlansLayout, snapshotPath } from "../../source/store/layout.ts";
import { numbered, openStore, readSnapshot, storedWorkflow, temporaryPlans } from "./plans-folder.ts";

let layout: PlansLayout;
let remove: () => void;
let folder: string;

beforeEach(async () => {
  ({ layout, remove } = temporaryPlans());
  folder = await storedWorkflow(layout);
});
afterEach(() => remove());

function content(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "base64")]),
  );
}

const FROM_THE_FUTURE = `${JSON.stringify({ type: "teleported", at: "2026-01-01T12:00:00.000Z", by: "orchestrator" })}\n`;

describe("a newer version", () => {
  it.each([
    ["in the snapshot", () => writeFileSync(snapshotPath(folder), '{"version": 3, "anything": []}')],
    [
      "in the snapshot alone",
      () => {
        rmSync(journalPath(folder));
        writeFileSync(snapshotPath(folder), '{"version": 99}');
      },
    ],
    ["in the journal", () => appendFileSync(journalPath(folder), FROM_THE_FUTURE)],
    [
      "in the journal, before events we know",
      () => {
        const last = readFileSync(journalPath(folder), "utf8").trimEnd().split("\n").at(-1);
        appendFileSync(journalPath(folder), `${FROM_THE_FUTURE}${last}\n`);
      },
    ],
    [
      "in the journal, with a torn line after it",
      () => appendFileSync(journalPath(folder), `${FROM_THE_FUTURE}{"ty`),
    ],
  ])("%s is refused with a clear message and left untouched byte for byte", async (_where, happen) => {
    happen();
    const before = content();
    const store = await openStore(layout);
    const { workflows, frozen, warnings } = store.getState();
    const [shown] = Object.values(workflows);
    expect(shown?.issueNumber).toBe(7);
    expect(Object.keys(frozen)).toEqual([shown?.id]);
    expect(warnings.join()).toMatch(/written by a newer orc-tui/);
    expect(() => store.dispatch(shown?.id ?? "", numbered(1), "cli:dev")).toThrow(NewerVersionError);
    store.refresh();
    expect(content()).toEqual(before);
  });

  it("that begins to write while we run is refused as well", async () => {
    const store = await openStore(layout);
    const other = await openStore(layout);
    appendFileSync(journalPath(folder), FROM_THE_FUTURE);
    const before = content();
    expect(() => store.dispatch("w7", numbered(1), "cli:dev")).toThrow(NewerVersionError);
    other.refresh();
    expect(other.getState().frozen.w7).toMatch(/newer orc-tui/);
    expect(other.getState().workflows.w7).toMatchObject({ state: "PHASE_1", revision: 3 });
    expect(() => other.dispatch("w7", numbered(1), "cli:dev")).toThrow(NewerVersionError);
    expect(content()).toEqual(before);
  });
});

describe("an older version", () => {
  const old = {
    version: 0,
    id: "w7",
    issueNumber: 7,
    state: "PHASE_1",
    title: "Add login",
    featureName: "add-login",
    createdAt: "2026-01-01T12:00:00.000Z",
    updatedAt: "2026-01-01T12:00:00.000Z",
  };

  it("without a journal is migrated and goes on", async () => {
    rmSync(journalPath(folder));
    writeFileSync(snapshotPath(folder), JSON.stringify(old));
    const store = await openStore(layout);
    expect(store.getState().workflows.w7).toMatchObject({ version: 2, state: "PHASE_1", title: "Add login" });
    store.dispatch("w7", numbered(1), "cli:dev");
    expect(readSnapshot(folder)).toEqual(store.getState().workflows.w7);
    expect((await openStore(layout)).getState().workflows).toEqual(store.getState().workflows);
  });

  it("beside its journal is rebuilt from that", async () => {
    writeFileSync(snapshotPath(folder), JSON.stringify(old));
    const store = await openStore(layout);
    expect(store.getState().workflows.w7).toMatchObject({ version: 2, revision: 3 });
    expect(readSnapshot(folder)).toEqual(store.getState().workflows.w7);
  });

  it("that makes no sense is moved aside like any damage", async () => {
    rmSync(journalPath(folder));
    writeFileSync(snapshotPath(folder), JSON.stringify({ ...old, state: "NOWHERE" }));
    const { workflows, frozen } = (await openStore(layout)).getState();
    expect(Object.values(workflows)).toMatchObject([{ state: "IDLE", issueNumber: 7 }]);
    expect(Object.keys(frozen)).toHaveLength(1);
    expect(readdirSync(folder).some((name) => name.startsWith("state.json.corrupt-"))).toBe(true);
  });
});
