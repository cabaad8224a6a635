import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StorageError } from "../../source/store/errors.ts";
import { journalPath, snapshotPath } from "../../source/store/layout.ts";
import {
  numbered,
  openStore,
  readJournal,
  readSnapshot,
  storedWorkflow,
  temporaryPlans,
} from "./plans-folder.ts";
import { mountSmallDisk, type SmallDisk } from "./small-disk.ts";

let disk: SmallDisk;
let folder: string;

const mounted = mountSmallDisk(256);
mounted?.remove();

describe.runIf(mounted !== null)("on a file system of its own", () => {
  beforeEach(async () => {
    const fresh = mountSmallDisk(256);
    if (fresh === null) throw new Error("mounting worked a moment ago");
    disk = fresh;
    folder = await storedWorkflow(disk.layout);
  });
  afterEach(() => disk.remove());

  function content(): string[] {
    return readdirSync(folder).map((name) => `${name} ${readFileSync(join(folder, name), "base64")}`);
  }

  describe("a full disk", () => {
    it("refuses the event, loses nothing and goes on once there is room", async () => {
      const store = await openStore(disk.layout);
      disk.fill();
      const before = content();
      const attempt = () => store.dispatch("w7", numbered(1), "cli:dev");
      for (const _time of ["first", "second"]) expect(attempt).toThrow(StorageError);
      expect(attempt).toThrow(/disk is full; nothing has changed/);
      expect(store.getState().workflows.w7?.revision).toBe(3);
      expect(content()).toEqual(before);
      expect(readdirSync(disk.layout.root).filter((name) => name.includes("lock"))).toEqual([]);
      disk.free();
      expect(attempt().revision).toBe(4);
      expect(readJournal(folder)).toEqual(readSnapshot(folder));
    });

    it("never lets journal and snapshot come apart, however the last bytes run out", async () => {
      const store = await openStore(disk.layout);
      let refusals = 0;
      for (let index = 0; index < 120; index += 1) {
        const event = { ...numbered(index), message: "x".repeat(97 * (index % 40)) };
        try {
          store.dispatch("w7", event as ReturnType<typeof numbered>, "cli:dev");
        } catch (error) {
          expect(error).toBeInstanceOf(StorageError);
          refusals += 1;
        }
        expect(readJournal(folder)).toEqual(readSnapshot(folder));
        expect(readSnapshot(folder)).toEqual(store.getState().workflows.w7);
      }
      expect(refusals).toBeGreaterThan(0);
      expect(store.getState().workflows.w7?.revision).toBe(3 + 120 - refusals);
    });

    it("still shows what is on it, also what needs mending", async () => {
      appendFileSync(journalPath(folder), '{"type":"deferred","eff');
      disk.fill();
      const store = await openStore(disk.layout);
      expect(store.getState().workflows.w7).toMatchObject({ state: "PHASE_1", revision: 3 });
      expect(() => store.dispatch("w7", numbered(1), "cli:dev")).toThrow(StorageError);
      disk.free();
      expect(store.dispatch("w7", numbered(1), "cli:dev").revision).toBe(4);
      expect(readJournal(folder)).toEqual(readSnapshot(folder));
    });
  });

  describe("a read-only disk", () => {
    afterEach(() => disk.setReadOnly(false));

    it("shows everything, refuses events and changes nothing", async () => {
      disk.setReadOnly(true);
      const store = await openStore(disk.layout);
      expect(store.getState().workflows.w7).toMatchObject({ state: "PHASE_1", revision: 3 });
      expect(store.getState().frozen).toEqual({});
      const attempt = () => store.dispatch("w7", numbered(1), "cli:dev");
      expect(attempt).toThrow(StorageError);
      expect(attempt).toThrow(/read-only/);
      expect(store.getState().workflows.w7?.revision).toBe(3);
      disk.setReadOnly(false);
      expect(attempt().revision).toBe(4);
    });

    it.each([
      ["a torn journal", () => appendFileSync(journalPath(folder), '{"ty')],
      ["a garbage snapshot", () => writeFileSync(snapshotPath(folder), "garbage")],
      ["a missing journal", () => rmSync(journalPath(folder))],
    ])("shows what can be read of %s, and says that it could not be mended", async (_what, damage) => {
      damage();
      const before = content();
      disk.setReadOnly(true);
      const { workflows, warnings } = (await openStore(disk.layout)).getState();
      expect(workflows.w7).toMatchObject({ state: "PHASE_1", revision: 3 });
      expect(warnings.join()).toMatch(/read-only/);
      expect(content()).toEqual(before);
    });

    it("shows what cannot be read as IDLE and does not claim to have moved it", async () => {
      writeFileSync(journalPath(folder), "garbage\ngarbage\n");
      writeFileSync(snapshotPath(folder), "garbage");
      disk.setReadOnly(true);
      const { workflows, warnings } = (await openStore(disk.layout)).getState();
      expect(Object.values(workflows)).toMatchObject([{ state: "IDLE", issueNumber: 7 }]);
      expect(warnings.join()).not.toMatch(/moved aside/);
    });
  });
});

describe("a .plans folder without permission to write", () => {
  const isRoot = process.getuid?.() === 0;
  const { layout, remove } = temporaryPlans();
  const root = join(layout.root, "..");
  afterEach(() => {
    execFileSync("chmod", ["-R", "u+w", root]);
    remove();
  });

  it("is shown and never written", async () => {
    await storedWorkflow(layout);
    execFileSync("chmod", ["-R", "a-w,a+rX", root]);
    const script = [process.execPath, join(import.meta.dirname, "../fixtures/try-dispatch.ts"), layout.root];
    // Permissions mean nothing to root, so that its part is played by nobody.
    const nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];
    const [command = "", ...args] = isRoot ? [...nobody, ...script] : script;
    expect(JSON.parse(execFileSync(command, args, { encoding: "utf8" }))).toEqual({
      shown: "PHASE_1",
      code: "STORAGE",
      message: expect.stringMatching(/permission denied/),
    });
  });
});
