import type { Expectations } from "../provider-contract.ts";

const done = "end: The agent is done.";
const nothing = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
const fine = { exitCode: 0, outcome: "succeeded", reason: null, remedy: null, usage: nothing } as const;

export const expectations: Expectations = {
  program: "copilot",
  config: { env: { COPILOT_GITHUB_TOKEN: "test-key" } },
  recordings: {
    text: {
      file: "copilot-text.jsonl",
      ...fine,
      log: ["text: Hello from the stub. This is a plain text reply.", done],
      sessionId: "b402397c-a692-4337-bad2-fd6ba2bed57f",
    },
    tool: {
      file: "copilot-tool.jsonl",
      ...fine,
      log: [
        "tool: bash touch made && ls",
        "result: made\n<shellId: 0 completed with exit code 0>",
        "text: Tool finished.",
        done,
      ],
      sessionId: "ee7f342a-1420-49d7-8b5b-5abcc1b69d36",
    },
    error: {
      file: "copilot-error.jsonl",
      exitCode: 1,
      log: [
        "waiting: The model's service did not answer as it should (transient auth error)",
        "waiting: The model's service did not answer as it should (transient auth error)",
        "error: Authentication failed with provider at http://127.0.0.1:8765 (HTTP 401).\n  Check your COPILOT_PROVIDER_API_KEY, COPILOT_PROVIDER_API_KEY_COMMAND, or COPILOT_PROVIDER_BEARER_TOKEN.",
      ],
      outcome: "failed",
      reason:
        "Authentication failed with provider at http://127.0.0.1:8765 (HTTP 401).   Check your COPILOT_PROVIDER_API_KEY, COPILOT_PROVIDER_API_KEY_COMMAND, or COPILOT_PROVIDER_BEARER_TOKEN.",
      remedy: "copilot login",
      sessionId: "5a9a9072-69ca-4303-920b-c52d1ab9f01c",
      usage: nothing,
    },
    denied: {
      file: "copilot-denied.jsonl",
      ...fine,
      log: [
        "tool: bash touch z",
        "denied: This tool was denied: Permission denied because no interactive user response was available. Retry in an interactive session so the user can approve it, or try an alternative that does not require this permission.",
        "text: Tool finished.",
        done,
      ],
      reason: "1 use of a tool was denied; the log shows which.",
      sessionId: "a631a887-28d9-45bf-94ce-e58081890d3f",
    },
    interrupted: {
      file: "copilot-interrupted.jsonl",
      exitCode: 0,
      log: ["tool: bash sleep 30", "error: It was interrupted"],
      outcome: "failed",
      reason: "It was interrupted",
      remedy: "interrupted from outside",
      sessionId: null,
      usage: nothing,
    },
    thinking: {
      file: "copilot-thinking.jsonl",
      ...fine,
      log: ["note: Let me think about it.", "text: Thought done.", done],
      sessionId: "6848dac7-3b86-4647-bec5-919c0a61d3ff",
    },
  },
};
