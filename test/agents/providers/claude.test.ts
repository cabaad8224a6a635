import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { AgentConfig } from "../../../source/agents/config.ts";
import type { AgentEvent } from "../../../source/agents/events.ts";
import { claude } from "../../../source/agents/providers/claude.ts";
import { runFolder } from "../../../source/agents/run-folder.ts";
import type { RunSpec } from "../../../source/agents/run-spec.ts";
import { type RunEnd, watchRun } from "../../../source/agents/watch.ts";
import { sandboxForEachTest, statusOf, until } from "../sandbox.ts";
import { StandIn } from "./stand-in.ts";

const sandbox = sandboxForEachTest();
let standIn: StandIn;

beforeEach(() => {
  standIn = new StandIn(sandbox.current);
});

const SESSION = "0f2b7a51-8a8e-4f0c-a2b7-6d4c1e1b9d10";
const begin = { type: "system", subtype: "init", session_id: SESSION, model: "opus", apiKeySource: "none" };
const success = { type: "result", subtype: "success", is_error: false, result: "Done.", session_id: SESSION };

/** A line of shell that prints events. */
function says(...events: readonly object[]): string {
  return events
    .map((event) => `printf '%s\\n' '${JSON.stringify(event).replaceAll("'", "'\\''")}'`)
    .join("\n");
}

/** What becomes of a run whose program is this script. */
async function run(script: string, change: Partial<RunSpec> = {}): Promise<RunEnd> {
  standIn.script("claude", script);
  const folder = await sandbox.current.dispatchSpec(standIn.config("claude"), change);
  return await watchRun(folder.path, claude, { signal: AbortSignal.timeout(20_000) });
}

describe("an end", () => {
  test("is a failure when the service's error is reported as success", async () => {
    const error = {
      ...success,
      is_error: true,
      terminal_reason: "api_error",
      api_error_status: 529,
      result: "Busy",
    };
    const { result, remedy } = await run(`${says(begin, error)}\nexit 1`);
    expect(result).toMatchObject({ outcome: "failed", reason: "Busy", sessionId: SESSION });
    expect(remedy).toContain("service's status page");
  });

  test("is a failure by its last word, even with exit code 0", async () => {
    const error = {
      ...success,
      is_error: true,
      terminal_reason: "api_error",
      api_error_status: 500,
      result: "Down",
    };
    expect((await run(says(begin, error))).result).toMatchObject({
      outcome: "failed",
      reason: "Down",
      exitCode: 0,
    });
  });

  test("is no success without a result, as after an interruption", async () => {
    const { result, remedy } = await run(`${says(begin)}\nexit 0`);
    expect(result).toMatchObject({ outcome: "failed", reason: "The agent ended without its final event" });
    expect(remedy).toContain("interrupted from outside");
  });

  test.each([
    ["error_max_budget_usd", "budget_exhausted", "Reached maximum budget ($1)", "maxBudgetUsd"],
    ["error_max_turns", "max_turns", "Reached maximum number of turns (2)", "maxTurns"],
    ["error_during_execution", "aborted_tools", "Request was aborted", "interrupted from outside"],
  ])("of kind %s says what to do", async (subtype, terminal_reason, words, advice) => {
    const end = {
      type: "result",
      subtype,
      is_error: true,
      terminal_reason,
      errors: [words],
      session_id: SESSION,
    };
    const { result, remedy } = await run(`${says(begin, end)}\nexit 1`);
    expect(result).toMatchObject({ outcome: "failed", reason: words, sessionId: SESSION });
    expect(remedy).toContain(advice);
  });

  test("for want of a login says how to log in", async () => {
    const words = "Not logged in · Please run /login";
    const end = { ...success, is_error: true, terminal_reason: "api_error", result: words };
    const { result, remedy } = await run(`${says(begin, end)}\nexit 1`);
    expect(result).toMatchObject({ outcome: "failed", reason: words });
    expect(remedy).toBe(`${claude.loginRemedy} Then retry.`);
  });

  test("for a session in use elsewhere gives the session up", async () => {
    const { result, remedy } = await run(
      `echo "Error: Session ID ${SESSION} is already in use." >&2\nexit 1`,
    );
    expect(result.outcome).toBe("failed");
    expect(result.reason).toBe(
      `The agent ended with exit code 1: Error: Session ID ${SESSION} is already in use.`,
    );
    expect(remedy).toContain("The next retry begins a new one");
  });

  test("for a session that is gone does not go on with it again", async () => {
    const errors = [`No conversation found with session ID: ${SESSION}`];
    const end = {
      type: "result",
      subtype: "error_during_execution",
      is_error: true,
      errors,
      session_id: SESSION,
    };
    const { result, remedy } = await run(`${says(begin, end)}\nexit 1`);
    expect(result).toMatchObject({ outcome: "failed", sessionId: null });
    expect(remedy).toContain("The next retry begins a new one");
  });

  test("by a signal that it passes on as an exit code was an interruption", async () => {
    const { result, remedy } = await run(`${says(begin)}\nexit 143`);
    expect(result.reason).toBe("The agent ended with exit code 143: it was interrupted");
    expect(remedy).toContain("retry starts it again");
  });

  test("is told by the turn that was asked for, not by what follows it", async () => {
    const followUp = {
      ...success,
      is_error: true,
      result: "The news came to nothing",
      origin: { kind: "task-notification" },
    };
    const { result } = await run(says(begin, success, begin, followUp));
    expect(result).toMatchObject({ outcome: "succeeded", reason: null });
  });
});

