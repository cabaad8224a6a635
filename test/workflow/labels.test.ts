import { describe, expect, it } from "vitest";
import { isStatusLabel, STATUS_LABELS, statusLabel, withStatusLabel } from "../../source/workflow/labels.ts";
import { STATES } from "../../source/workflow/state.ts";

describe("the status labels", () => {
  it("are the six of the specification", () => {
    expect(Object.values(STATUS_LABELS).map(({ name, color }) => `${name} ${color}`)).toEqual([
      "status:new 0052cc",
      "status:phase-1 fbca04",
      "status:phase-2 f9a825",
      "status:awaiting-approval 7057ff",
      "status:done 0e8a16",
      "status:cancelled 6a737d",
    ]);
    expect(new Set(STATES.map(statusLabel)).size).toBe(6);
  });

  it("are known in any case, and no other label is", () => {
    expect(isStatusLabel("Status:Done")).toBe(true);
    expect(isStatusLabel("status:blocked")).toBe(false);
  });

  it("replace each other and leave the rest in its order", () => {
    expect(withStatusLabel(["b", "status:new", "a", "STATUS:done", "status:x"], "status:phase-1")).toEqual([
      "b",
      "a",
      "status:x",
      "status:phase-1",
    ]);
  });
});
