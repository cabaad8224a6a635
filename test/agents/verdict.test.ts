import { describe, expect, test } from "vitest";
import { EMPTY_SUMMARY, type RunSummary, summarize } from "../../source/agents/summary.ts";
import { verdict } from "../../source/agents/verdict.ts";

/** Judged by its exit code alone, and by its events. */
const byExitCode = { requiresEndEvent: false, explainExit: () => null, loginRemedy: "" };
const inEvents = { ...byExitCode, requiresEndEvent: true };

type Facts = Parameters<typeof verdict>[0];

const exit = (exitCode: number): Facts => ({ cause: "exit", exitCode, signal: null, message: null });
const success: RunSummary = summarize(EMPTY_SUMMARY, { type: "end", outcome: "success", reason: "done" });
const failure: RunSummary = summarize(EMPTY_SUMMARY, {
  type: "end",
  outcome: "failure",
  reason: "no budget",
});

describe("where the exit code is all there is", () => {
  test("0 is success", () => {
    expect(verdict(exit(0), EMPTY_SUMMARY, byExitCode)).toMatchObject({ outcome: "succeeded", reason: null });
  });

  test("anything else is failure", () => {
    expect(verdict(exit(2), EMPTY_SUMMARY, byExitCode)).toMatchObject({
      outcome: "failed",
      reason: "The agent ended with exit code 2",
    });
  });
});

describe("where a final event is required", () => {
  test("exit code 0 with a final success is success", () => {
    expect(verdict(exit(0), success, inEvents).outcome).toBe("succeeded");
  });

  test("exit code 0 alone is not", () => {
    expect(verdict(exit(0), EMPTY_SUMMARY, inEvents)).toMatchObject({
      outcome: "failed",
      reason: "The agent ended without its final event",
    });
  });

  test("a final success with another exit code is not", () => {
    expect(verdict(exit(1), success, inEvents).outcome).toBe("failed");
  });

  test("a final failure is told in the agent's words", () => {
    expect(verdict(exit(0), failure, inEvents)).toMatchObject({ outcome: "failed", reason: "no budget" });
  });

  test("the last final event counts", () => {
    const second = summarize(failure, { type: "end", outcome: "success", reason: null });
    expect(verdict(exit(0), second, inEvents).outcome).toBe("succeeded");
  });
});

test.each([
  ["stopped", "stopped"],
  ["timeout", "timed_out"],
  ["stall", "stalled"],
  ["spawn_failed", "failed"],
  [null, "failed"],
] as const)("cause %s is outcome %s, whatever the agent says", (cause, outcome) => {
  const facts = { cause, exitCode: 0, signal: null, message: "because" };
  expect(verdict(facts, success, inEvents)).toMatchObject({ outcome, reason: "because" });
});

test("an agent that stayed after its final event is judged by that event", () => {
  const facts: Facts = { cause: "linger", exitCode: null, signal: "SIGTERM", message: "stayed" };
  expect(verdict(facts, success, inEvents)).toMatchObject({ outcome: "succeeded", reason: "stayed" });
  expect(verdict(facts, failure, inEvents)).toMatchObject({ outcome: "failed", reason: "no budget" });
});

test("reasons are one clean line of bounded length", () => {
  const loud = summarize(EMPTY_SUMMARY, {
    type: "error",
    message: `\x1b[31mred\nline ${"x".repeat(10_000)}`,
  });
  const { reason } = verdict(exit(1), loud, inEvents);
  expect(reason).toMatch(/^The agent ended with exit code 1: red line x+…$/);
  expect(reason?.length).toBeLessThan(510);
});

describe("usage", () => {
  test("adds up steps, and takes over totals", () => {
    const events = [
      { type: "usage", inputTokens: 10, outputTokens: 1, scope: "step" },
      { type: "usage", inputTokens: 20, outputTokens: 2, scope: "step" },
      { type: "cost", costUsd: 0.5, scope: "run" },
      { type: "cost", costUsd: 0.75, scope: "run" },
    ] as const;
    const { usage } = events.reduce<RunSummary>(summarize, EMPTY_SUMMARY);
    expect(usage).toEqual({ inputTokens: 30, outputTokens: 3, costUsd: 0.75 });
  });
});
