import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { journalPath, type PlansLayout } from "../../source/store/layout.ts";
import { watchPulse } from "../../source/store/pulse.ts";
import { type FixtureRun, startFixture } from "../fixtures/run-fixture.ts";
import { eventually } from "../support/eventually.ts";
import { REAL_TIME } from "../support/real-time.ts";
import {
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
const running = new Set<FixtureRun>();

beforeEach(async () => {
  ({ layout, remove } = temporaryPlans());
  folder = await storedWorkflow(layout);
});
afterEach(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all([...running].map((run) => run.ended));
  running.clear();
  remove();
});

function startWriter(...args: string[]): FixtureRun {
  const run = startFixture("store-writer.ts", layout.root, ...args);
  running.add(run);
  return run;
}

/** The numbered events of the journal, in its order. */
function journalled(): string[] {
  return readFileSync(journalPath(folder), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter((event) => event.type === "deferred")
    .map((event) => event.message);
}

describe("several processes and stores on one folder", () => {
  it("lose no update, write each once, and see the same in the end", async () => {
    const stores = [await openStore(layout), await openStore(layout)];
    const writers = ["a", "b", "c"].map((name) => startWriter(name, "60"));
    let mine = 0;
    const beat = setInterval(() => {
      stores[mine % 2]?.dispatch("w7", numbered(mine), "cli:dev");
      mine += 1;
    }, 5);
    const ends = await Promise.all(writers.map((writer) => writer.ended));
    clearInterval(beat);
    for (const { code, errors } of ends) expect({ code, errors }).toEqual({ code: 0, errors: "" });

    const events = journalled();
    expect(mine).toBeGreaterThan(5);
    expect(events).toHaveLength(3 * 60 + mine);
    expect(new Set(events).size).toBe(events.length);
    for (const { output } of ends) {
      const own = output.trimEnd().split("\n");
      expect(events.filter((name) => own.includes(name))).toEqual(own);
    }
    for (const store of stores) store.refresh();
    const views = [...stores, await openStore(layout)].map((store) => store.getState().workflows);
    expect(views[1]).toEqual(views[0]);
    expect(views[2]).toEqual(views[0]);
    expect(views[0]?.w7?.revision).toBe(3 + events.length);
    expect(readSnapshot(folder)).toEqual(views[0]?.w7);
    expect(readJournal(folder)).toEqual(views[0]?.w7);
  });
});

describe("kill -9 of a writer", () => {
  it.each([
    ["store:before-journal", 2],
    ["store:journal-written", 3],
    ["store:snapshot-written", 3],
    ["store:moved", 3],
  ])("at %s leaves the old state or the new one", async (checkpoint, expected) => {
    const bystander = await openStore(layout);
    const { signal, output } = await startWriter("a", "5", checkpoint).ended;
    expect({ signal, output }).toEqual({ signal: "SIGKILL", output: "a-1\na-2\n" });
    const store = await openStore(layout);
    expect(store.getState().workflows.w7?.revision).toBe(3 + expected);
    expect(store.getState().warnings).toEqual([]);
    expect(readSnapshot(folder)).toEqual(readJournal(folder));
    bystander.dispatch("w7", numbered(1), "cli:dev");
    expect(bystander.getState().workflows.w7?.revision).toBe(4 + expected);
    expect(readSnapshot(folder)).toEqual(readJournal(folder));
    expect(movedAside(folder)).toEqual([]);
  });

  it("at any moment loses nothing that had counted and doubles nothing", async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const writers = ["a", "b"].map((name) => startWriter(`${name}${round}`, "10000"));
      const victim = writers[round % 2];
      await eventually("both write", () => writers.every((writer) => writer.output().includes("-20\n")));
      victim?.child.kill("SIGKILL");
      const survivor = writers[(round + 1) % 2];
      const before = survivor?.output().length ?? 0;
      await eventually("the other one goes on", () => (survivor?.output().length ?? 0) > before + 50);
      survivor?.child.kill("SIGKILL");
      for (const { output } of await Promise.all(writers.map((writer) => writer.ended)))
        acknowledged.push(...output.split("\n").slice(0, -1));
    }
    const store = await openStore(layout);
    const events = journalled();
    const counted = new Set(events);
    expect(acknowledged.filter((name) => !counted.has(name))).toEqual([]);
    expect(events).toHaveLength(counted.size);
    // Each of the twelve was killed with at most one event between its journal and its word.
    expect(events.length - acknowledged.length).toBeLessThanOrEqual(12);
    expect(store.getState().workflows.w7?.revision).toBe(3 + events.length);
    expect(readSnapshot(folder)).toEqual(readJournal(folder));
    expect(movedAside(folder)).toEqual([]);
  });
});

describe("the pulse", () => {
  it("wakes a viewer within a second of a write in another process", REAL_TIME, async () => {
    const viewer = await openStore(layout);
    const writer = startWriter("a", "1", "", "--wait");
    await eventually("the writer is ready", () => writer.output().includes("ready"));
    let shownAt = 0;
    const stop = watchPulse(layout, () => {
      viewer.refresh();
      if (viewer.getState().workflows.w7?.revision === 4) shownAt ||= performance.now();
    });
    try {
      writer.child.stdin.write("go\n");
      await eventually("the event counts", () => writer.output().includes("a-1"));
      const countedAt = performance.now();
      await eventually("the viewer shows it", () => shownAt > 0);
      expect(shownAt - countedAt).toBeLessThan(1_000);
    } finally {
      stop();
    }
  });

  it("is silent while nothing is written, and after it was ended", async () => {
    let beats = 0;
    const stop = watchPulse(layout, () => {
      beats += 1;
    });
    const store = await openStore(layout);
    store.refresh();
    expect(beats).toBe(0);
    store.dispatch("w7", numbered(1), "cli:dev");
    await eventually("a beat", () => beats > 0);
    stop();
    const heard = beats;
    store.dispatch("w7", numbered(2), "cli:dev");
    const other = new Promise<void>((resolve) => {
      const end = watchPulse(layout, () => {
        end();
        resolve();
      });
    });
    store.dispatch("w7", numbered(3), "cli:dev");
    await other;
    expect(beats).toBe(heard);
  });
});
