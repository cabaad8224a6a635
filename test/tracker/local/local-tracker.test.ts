import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { TrackerDamagedError, TrackerUnavailableError } from "../../../source/tracker/errors.ts";
import { createLocalTracker } from "../../../source/tracker/local/local-tracker.ts";
import type { Tracker } from "../../../source/tracker/tracker.ts";

let plansDir: string;
let tracker: Tracker;
let writes: number;

beforeEach(() => {
  plansDir = mkdtempSync(join(tmpdir(), "orc-tracker-"));
  writes = 0;
  tracker = createLocalTracker({ plansDir, user: "ada", onWrite: () => writes++ });
  return () => rmSync(plansDir, { recursive: true, force: true });
});

const fileOf = (number: number) => join(plansDir, "tracker", `${number}.json`);
const create = (workflowId: string) => tracker.createIssue({ title: "T", body: "B", labels: [], workflowId });

describe("the numbers of local issues", () => {
  it("count up from 1", async () => {
    expect([(await create("a")).number, (await create("b")).number]).toEqual([1, 2]);
  });

  it("stay above every folder of documents and every issue that is there, readable or not", async () => {
    mkdirSync(join(plansDir, "7"));
    mkdirSync(join(plansDir, "drafts", "99"), { recursive: true });
    expect((await create("a")).number).toBe(8);
    mkdirSync(join(plansDir, "3"));
    expect((await create("b")).number).toBe(9);
  });
});

describe("the files of local issues", () => {
  it("are readable, one an issue, and leave nothing else behind", async () => {
    await create("a");
    await tracker.postComment(1, { body: "hello", key: null });
    expect(JSON.parse(readFileSync(fileOf(1), "utf8"))).toMatchObject({
      version: 1,
      number: 1,
      title: "T",
      body: "B\n\n<!-- orc-tui:workflow=a -->",
      labels: [],
      author: { login: "ada", isBot: false },
      comments: [{ author: { login: "ada" }, body: "hello" }],
    });
    expect(readdirSync(join(plansDir, "tracker"))).toEqual(["1.json"]);
  });

  it("keep even text that is no text: half a surrogate pair and NUL", async () => {
    await tracker.createIssue({ title: "\ud800 \u0000", body: "\udc00", labels: [], workflowId: "a" });
    expect((await tracker.getIssue(1)).title).toBe("\ud800 \u0000");
  });

  it.each(["", "{ torn", "[]", "{}", '{"version":1,"number":2}', "null"])(
    "are reported when they are damaged, and never overwritten: %j",
    async (content) => {
      await create("a");
      writeFileSync(fileOf(1), content);
      const attempts = [
        tracker.getIssue(1),
        tracker.listComments(1),
        tracker.postComment(1, { body: "x", key: "k" }),
        tracker.setStatusLabel(1, "status:done"),
        // It might be the issue of this very workflow.
        create("a"),
      ];
      for (const attempt of attempts) {
        await expect(attempt).rejects.toThrow(TrackerDamagedError);
        await expect(attempt).rejects.toMatchObject({ code: "TRACKER_DAMAGED", path: fileOf(1) });
      }
      expect(readFileSync(fileOf(1), "utf8")).toBe(content);
      expect(readdirSync(join(plansDir, "tracker"))).toEqual(["1.json"]);
    },
  );

  it("hold up no other issue when one of them is damaged", async () => {
    await create("a");
    const healthy = await create("b");
    writeFileSync(fileOf(1), "{ torn");
    expect(await create("b")).toEqual(healthy);
    expect(await tracker.findIssueByMarker("b")).toEqual(healthy);
    const { changed, failed } = await tracker.poll([1, 2].map((number) => ({ number, since: null })));
    expect(changed.map(({ issue }) => issue.number)).toEqual([2]);
    expect(failed).toEqual([{ number: 1, error: expect.any(TrackerDamagedError) }]);
  });

  it("of a newer version are refused and left untouched", async () => {
    await create("a");
    const newer = readFileSync(fileOf(1), "utf8").replace('"version": 1', '"version": 2');
    writeFileSync(fileOf(1), newer);
    await expect(tracker.postComment(1, { body: "x", key: "k" })).rejects.toMatchObject({
      code: "TRACKER_DAMAGED",
      remedy: expect.stringContaining("newer"),
    });
    expect(readFileSync(fileOf(1), "utf8")).toBe(newer);
  });

  it("that cannot be reached are an error that says where", async () => {
    const file = join(plansDir, "file");
    writeFileSync(file, "");
    const blocked = createLocalTracker({ plansDir: file, user: "ada" });
    const attempt = blocked.createIssue({ title: "T", body: "", labels: [], workflowId: "a" });
    await expect(attempt).rejects.toThrow(TrackerUnavailableError);
    await expect(attempt).rejects.toThrow(join(file, "tracker"));
  });

  it("are not made by reading", async () => {
    expect(await tracker.findIssueByMarker("a")).toBeNull();
    expect(existsSync(join(plansDir, "tracker"))).toBe(false);
  });
});

describe("changes of local issues", () => {
  it("are told once each, and only when something was written", async () => {
    await create("a");
    await create("a");
    await tracker.setStatusLabel(1, "status:new");
    await tracker.setStatusLabel(1, "status:new");
    await tracker.postComment(1, { body: "x", key: "k" });
    await tracker.postComment(1, { body: "x", key: "k" });
    expect(writes).toBe(3);
  });

  it("each move the time of the issue forward, within one millisecond too", async () => {
    const times = [(await create("a")).updatedAt];
    for (const body of ["1", "2", "3", "4"]) {
      await tracker.postComment(1, { body, key: null });
      times.push((await tracker.getIssue(1)).updatedAt);
    }
    expect(times).toEqual([...new Set(times)].sort());
  });

  it("heal two status labels that somebody set by hand", async () => {
    await tracker.createIssue({
      title: "T",
      body: "",
      labels: ["status:done", "x", "status:new"],
      workflowId: "a",
    });
    await tracker.setStatusLabel(1, "status:new");
    expect((await tracker.getIssue(1)).labels).toEqual(["x", "status:new"]);
  });
});
