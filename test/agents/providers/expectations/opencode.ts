import type { Expectations } from "../provider-contract.ts";

const done = "end: The agent is done.";
const fine = { exitCode: 0, outcome: "succeeded", reason: null, remedy: null } as const;

export const expectations: Expectations = {
  program: "opencode",
  recordings: {
    text: {
      file: "opencode-text.jsonl",
      ...fine,
      log: ["text: Hello from the stub. This is a plain text reply.", done],
      sessionId: "ses_de22f5578ffeiMwLYE26bchOTL",
      usage: { inputTokens: 100, outputTokens: 19, costUsd: 0.000585 },
    },
    tool: {
      file: "opencode-tool.jsonl",
      ...fine,
      log: [
        "tool: bash echo made-by-stub > stub-out.txt && cat stub-out.txt",
        "result: made-by-stub\n",
        "text: Tool finished.",
        done,
      ],
      sessionId: "ses_de22f25eeffeojapZwxOhuMsl9",
      usage: { inputTokens: 200, outputTokens: 53, costUsd: 0.001395 },
    },
    error: {
      file: "opencode-error.jsonl",
      exitCode: 1,
      log: ["error: invalid x-api-key"],
      outcome: "failed",
      reason: "invalid x-api-key",
      remedy: "opencode auth login",
      sessionId: "ses_de22eab5bffeoEEST3CvxXZaV5",
      usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    },
    denied: {
      file: "opencode-denied.jsonl",
      ...fine,
      log: [
        "tool: bash git push",
        "denied: bash was denied: The user has specified a rule which prevents you from using this specific tool call.",
        "text: Tool finished.",
        done,
      ],
      reason: "1 use of a tool was denied; the log shows which.",
      sessionId: "ses_de22ef5a7ffeakKXVM7g5UXYci",
      usage: { inputTokens: 200, outputTokens: 42, costUsd: 0.00123 },
    },
    withheld: {
      file: "opencode-withheld.jsonl",
      exitCode: 1,
      log: [
        "text: I cannot help.",
        "error: The model's service withheld the answer",
        "error: The response was blocked by the provider's content filter",
      ],
      outcome: "failed",
      reason: "The response was blocked by the provider's content filter",
      remedy: "refused the request",
      sessionId: "ses_de22e8f28ffeZ4aKN5Ku1rM4QL",
      usage: { inputTokens: 100, outputTokens: 11, costUsd: 0.000465 },
    },
    cut: {
      file: "opencode-cut.jsonl",
      exitCode: 0,
      log: ["text: cut off", "error: The model's answer was cut off: it had reached its greatest length"],
      outcome: "failed",
      reason: "The model's answer was cut off: it had reached its greatest length",
      remedy: null,
      sessionId: "ses_de22e7c1fffeKs10YdEG7kgwiT",
      usage: { inputTokens: 100, outputTokens: 9, costUsd: 0.000435 },
    },
  },
};