describe("a program that stays", () => {
  test("is ended after its result", async () => {
    const { result } = await run(`${says(begin, success)}\nexec sleep 60`, { lingerSeconds: 0.3 });
    expect(result).toMatchObject({
      outcome: "succeeded",
      reason: "It stayed for 0.3 seconds after its final event and was ended.",
    });
  });

  test("has its pipes held by a grandchild that is ended", async () => {
    const { result } = await run(`sleep 60 &\n${says(begin, success)}`, { lingerSeconds: 0.3 });
    expect(result).toMatchObject({ outcome: "succeeded", exitCode: 0, reason: null });
  });

  test("is left alone after its result while a task goes on, and until what it says of it", async () => {
    const tasks = (...all: string[]) => ({ type: "system", subtype: "background_tasks_changed", tasks: all });
    const late = { ...success, origin: { kind: "task-notification" } };
    const { result } = await run(
      `${says(begin, tasks("build"), success)}\nsleep 1\n${says(tasks(), begin)}\nsleep 1\n${says(late)}\nexit 0`,
      { lingerSeconds: 0.4 },
    );
    expect(result).toMatchObject({ outcome: "succeeded", exitCode: 0, reason: null });
  });
});

test("a long wait for the service shows, and ends with the next sign of work", async () => {
  const desk = join(sandbox.current.root, "desk");
  mkdirSync(desk);
  const retry = { type: "system", subtype: "api_retry", attempt: 3, max_retries: 10, retry_delay_ms: 60_000 };
  const hold = (name: string) => `while [ ! -e '${desk}/${name}' ]; do sleep 0.05; done`;
  const limited = { ...retry, error_status: 429, error: "rate_limit" };
  const working = { type: "system", subtype: "status", status: "requesting" };
  standIn.script(
    "claude",
    [says(begin, limited), hold("first"), says(working), hold("second"), says(success)].join("\n"),
  );
  const folder = await sandbox.current.dispatch(standIn.config("claude"));
  await until(() => statusOf(folder).waiting !== null);
  const { waiting } = statusOf(folder);
  expect(waiting?.reason).toBe("The model's service answered 429 (rate_limit); retry 3 of 10");
  const seconds = (Date.parse(waiting?.until ?? "") - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(30);
  expect(seconds).toBeLessThanOrEqual(60);
  mkdirSync(join(desk, "first"));
  await until(() => statusOf(folder).waiting === null);
  mkdirSync(join(desk, "second"));
  expect((await sandbox.current.end(folder)).outcome).toBe("succeeded");
});

describe("the causes of an error of the service", () => {
  test.each([
    [400, "api_error", "Credit balance is too low", "refused"],
    [401, "api_error", "Failed to authenticate", "login"],
    [403, "api_error", "Failed to authenticate. API Error: 403", "refused"],
    [404, "api_error", "There's an issue with the selected model", "refused"],
    [413, "api_error", "Request too large", "prompt"],
    [400, "prompt_too_long", "Prompt is too long", "prompt"],
    [null, "blocking_limit", "Prompt is too long", "prompt"],
    [429, "api_error", "Request rejected (429)", "rate_limit"],
    [null, "api_error", "You've hit your session limit · resets 3pm", "rate_limit"],
    [500, "api_error", "API Error: 500", "service"],
    [529, "api_error", "Repeated 529 Overloaded errors", "service"],
    [null, "api_error", "Unable to connect to API (ECONNREFUSED)", "service"],
    [null, "something_new", "Who knows", undefined],
  ])("%s %s: %s", (api_error_status, terminal_reason, words, cause) => {
    const end = { ...success, is_error: true, api_error_status, terminal_reason, result: words };
    const [last] = read(end).slice(-1);
    expect(last).toEqual({
      type: "end",
      outcome: "failure",
      reason: words,
      denials: 0,
      ...(cause === undefined ? {} : { cause }),
    });
  });
});

describe("an exit without a result", () => {
  test.each([
    [1, "Error: Session ID x is already in use.", "session"],
    [1, "No conversation found with session ID: x", "session"],
    [
      1,
      "--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons",
      "setup",
    ],
    [1, "Invalid API key · Please run /login", "login"],
    [1, "error: option '--permission-mode <mode>' argument 'x' is invalid.", "setup"],
    [1, "Error: Invalid MCP configuration:", "setup"],
    [1, "Error: piped stdin input exceeds 10MB", "prompt"],
    [129, "", "aborted"],
    [143, "", "aborted"],
  ])("%s, %s", (exitCode, stderr, cause) => {
    expect(claude.explainExit(exitCode, `a warning\n${stderr}\n`)?.cause).toBe(cause);
  });

  test("of a version that is too old says so", () => {
    const explained = claude.explainExit(1, "error: unknown option '--strict-mcp-config'\n");
    expect(explained?.reason).toContain("claude update");
    expect(explained?.cause).toBe("setup");
  });

  test("says nothing special where nothing is known", () => {
    expect(claude.explainExit(1, "something else\n")).toBeNull();
  });
});

describe("a line", () => {
  test.each<[string, object, AgentEvent[]]>([
    [
      "of a sub-agent names the call that started it",
      {
        type: "assistant",
        parent_tool_use_id: "toolu_1",
        message: { content: [{ type: "text", text: "hi" }] },
      },
      [{ type: "text", text: "hi", parent: "toolu_1" }],
    ],
    [
      "of a piece is a fragment",
      {
        type: "stream_event",
        event: { type: "content_block_delta", delta: { type: "text_delta", text: "h" } },
      },
      [{ type: "fragment", text: "h" }],
    ],
    [
      "of a thought is a note, its pieces are nothing",
      { type: "assistant", message: { content: [{ type: "thinking", thinking: "Hm." }] } },
      [{ type: "note", text: "Hm." }],
    ],
    [
      "of an unfamiliar tool has its input as JSON",
      {
        type: "assistant",
        message: { content: [{ type: "tool_use", id: "1", name: "New", input: { a: [1] } }] },
      },
      [{ type: "tool_call", callId: "1", tool: "New", input: '{"a":[1]}' }],
    ],
    [
      "of a tool's result may have several parts",
      {
        type: "user",
        message: {
          content: [
            {
              type: "tool_result",
              tool_use_id: "1",
              content: [{ type: "text", text: "a" }, { type: "image" }],
            },
          ],
        },
      },
      [{ type: "tool_result", callId: "1", ok: true, output: "a\n(image)" }],
    ],
    [
      "of the service's error in the agent's words is left to the result",
      {
        type: "assistant",
        is_api_error_message: true,
        message: { content: [{ type: "text", text: "API Error" }] },
      },
      [],
    ],
    [
      "of the words of a skill is nothing",
      { type: "user", isSynthetic: true, message: { content: "Base" } },
      [],
    ],
    ["of an unknown kind is nothing", { type: "brand_new", text: "x" }, []],
    [
      "of the beginning tells what could not be loaded",
      {
        ...begin,
        apiKeySource: "ANTHROPIC_API_KEY",
        plugin_errors: [{ message: "Path not found: /x" }],
        mcp_servers: [
          { name: "docs", status: "failed" },
          { name: "web", status: "connected" },
        ],
      },
      [
        { type: "session", sessionId: SESSION, about: "opus, paid by ANTHROPIC_API_KEY" },
        { type: "note", text: "A plugin was not loaded: Path not found: /x" },
        { type: "note", text: "The MCP server docs did not start." },
      ],
    ],
    [
      "of a used-up limit is a wait until it is renewed",
      {
        type: "rate_limit_event",
        rate_limit_info: { status: "rejected", resetsAt: 0, rateLimitType: "five_hour" },
      },
      [
        {
          type: "waiting",
          reason: "The account's five hour limit is used up until 1970-01-01 00:00 UTC",
          seconds: 0,
        },
      ],
    ],
    [
      "of a limit that is far away is nothing",
      { type: "rate_limit_event", rate_limit_info: { status: "allowed" } },
      [],
    ],
    [
      "of a connection that failed is a wait",
      {
        type: "system",
        subtype: "api_retry",
        attempt: 1,
        max_retries: 10,
        retry_delay_ms: 500,
        error_status: null,
      },
      [{ type: "waiting", reason: "The model's service cannot be reached; retry 1 of 10", seconds: 0.5 }],
    ],
    [
      "of a result from a version that tells totals alone has totals",
      {
        ...success,
        total_cost_usd: 0.5,
        modelUsage: { a: { inputTokens: 1, cacheReadInputTokens: 2, outputTokens: 4 } },
      },
      [
        { type: "usage", inputTokens: 3, outputTokens: 4, scope: "run" },
        { type: "cost", costUsd: 0.5, scope: "run" },
        { type: "end", outcome: "success", reason: null, denials: 0 },
      ],
    ],
    [
      "of a result that tells what is new has that: its totals hold an earlier run of the session",
      {
        ...success,
        total_cost_usd: 0.5,
        modelUsage: { a: { inputTokens: 9, outputTokens: 9 } },
        model_usage_since_last_result: { a: { inputTokens: 1, outputTokens: 2, costUSD: 0.1 } },
      },
      [
        { type: "usage", inputTokens: 1, outputTokens: 2, scope: "step" },
        { type: "cost", costUsd: 0.1, scope: "step" },
        { type: "end", outcome: "success", reason: null, denials: 0 },
      ],
    ],
  ])("%s", (_, line, events) => {
    expect(read(line)).toEqual(events);
  });

  test("of another program is text", () => {
    expect(claude.readLine("npm warn")).toEqual([{ type: "text", text: "npm warn" }]);
  });
});

describe("what is started", () => {
  const args = (more: Partial<AgentConfig> = {}) => started(more).args;

  test("runs nothing that the repository brings along, and may edit files", () => {
    expect(args()).toEqual(
      expect.arrayContaining([
        "--setting-sources=user",
        "--strict-mcp-config",
        "--permission-mode=acceptEdits",
      ]),
    );
    expect(args().filter((arg) => arg.includes("allowedTools"))).toEqual([]);
  });

  test("has the run's own id as its session, so that it is known from the first moment", () => {
    expect(args()).toContain("--session-id=7b2f6f0e-91c8-4b8a-a8a3-9f3a2f1b0c4d");
  });

  test("is told of its skills in words, and may use them", () => {
    const { stdin, args: words } = started({
      skills: ["review", "team:spec"],
      allowedTools: ["Bash(git log *)"],
    });
    expect(stdin).toBe(
      "Write it.\n\nBefore you begin, load each of these skills with the Skill tool, and work as they say:\n- review\n- team:spec\n",
    );
    expect(words).toContain("--allowedTools=Bash(git log *),Skill(review),Skill(team:spec)");
  });

  test("may use the tools of its MCP servers, or of one those that are listed", () => {
    const mcpServers = { "my docs": { command: "docs" }, web: { command: "web" } };
    expect(args({ mcpServers, allowedTools: ["mcp__web__search"] })).toContain(
      "--allowedTools=mcp__web__search,mcp__my_docs",
    );
  });

  test("finds its MCP servers in a file that only its owner may read", async () => {
    standIn.script("claude", says(begin, success));
    const mcpServers = { docs: { command: "docs", env: { TOKEN: "secret" } } };
    const folder = await sandbox.current.dispatch(standIn.config("claude", { mcpServers }));
    await sandbox.current.end(folder);
    const file = join(folder.path, "mcp.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ mcpServers });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(runFolder(folder.path).spec, "utf8")).toContain(`--mcp-config=${file}`);
  });

  test("has its plugins from the worktree, and is not started without them", () => {
    mkdirSync(join(sandbox.current.worktree, "tools/plugin"), { recursive: true });
    expect(args({ plugins: ["tools/plugin"] })).toContain(
      `--plugin-dir=${join(sandbox.current.worktree, "tools/plugin")}`,
    );
    expect(() => args({ plugins: ["tools/none"] })).toThrow("The agent's plugin tools/none was not found");
  });

  test("is refused where the program is missing, with the way to get it", async () => {
    const config = standIn.config("claude");
    expect(await sandbox.current.runner.isAvailable(config)).toEqual({
      problem: "The program claude was not found on the PATH",
      remedy: expect.stringContaining("npm install -g @anthropic-ai/claude-code"),
    });
    await expect(sandbox.current.dispatch(config)).rejects.toMatchObject({ code: "AGENT_UNAVAILABLE" });
  });
});

test("a person takes a session over with the guards of the run", () => {
  standIn.replay("claude");
  const { args } = claude.takeOver(standIn.config("claude", { model: "opus" }), {
    sessionId: SESSION,
    worktree: "/w",
  });
  expect(args).toEqual([
    "--setting-sources=user",
    "--strict-mcp-config",
    `--resume=${SESSION}`,
    "--model=opus",
  ]);
});

describe("a login", () => {
  /** A program that knows of none, and leaves a trace of having been asked. */
  const unknown = () => {
    const asked = join(sandbox.current.root, "asked");
    standIn.script("claude", `echo "$@" >> '${asked}'; echo '{\n "loggedIn": false\n}'; exit 1`);
    return asked;
  };
  const none = Object.fromEntries(
    ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"].map((name) => [name, ""]),
  );

  test("that is missing for certain is refused, with the way to log in", async () => {
    const asked = unknown();
    expect(await claude.loggedIn(standIn.config("claude", { env: none }))).toEqual({
      problem: "Claude Code is not logged in",
      remedy: claude.loginRemedy,
    });
    expect(readFileSync(asked, "utf8")).toBe("auth status\n");
  });

  test.each([
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "CLAUDE_CODE_OAUTH_TOKEN",
    "CLAUDE_CODE_USE_BEDROCK",
  ])("by %s is seen without asking", async (name) => {
    const asked = unknown();
    expect(await claude.loggedIn(standIn.config("claude", { env: { ...none, [name]: "1" } }))).toBeNull();
    expect(statSync(asked, { throwIfNoEntry: false })).toBeUndefined();
  });

  test.each([
    [".claude/.credentials.json", '{"claudeAiOauth":{}}'],
    [".claude/settings.json", '{"apiKeyHelper":"pass show key"}'],
  ])("by %s is seen without asking", async (file, content) => {
    const asked = unknown();
    standIn.writeHome(file, content);
    expect(await claude.loggedIn(standIn.config("claude", { env: none }))).toBeNull();
    expect(statSync(asked, { throwIfNoEntry: false })).toBeUndefined();
  });
});

function read(line: object): readonly AgentEvent[] {
  return claude.readLine(JSON.stringify(line));
}

function started(more: Partial<AgentConfig>) {
  standIn.replay("claude");
  return claude.command(standIn.config("claude", more), {
    worktree: sandbox.current.worktree,
    runFolder: join(sandbox.current.root, "run"),
    runId: "7b2f6f0e-91c8-4b8a-a8a3-9f3a2f1b0c4d",
    prompt: "Write it.\n",
    sessionId: null,
    demoEntry: "",
  });
}
