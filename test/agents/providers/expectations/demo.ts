import type { Expectations } from "../provider-contract.ts";

const unused = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

export const expectations: Expectations = {
  recordings: {
    text: {
      file: "demo-text.jsonl",
      exitCode: 0,
      log: ["text: I have read the issue.", "end: The agent is done."],
      outcome: "succeeded",
      reason: null,
      remedy: null,
      sessionId: "demo-1",
      usage: { inputTokens: 120, outputTokens: 40, costUsd: 0 },
    },
    tool: {
      file: "demo-tool.jsonl",
      exitCode: 0,
      log: [
        "text: I write the requirements.",
        "tool: Write .plans/7/specs/requirements.md",
        "result: 40 lines",
        "end: The specification is written.",
      ],
      outcome: "succeeded",
      reason: null,
      remedy: null,
      sessionId: "demo-2",
      usage: { inputTokens: 200, outputTokens: 90, costUsd: 0 },
    },
    error: {
      file: "demo-error.jsonl",
      exitCode: 1,
      log: ["error: The model is overloaded.", "error: The agent failed."],
      outcome: "failed",
      reason: "The model is overloaded.",
      remedy: null,
      sessionId: "demo-3",
      usage: unused,
    },
  },
};
