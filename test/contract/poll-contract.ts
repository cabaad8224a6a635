import { describe, expect, it } from "vitest";
import { IssueNotFoundError } from "../../source/tracker/errors.ts";
import { issueOf, type MakeTracker, NOWHERE } from "./tracker-harness.ts";

export function pollContract(name: string, makeTracker: MakeTracker): void {
  describe(`${name}: polling`, () => {
    it("brings an issue never seen with all its comments, and nothing while nothing moves", async () => {
      const { tracker } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1"));
      await tracker.postComment(number, { body: "hello", key: null });
      const { changed, failed } = await tracker.poll([{ number, since: null }]);
      expect(failed).toEqual([]);
      expect(changed).toEqual([
        { issue: await tracker.getIssue(number), comments: await tracker.listComments(number) },
      ]);
      const since = changed[0]?.issue.updatedAt ?? null;
      expect(await tracker.poll([{ number, since }])).toEqual({ changed: [], failed: [] });
    });

    it("brings only what moved, and every comment as soon as it is there", async () => {
      const { tracker, another } = await makeTracker();
      const quiet = await tracker.createIssue(issueOf("quiet"));
      const busy = await tracker.createIssue(issueOf("busy"));
      let since = busy.updatedAt;
      for (const count of [1, 2, 3]) {
        await another().postComment(busy.number, { body: `${count}`, key: null });
        const { changed } = await tracker.poll([
          { number: quiet.number, since: quiet.updatedAt },
          { number: busy.number, since },
        ]);
        expect(changed.map(({ issue, comments }) => [issue.number, comments.length])).toEqual([
          [busy.number, count],
        ]);
        since = changed[0]?.issue.updatedAt ?? since;
      }
    });

    it("looks at nothing when nothing is watched", async () => {
      const { tracker } = await makeTracker();
      expect(await tracker.poll([])).toEqual({ changed: [], failed: [] });
    });

    it("reports an issue that is gone, and goes on with the others", async () => {
      const { tracker } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1"));
      const { changed, failed } = await tracker.poll([
        { number: NOWHERE, since: null },
        { number, since: null },
      ]);
      expect(changed.map(({ issue }) => issue.number)).toEqual([number]);
      expect(failed).toEqual([{ number: NOWHERE, error: expect.any(IssueNotFoundError) }]);
    });
  });
}
