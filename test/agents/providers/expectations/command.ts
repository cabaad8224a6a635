import type { Expectations } from "../provider-contract.ts";

const untold = { sessionId: null, usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 } };

export const expectations: Expectations = {
  program: "spec-agent",
  config: { command: ["spec-agent"] },
  sample: { command: ["spec-agent", "--fast"] },
  recordings: {
    text: {
      file: "command-text.txt",
      exitCode: 0,
      log: ["text: reading the issue", "text: done"],
      outcome: "succeeded",
      reason: null,
      remedy: null,
      ...untold,
    },
    tool: {
      file: "command-tool.txt",
      exitCode: 0,
      log: ['text: {"type":"tool_call","name":"Write"}', "text: wrote requirements.md"],
      outcome: "succeeded",
      reason: null,
      remedy: null,
      ...untold,
    },
    error: {
      file: "command-error.txt",
      exitCode: 3,
      stderr: "no such model\n",
      log: ["text: starting", "error: no such model"],
      outcome: "failed",
      reason: "The agent ended with exit code 3: no such model",
      remedy: null,
      ...untold,
    },
  },
};
