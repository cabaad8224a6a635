import type { Expectations } from "../provider-contract.ts";

const about = "note: Model auto";
const done = "end: The agent is done.";
const fine = { exitCode: 0, outcome: "succeeded", reason: null, remedy: null } as const;
const nothing = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
const noSuchTool =
  'error: Tool "run_shell_command" not found. Did you mean one of: "update_topic", "grep_search", "replace"?';

export const expectations: Expectations = {
  program: "gemini",
  config: { env: { GEMINI_API_KEY: "test-key" } },
  recordings: {
    text: {
      file: "gemini-text.jsonl",
      ...fine,
      log: [about, "text: Hello from the gemini stub.", done],
      sessionId: "ef6a52f1-36ce-4506-ae24-f0bcb6a540be",
      usage: { inputTokens: 200, outputTokens: 40, costUsd: 0 },
    },
    tool: {
      file: "gemini-tool.jsonl",
      ...fine,
      log: [
        about,
        "tool: run_shell_command echo made-by-stub > stub-out.txt && cat stub-out.txt",
        "result: made-by-stub",
        "text: Done: the file was created.",
        done,
      ],
      sessionId: "52bd7e35-60b9-429a-800b-f1871504f9a0",
      usage: { inputTokens: 300, outputTokens: 60, costUsd: 0 },
    },
    error: {
      file: "gemini-error.jsonl",
      exitCode: 145,
      log: [about, "error: refused by plan"],
      outcome: "failed",
      reason: "refused by plan",
      remedy: "GEMINI_API_KEY",
      sessionId: "eee6454c-2a02-43bb-a469-fba534e785a8",
      usage: nothing,
    },
    work: {
      file: "gemini-work.jsonl",
      ...fine,
      log: [
        about,
        "tool: write_file .plans/7/specs/requirements.md",
        "result: ",
        "tool: run_shell_command git status",
        noSuchTool,
        "tool: read_file missing.md",
        "error: File not found.",
        "text: The requirements are written.",
        done,
      ],
      sessionId: "7f805118-91ed-446c-b409-7988361e94e3",
      usage: { inputTokens: 500, outputTokens: 100, costUsd: 0 },
    },
    denied: {
      file: "gemini-denied.jsonl",
      ...fine,
      log: [
        about,
        "tool: run_shell_command git status",
        "denied: run_shell_command was denied: Tool execution denied by policy.",
        "text: I could not look.",
        done,
      ],
      reason: "1 use of a tool was denied; the log shows which.",
      sessionId: "8f16c346-54fe-42d4-89ce-03a13d15f397",
      usage: { inputTokens: 300, outputTokens: 60, costUsd: 0 },
    },
    refused: {
      file: "gemini-refused.jsonl",
      exitCode: 144,
      log: [about, "error: refused by plan"],
      outcome: "failed",
      reason: "refused by plan",
      remedy: "check the agent's model",
      sessionId: "226c4ad4-9c77-4678-b8b6-8a55b95fcfad",
      usage: nothing,
    },
  },
};
