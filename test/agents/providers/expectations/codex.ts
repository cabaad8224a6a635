import type { Expectations } from "../provider-contract.ts";

const unknownModel =
  "note: Model metadata for `stub-model` not found. Defaulting to fallback metadata; this can degrade performance and cause issues.";
const done = "end: The agent is done.";
const fine = { exitCode: 0, outcome: "succeeded", reason: null, remedy: null } as const;
const failed = { exitCode: 1, outcome: "failed" } as const;
const nothing = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

const unauthorized =
  "unexpected status 401 Unauthorized: refused by plan, url: http://127.0.0.1:8766/v1/responses";
const overloaded = "We’re currently experiencing high demand, which may cause temporary errors.";
const tooMany = "exceeded retry limit, last status: 429 Too Many Requests";

export const expectations: Expectations = {
  program: "codex",
  recordings: {
    text: {
      file: "codex-text.jsonl",
      ...fine,
      log: [unknownModel, "text: Hello from the responses stub.", done],
      sessionId: "01a20734-a580-7730-9b93-efd2089d2dae",
      usage: { inputTokens: 100, outputTokens: 20, costUsd: 0 },
    },
    tool: {
      file: "codex-tool.jsonl",
      ...fine,
      log: [
        unknownModel,
        "tool: shell /bin/bash -lc 'echo made-by-stub > stub-out.txt && cat stub-out.txt'",
        "result: made-by-stub\n",
        "text: Done: the file was created.",
        done,
      ],
      sessionId: "01a20734-a11c-7670-818d-af0292cff4fc",
      usage: { inputTokens: 200, outputTokens: 40, costUsd: 0 },
    },
    error: {
      file: "codex-error.jsonl",
      ...failed,
      log: [
        unknownModel,
        `waiting: Reconnecting... 1/1 (${unauthorized})`,
        `error: ${unauthorized}`,
        `error: ${unauthorized}`,
      ],
      reason: unauthorized,
      remedy: "`codex login`",
      sessionId: "01a21dc0-9227-7ab1-b43b-0289af1352df",
      usage: nothing,
    },
    work: {
      file: "codex-work.jsonl",
      ...fine,
      log: [
        unknownModel,
        "tool: shell /bin/bash -lc 'exit 3'",
        "error: exit code 3",
        "tool: edit add /home/dev/project/.plans/7/specs/requirements.md",
        "result: completed",
        "text: The requirements are written.",
        done,
      ],
      sessionId: "01a21dc0-8587-7852-88d7-68bb2c43ed5c",
      usage: { inputTokens: 300, outputTokens: 60, costUsd: 0 },
    },
    resumed: {
      file: "codex-resumed.jsonl",
      ...fine,
      log: [unknownModel, "text: Nothing is left to do.", done],
      sessionId: "01a21dc0-8587-7852-88d7-68bb2c43ed5c",
      usage: { inputTokens: 400, outputTokens: 80, costUsd: 0 },
    },
    refused: {
      file: "codex-refused.jsonl",
      ...failed,
      log: [unknownModel, "error: refused by plan", "error: refused by plan"],
      reason: "refused by plan",
      remedy: "check the agent's model",
      sessionId: "01a21dc0-a668-74d1-88d3-9befb825579c",
      usage: nothing,
    },
    rateLimit: {
      file: "codex-rate-limit.jsonl",
      ...failed,
      log: [unknownModel, `error: ${tooMany}`, `error: ${tooMany}`],
      reason: tooMany,
      remedy: "wait until it is renewed",
      sessionId: "01a21dc0-9918-73e0-a77e-da45146947ef",
      usage: nothing,
    },
    overloaded: {
      file: "codex-overloaded.jsonl",
      ...failed,
      log: [
        unknownModel,
        `waiting: Reconnecting... 1/1 (${overloaded})`,
        `error: ${overloaded}`,
        `error: ${overloaded}`,
      ],
      reason: overloaded,
      remedy: "the service's status page",
      sessionId: "01a21dc0-9db2-7433-9ff3-92a1fba2e56a",
      usage: nothing,
    },
  },
};
