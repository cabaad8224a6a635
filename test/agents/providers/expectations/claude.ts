import type { Expectations } from "../provider-contract.ts";

const about = "note: claude-opus-5-5, paid by ANTHROPIC_API_KEY";
const done = "end: The agent is done.";
const fine = { exitCode: 0, outcome: "succeeded", reason: null, remedy: null } as const;
const nothing = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

export const expectations: Expectations = {
  program: "claude",
  recordings: {
    text: {
      file: "claude-text.jsonl",
      ...fine,
      log: [about, "text: Hello from the stub. This is a plain text reply.", done],
      sessionId: "e3562c6e-ed5c-4701-8bf1-8548c0bef5ef",
      usage: { inputTokens: 100, outputTokens: 19, costUsd: 0.0007800000000000001 },
    },
    tool: {
      file: "claude-tool.jsonl",
      ...fine,
      log: [
        about,
        "text: I will create a file.",
        "tool: Bash echo made-by-stub > stub-out.txt && cat stub-out.txt",
        "result: made-by-stub",
        "text: Done: the file was created.",
        done,
      ],
      sessionId: "729ed406-dda4-4a0b-8b1a-3097be03451d",
      usage: { inputTokens: 200, outputTokens: 71, costUsd: 0.0022199999999999998 },
    },
    error: {
      file: "claude-error.jsonl",
      exitCode: 1,
      log: [about, "error: API Error: 400 stub: bad request"],
      outcome: "failed",
      reason: "API Error: 400 stub: bad request",
      remedy: "check the agent's model",
      sessionId: "48562e06-8243-4205-a260-bf105bc425de",
      usage: nothing,
    },
    login: {
      file: "claude-login.jsonl",
      exitCode: 1,
      log: [
        about,
        ...Array.from(
          { length: 10 },
          (_, attempt) =>
            `waiting: The model's service answered 401 (authentication_failed); retry ${attempt + 1} of 10`,
        ),
        "error: Invalid API key · Fix external API key",
      ],
      outcome: "failed",
      reason: "Invalid API key · Fix external API key",
      remedy: "claude auth login",
      sessionId: "7baa1130-0445-4baf-9080-45bd73c21611",
      usage: nothing,
    },
    denied: {
      file: "claude-denied.jsonl",
      ...fine,
      log: [
        about,
        "text: I will create a file.",
        "tool: Bash echo made-by-stub > stub-out.txt && cat stub-out.txt",
        "denied: Bash was denied: Output redirection to '/home/dev/proj/stub-out.txt' needs approval. The path is inside the working directories for this session ('/home/dev/proj'), and Claude Code asks before a shell command creates, changes or removes files there.",
        "text: Done: the file was created.",
        done,
      ],
      reason: "1 use of a tool was denied; the log shows which.",
      sessionId: "f18b30ff-4506-407a-bef3-1137eb93e9a9",
      usage: { inputTokens: 200, outputTokens: 71, costUsd: 0.0022199999999999998 },
    },
    /** Version 2.1.197, which npm chooses on Node 20: it tells of denials in its result alone. */
    older: {
      file: "claude-older.jsonl",
      ...fine,
      log: [
        "note: claude-opus-4-8[1m], paid by ANTHROPIC_API_KEY",
        "text: I will create a file.",
        "tool: Bash curl http://localhost:1/",
        "error: This command requires approval",
        "text: Done: the file was created.",
        done,
      ],
      reason: "1 use of a tool was denied; the log shows which.",
      sessionId: "f1600b5f-40c3-41b7-87f4-53ee871a3517",
      usage: { inputTokens: 200, outputTokens: 64, costUsd: 0.0026 },
    },
    background: {
      file: "claude-background.jsonl",
      ...fine,
      log: [
        about,
        'tool: Bash python3 -c "import time; time.sleep(8)"; echo bgdone',
        "result: Command running in background with ID: ba485e7lr. Output is being written to: /var/tmp/agent/f2541173-a2d1-493a-94da-3e2020035646/tasks/ba485e7lr.output. You will be notified when it completes. To check interim output, use Read on that file path.",
        "text: Tool finished.",
        done,
        about,
        "text: Tool finished.",
        done,
      ],
      sessionId: "f2541173-a2d1-493a-94da-3e2020035646",
      usage: { inputTokens: 300, outputTokens: 71, costUsd: 0.00262 },
    },
    subagent: {
      file: "claude-subagent.jsonl",
      ...fine,
      log: [
        about,
        "tool: Agent Sub task",
        "result: (it goes on in the background)",
        "text: Sub-agent finished.",
        "text: Hello from the stub. This is a plain text reply.",
        about,
        "text: Sub-agent finished.",
        done,
        done,
      ],
      sessionId: "5e4cd7e7-d5b0-47ef-b270-a8e8389e95e6",
      usage: { inputTokens: 400, outputTokens: 92, costUsd: 0.0034400000000000003 },
    },
    rateLimit: {
      file: "claude-rate-limit.jsonl",
      ...fine,
      log: [
        "note: claude-sonnet-5-5",
        "text: Close to the limit.",
        "note: 91 % of the account's five hour limit is used; it is renewed at 2026-11-23 08:35 UTC",
        done,
      ],
      sessionId: "3b5d78bb-96a5-4b53-b841-eaabe22abd1d",
      usage: { inputTokens: 100, outputTokens: 12, costUsd: 0.00032 },
    },
  },
};
