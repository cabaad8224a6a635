import { describe, expect, it } from "vitest";
import { overdueGates } from "../../source/orchestrator/polling.ts";
import { GATE, workflowAfter } from "../workflow/journey.ts";

describe("a gate that nobody decides on", () => {
  const workflow = { ...workflowAfter(...GATE), issueNumber: 7, gateOpenedAt: "2026-01-01T12:00:00.000Z" };

  it("is reported once the poll time-out has passed, not before", () => {
    expect(overdueGates([workflow], new Date("2026-01-01T13:00:00.000Z"), 3600)).toEqual([]);
    expect(overdueGates([workflow], new Date("2026-01-01T13:00:01.000Z"), 3600)).toEqual([
      "#7 has waited for a decision for more than 60 min",
    ]);
  });

  it("is not spoken of while it is shut", () => {
    expect(overdueGates([{ ...workflow, gateOpenedAt: null }], new Date("2027-01-01"), 3600)).toEqual([]);
  });
});
