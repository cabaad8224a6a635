import { describe, expect, it } from "vitest";
import { latestSession, sessionToResume, usageBeyond } from "../../source/workflow/resumption.ts";
import type { Run, RunOutcome } from "../../source/workflow/state.ts";
import { and, RUNNING, workflowAfter } from "./journey.ts";
import { runEnded } from "./random-events.ts";

function run(number: number, outcome: RunOutcome, sessionId: string | null, more: Partial<Run> = {}): Run {
  const [base] = and(workflowAfter(...RUNNING), runEnded(1, "failed")).runs;
  if (base === undefined) throw new TypeError("no run");
  return { ...base, number, outcome, sessionId, exitCode: 1, ...more };
}

describe("the session that a run goes on with", () => {
  const next = { number: 9, agent: "script", provider: "command" };
  const resumed = (...runs: Run[]) => sessionToResume({ runs }, next);

  it("is the latest one", () => {
    expect(resumed(run(1, "failed", "s-1"), run(2, "stopped", "s-2"))).toBe("s-2");
  });

  it("is none of another agent or provider", () => {
    expect(resumed(run(1, "failed", "s-1", { agent: "other" }))).toBeNull();
    expect(resumed(run(1, "failed", "s-1", { provider: "demo" }))).toBeNull();
    expect(resumed(run(1, "failed", "s-1"), run(2, "failed", "s-2", { agent: "other" }))).toBe("s-1");
  });

  it("is none where the latest run had none: its session is gone", () => {
    expect(resumed(run(1, "failed", "s-1"), run(2, "failed", null))).toBeNull();
  });

  it("is an earlier one where the latest run never began", () => {
    expect(resumed(run(1, "failed", "s-1"), run(2, "failed", null, { exitCode: null }))).toBe("s-1");
  });

  it("is never that of a later run", () => {
    expect(sessionToResume({ runs: [run(9, "failed", "s-9")] }, next)).toBeNull();
  });
});

describe("the session that a person can take over", () => {
  it("is the latest one, of whatever agent", () => {
    const runs = [
      run(1, "failed", "s-1"),
      run(2, "failed", "s-2", { agent: "other" }),
      run(3, "failed", null),
    ];
    expect(latestSession({ runs })).toMatchObject({ sessionId: "s-2", run: { number: 2 } });
    expect(latestSession({ runs: [] })).toBeNull();
  });
});

describe("what a run used, of a session's total", () => {
  const used = (inputTokens: number, outputTokens: number) => ({
    usage: { inputTokens, outputTokens, costUsd: 0 },
  });

  it("is what goes beyond the earlier runs of that session", () => {
    const runs = [
      run(1, "failed", "s-1", used(100, 10)),
      run(2, "failed", "s-2", used(7, 7)),
      run(3, "failed", "s-1", used(50, 5)),
    ];
    expect(usageBeyond({ runs }, { sessionId: "s-1", ...used(400, 40) })).toEqual(used(250, 25).usage);
    expect(usageBeyond({ runs }, { sessionId: null, ...used(4, 4) })).toEqual(used(4, 4).usage);
  });

  it("is never less than nothing", () => {
    const runs = [run(1, "failed", "s-1", used(100, 10))];
    expect(usageBeyond({ runs }, { sessionId: "s-1", ...used(50, 5) })).toEqual(used(0, 0).usage);
  });
});
