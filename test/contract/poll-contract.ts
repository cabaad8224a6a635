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
      const issue = await tracker.getIssue(number);
      expect(changed).toMatchObject([{ issue, comments: await tracker.listComments(number) }]);
      const since = changed[0]?.issue.updatedAt ?? null;
      const seen = [{ number, updatedAt: issue.updatedAt, labels: issue.labels }];
      expect(await tracker.poll([{ number, since }])).toEqual({ seen, changed: [], failed: [] });
    });

    it("brings only what moved, and every comment as soon as it is there", async () => {
      const { tracker, another } = await makeTracker();
      const quiet = await tracker.createIssue(issueOf("quiet"));
      const busy = await tracker.createIssue(issueOf("busy"));
      // Only a settled look is a mark to go on from: times may be whole seconds.
      let since: string | null = null;
      for (const count of [1, 2, 3]) {
        await another().postComment(busy.number, { body: `${count}`, key: null });
        const { changed } = await tracker.poll([
          { number: quiet.number, since: quiet.updatedAt },
          { number: busy.number, since },
        ]);
        expect(changed.map(({ issue, comments }) => [issue.number, comments.length])).toEqual([
          [busy.number, count],
        ]);
        since = changed[0]?.isSettled ? changed[0].issue.updatedAt : null;
      }
    });

    it("looks at nothing when nothing is watched", async () => {
      const { tracker } = await makeTracker();
      expect(await tracker.poll([])).toEqual({ seen: [], changed: [], failed: [] });
    });

    it("sees labels that were changed by somebody, also where nothing else moved", async () => {
      const { tracker, another } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1", { labels: ["bug"] }));
      await another().addLabels(number, ["urgent"]);
      const { seen } = await tracker.poll([{ number, since: null }]);
      expect(seen.map(({ labels }) => [...(labels ?? [])].sort())).toEqual([["bug", "urgent"]]);
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
