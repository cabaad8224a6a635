import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { issueOf, type MakeTracker } from "./tracker-harness.ts";

export function commentContract(name: string, makeTracker: MakeTracker): void {
  describe(`${name}: comments`, () => {
    it("lists them in the order they were written", async () => {
      const { tracker, another } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1"));
      const posted = [
        await tracker.postComment(number, { body: "first", key: "one" }),
        await another().postComment(number, { body: "second", key: "two" }),
        await tracker.postComment(number, { body: "approved", key: null }),
      ];
      const comments = await tracker.listComments(number);
      expect(comments.map(({ id, url, createdAt }) => ({ id, url, createdAt }))).toEqual(posted);
      expect(comments.map((comment) => comment.body.split("\n")[0])).toEqual(["first", "second", "approved"]);
      expect(new Set(comments.map((comment) => comment.id)).size).toBe(3);
      expect(comments[0]).toMatchObject({
        author: { login: await tracker.viewer(), isBot: false },
        editedAt: null,
        isMinimized: false,
        viaEmail: false,
      });
    });

    it("marks only our own: a person's words stay as they are, and are posted each time", async () => {
      const { tracker } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1"));
      await tracker.postComment(number, { body: "lgtm", key: null });
      await tracker.postComment(number, { body: "lgtm", key: null });
      await tracker.postComment(number, { body: "ready", key: "ready" });
      const bodies = (await tracker.listComments(number)).map((comment) => comment.body);
      expect(bodies).toEqual([
        "lgtm",
        "lgtm",
        expect.stringMatching(/^ready\n\n<!-- orc-tui:comment=ready -->\s*$/),
      ]);
    });

    it("posts one comment for one key, however often and from wherever it is asked", async () => {
      const { tracker, another } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1"));
      const key = randomUUID();
      const posted = await Promise.all(
        [tracker, another(), another(), tracker].map((each) =>
          each.postComment(number, { body: "ready", key }),
        ),
      );
      const again = await another().postComment(number, { body: "other words", key });
      expect(new Set([...posted, again].map((comment) => comment.id)).size).toBe(1);
      expect(await tracker.listComments(number)).toHaveLength(1);
    });

    it("takes the same key on another issue for another comment", async () => {
      const { tracker } = await makeTracker();
      const first = await tracker.createIssue(issueOf("w1"));
      const second = await tracker.createIssue(issueOf("w2"));
      await tracker.postComment(first.number, { body: "ready", key: "ready-1" });
      await tracker.postComment(second.number, { body: "ready", key: "ready-1" });
      expect(await tracker.listComments(second.number)).toHaveLength(1);
    });

    it("is not deceived by a marker that somebody wrote into the text", async () => {
      const { tracker } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1"));
      await tracker.postComment(number, { body: "see <!-- orc-tui:comment=ready -->\nabove", key: null });
      await tracker.postComment(number, { body: "<!-- orc-tui:comment=ready -->", key: "other" });
      await tracker.postComment(number, { body: "ready", key: "ready" });
      expect(await tracker.listComments(number)).toHaveLength(3);
    });
  });
}
