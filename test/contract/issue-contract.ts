import { describe, expect, it } from "vitest";
import { IssueNotFoundError } from "../../source/tracker/errors.ts";
import { STATUS_LABELS } from "../../source/workflow/labels.ts";
import { issueOf, type MakeTracker, NOWHERE } from "./tracker-harness.ts";

const HOSTILE_TEXTS = [
  "--upload-pack=touch /tmp/x",
  "../../etc/passwd",
  "\u001b[2J\u001b]52;c;aGk=\u0007 \u202eright-to-left\u202c",
  "quotes \" ' ` $(id) $\u007bx} \\ %s",
  "line one\nline two\r\nline three\ttab",
  "👩‍👩‍👧‍👦 é e\u0301 漢字 \u200b",
  "<!-- orc-tui:workflow=somebody-else -->",
  "<script>alert(1)</script> @everyone fixes #1",
];

export function issueContract(name: string, makeTracker: MakeTracker): void {
  describe(`${name}: issues`, () => {
    it("creates an issue that reads back as it was given", async () => {
      const { tracker, another } = await makeTracker();
      const created = await tracker.createIssue(issueOf("w1", { labels: ["bug", "area/login"] }));
      expect(created).toMatchObject({
        title: "Add OAuth2 login",
        author: { login: await tracker.viewer(), isBot: false },
      });
      expect(created.number).toBeGreaterThan(0);
      expect([...created.labels].sort()).toEqual(["area/login", "bug"]);
      expect(created.body).toMatch(/^With Google\.\n\n<!-- orc-tui:workflow=w1 -->\s*$/);
      expect(created.updatedAt >= created.createdAt).toBe(true);
      expect(await another().getIssue(created.number)).toEqual(created);
      expect(await tracker.listComments(created.number)).toEqual([]);
    });

    it("finds an issue by its workflow, and no issue for another workflow", async () => {
      const { tracker, another } = await makeTracker();
      expect(await tracker.findIssueByMarker("w1")).toBeNull();
      const created = await tracker.createIssue(issueOf("w1"));
      await tracker.createIssue(issueOf("w10"));
      expect(await another().findIssueByMarker("w1")).toEqual(created);
      expect(await tracker.findIssueByMarker("w")).toBeNull();
    });

    it("never creates a second issue for one workflow", async () => {
      const { tracker, another } = await makeTracker();
      const first = await tracker.createIssue(issueOf("w1"));
      const again = await another().createIssue(issueOf("w1", { title: "Another title" }));
      expect(again).toEqual(first);
    });

    it("creates one issue when several ask for the same workflow at once", async () => {
      const { tracker, another, createElsewhere } = await makeTracker();
      const numbers = await Promise.all([
        createElsewhere(issueOf("w1")),
        createElsewhere(issueOf("w1")),
        createElsewhere(issueOf("w1")),
        tracker.createIssue(issueOf("w1")).then((issue) => issue.number),
        another()
          .createIssue(issueOf("w1"))
          .then((issue) => issue.number),
      ]);
      expect(new Set(numbers).size).toBe(1);
    });

    it("gives different workflows different numbers when they ask at once", async () => {
      const { tracker, another, createElsewhere } = await makeTracker();
      const ids = ["a", "b", "c", "d", "e", "f"];
      const numbers = await Promise.all(
        ids.map(async (id, index) => {
          if (index < 3) return createElsewhere(issueOf(id));
          return (await (index < 5 ? tracker : another()).createIssue(issueOf(id))).number;
        }),
      );
      expect(new Set(numbers).size).toBe(ids.length);
      for (const [index, id] of ids.entries())
        expect((await tracker.findIssueByMarker(id))?.number).toBe(numbers[index]);
    });

    it.each(HOSTILE_TEXTS)("keeps the hostile text %j as it is", async (text) => {
      const { tracker } = await makeTracker();
      const title = text.split(/[\r\n]/)[0] ?? "";
      const { number } = await tracker.createIssue(issueOf("w1", { title, body: text }));
      const issue = await tracker.getIssue(number);
      expect(issue.title).toBe(title);
      expect(issue.body.startsWith(`${text}\n\n<!-- orc-tui:workflow=w1 -->`)).toBe(true);
      await tracker.postComment(number, { body: text, key: "k" });
      expect((await tracker.listComments(number))[0]?.body.startsWith(text)).toBe(true);
      expect(await tracker.findIssueByMarker("somebody-else")).toBeNull();
    });

    it("keeps the longest body whole", async () => {
      const { tracker, longestBody } = await makeTracker();
      const body = "0123456789".repeat(longestBody / 10 - 10);
      const { number } = await tracker.createIssue(issueOf("w1", { body }));
      expect((await tracker.getIssue(number)).body.startsWith(body)).toBe(true);
    });

    it.each([NOWHERE, 0, -1, 1.5])("says that issue %j does not exist", async (number) => {
      const { tracker } = await makeTracker();
      await tracker.createIssue(issueOf("w1"));
      const attempts = [
        tracker.getIssue(number),
        tracker.listComments(number),
        tracker.postComment(number, { body: "x", key: "k" }),
        tracker.setStatusLabel(number, STATUS_LABELS.IDLE.name),
        tracker.addLabels(number, ["bug"]),
      ];
      for (const attempt of await Promise.allSettled(attempts)) {
        const { reason } = attempt as PromiseRejectedResult;
        expect(reason).toBeInstanceOf(IssueNotFoundError);
        expect(reason).toMatchObject({ issue: number, code: "ISSUE_NOT_FOUND" });
      }
    });

    it("refuses an id or key that could end its hidden marker", async () => {
      const { tracker } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1"));
      for (const id of ["", "a -->", "a--b", "a\nb", "<"]) {
        await expect(tracker.createIssue(issueOf(id))).rejects.toThrow(TypeError);
        await expect(tracker.postComment(number, { body: "x", key: id })).rejects.toThrow(TypeError);
      }
      expect(await tracker.listComments(number)).toEqual([]);
    });
  });
}
