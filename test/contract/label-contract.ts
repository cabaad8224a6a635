import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUS_LABELS } from "../../source/workflow/labels.ts";
import { issueOf, type MakeTracker } from "./tracker-harness.ts";

export function labelContract(name: string, makeTracker: MakeTracker): void {
  describe(`${name}: labels`, () => {
    const statusNames = Object.values(STATUS_LABELS).map((label) => label.name);

    it("keeps exactly one status label and touches no other, over any sequence of changes", async () => {
      const { tracker, another } = await makeTracker();
      const others = ["bug", "status:blocked", "Prio: high"];
      const { number } = await tracker.createIssue(issueOf("w1", { labels: [...others, "status:new"] }));
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...statusNames), fc.boolean(), async (label, elsewhere) => {
          await (elsewhere ? another() : tracker).setStatusLabel(number, label);
          const { labels } = await tracker.getIssue(number);
          expect([...labels].sort()).toEqual([...others, label].sort());
        }),
        { numRuns: 20 },
      );
    });

    it("sets the label where the issue has none", async () => {
      const { tracker } = await makeTracker();
      const { number } = await tracker.createIssue(issueOf("w1"));
      await tracker.setStatusLabel(number, "status:phase-1");
      await tracker.setStatusLabel(number, "status:phase-1");
      expect((await tracker.getIssue(number)).labels).toEqual(["status:phase-1"]);
    });
  });
}
