import { describe, expect, it } from "vitest";
import { commentContract } from "./comment-contract.ts";
import { issueContract } from "./issue-contract.ts";
import { labelContract } from "./label-contract.ts";
import { pollContract } from "./poll-contract.ts";
import type { MakeTracker } from "./tracker-harness.ts";

/** What every tracker must do (spec section 9): called once by each implementation's own test file. */
export function trackerContract(name: string, makeTracker: MakeTracker): void {
  issueContract(name, makeTracker);
  commentContract(name, makeTracker);
  labelContract(name, makeTracker);
  pollContract(name, makeTracker);

  describe(`${name}: people`, () => {
    it("lets the account in use decide, and nobody unknown", async () => {
      const { tracker } = await makeTracker();
      expect(["admin", "maintain", "write"]).toContain(await tracker.permission(await tracker.viewer()));
      expect(await tracker.permission("somebody-unknown")).toBe("none");
      expect(await tracker.permission("../../x\u001b[2J")).toBe("none");
    });
  });
}
