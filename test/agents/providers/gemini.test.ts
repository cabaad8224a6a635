import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AgentConfig } from "../../../source/agents/config.ts";
import type { AgentEvent } from "../../../source/agents/events.ts";
import { gemini } from "../../../source/agents/providers/gemini.ts";
import { runFolder } from "../../../source/agents/run-folder.ts";
import { type RunEnd, watchRun } from "../../../source/agents/watch.ts";
import { sandboxForEachTest } from "../sandbox.ts";
import { StandIn } from "./stand-in.ts";

const sandbox = sandboxForEachTest();
let standIn: StandIn;

beforeEach(() => {
  standIn = new StandIn(sandbox.current);
});

const SESSION = "7f805118-91ed-446c-b409-7988361e94e3";
const begin = { type: "init", session_id: SESSION, model: "auto" };
const stats = { input_tokens: 100, output_tokens: 20 };
const done = { type: "result", status: "success", stats };

/** A line of shell that prints events. */
function says(...events: readonly object[]): string {
  return events
    .map((event) => `printf '%s\\n' '${JSON.stringify(event).replaceAll("'", "'\\''")}'`)
    .join("\n");
}

/** What becomes of a run whose program is this script. */
async function run(script: string): Promise<RunEnd> {
  standIn.script("gemini", script);
  const folder = await sandbox.current.dispatch(standIn.config("gemini"));
  return await watchRun(folder.path, gemini, { signal: AbortSignal.timeout(20_000) });
}

describe("an end", () => {
  test("is no success without a result, as after an interruption with exit code 0", async () => {
    const { result, remedy } = await run(`${says(begin)}\nexit 0`);
    expect(result).toMatchObject({ outcome: "failed", reason: "The agent ended without its final event" });
    expect(remedy).toContain("interrupted from outside");
  });

  test("is a success after a warning", async () => {
    const warning = { type: "error", severity: "warning", message: "Loop detected, stopping execution" };
    const { result } = await run(says(begin, warning, done));
    expect(result).toMatchObject({ outcome: "succeeded", reason: null, sessionId: SESSION });
    expect(result.usage).toMatchObject({ inputTokens: 100, outputTokens: 20 });
  });

  test("without a result is told by the last error", async () => {
    const error = { type: "error", severity: "error", message: "Maximum session turns exceeded" };
    const { result, remedy } = await run(`${says(begin, error)}\nexit 53`);
    expect(result.reason).toBe("The agent ended with exit code 53: Maximum session turns exceeded");
    expect(remedy).toContain("maxTurns");
  });

  test.each([
    [1, "Unknown arguments: session-id, sessionId", "update it", "Mend what it says"],
    [41, "Please set an Auth method", "it is not logged in", "GEMINI_API_KEY"],
    [42, "No input provided via stdin.", "its prompt was not accepted", "Shorten the issue"],
    [42, "Error resuming session: Invalid session identifier.", "Error resuming session", "begins a new one"],
    [42, 'Error starting session: Session ID "x" already exists.', "already exists", "begins a new one"],
    [44, "", "its sandbox could not be used", "Mend what it says"],
    [52, "", "its settings are not valid", "Mend what it says"],
    [53, "", "turns that its settings allow", "Raise"],
    [54, "", "one of its tools failed", "Mend what it says"],
    [55, "", "does not trust the worktree", "Mend what it says"],
    [130, "", "it was cancelled", "retry starts it again"],
    [144, "", "HTTP status 400", "check the agent's model"],
    [145, "", "HTTP status 401", "Log in"],
    [147, "", "HTTP status 403", "check the agent's model"],
    [173, "", "HTTP status 429", "wait until it is renewed"],
    [244, "", "HTTP status 500", "the service's status page"],
    [247, "", "HTTP status 503", "the service's status page"],
  ])("with exit code %s and %j says why and what to do", async (exitCode, stderr, reason, advice) => {
    const { result, remedy } = await run(`echo 'a warning' >&2; echo '${stderr}' >&2; exit ${exitCode}`);
    expect(result).toMatchObject({ outcome: "failed", exitCode });
    expect(result.reason).toContain(reason);
    expect(remedy).toContain(advice);
  });

  test("with an exit code that means nothing is told by the last words on stderr", async () => {
    const { result, remedy } = await run("echo 'Cannot find module' >&2; exit 1");
    expect(result.reason).toBe("The agent ended with exit code 1: Cannot find module");
    expect(remedy).toBeNull();
  });

  test.each([
    [
      '[API Error: {"error":{"code":401,"message":"API key not valid.","status":"X"}}]',
      "login",
      "API key not valid.",
    ],
    [
      '[API Error: {"error":{"code":404,"message":"no \\"x\\" here","status":"X"}}]',
      "refused",
      'no "x" here',
    ],
    ['[API Error: [{"error":{"code":429,"message":"Slow\\ndown"}}]]', "rate_limit", "Slow down"],
    ['{"error":{"code":503,"message":"Overloaded"}}', "service", "Overloaded"],
    [
      "You have exhausted your capacity on this model.",
      "rate_limit",
      "You have exhausted your capacity on this model.",
    ],
    ["Please set an Auth method", "login", "Please set an Auth method"],
    [
      "exception TypeError: fetch failed sending request",
      "service",
      "exception TypeError: fetch failed sending request",
    ],
    ["The input token count exceeds the maximum", "prompt", "The input token count exceeds the maximum"],
    ["Reached max session turns for this session.", "turns", "Reached max session turns for this session."],
    ["Who knows", undefined, "Who knows"],
  ])("reported as %s is put down to %s", (message, cause, reason) => {
    const line = { type: "result", status: "error", error: { type: "unknown", message }, stats };
    const [, end] = gemini.readLine(JSON.stringify(line));
    const because = cause === undefined ? {} : { cause };
    expect(end).toEqual({ type: "end", outcome: "failure", reason, ...because });
  });
});

describe("a line", () => {
  test.each<[string, object, AgentEvent[]]>([
    ["of the user is not shown", { type: "message", role: "user", content: "the prompt" }, []],
    [
      "of the agent is a piece of what it says",
      { type: "message", role: "assistant", content: "Do", delta: true },
      [{ type: "fragment", text: "Do" }],
    ],
    [
      "of the agent that is whole is a text",
      { type: "message", role: "assistant", content: "Done." },
      [{ type: "text", text: "Done." }],
    ],
    [
      "of a tool shows what it is used on",
      { type: "tool_use", tool_name: "glob", tool_id: "1", parameters: { pattern: "*.md", case: true } },
      [{ type: "tool_call", callId: "1", tool: "glob", input: "*.md" }],
    ],
    [
      "of a tool of a server shows everything",
      { type: "tool_use", tool_name: "find", tool_id: "1", parameters: { text: "hi" } },
      [{ type: "tool_call", callId: "1", tool: "find", input: '{"text":"hi"}' }],
    ],
    [
      "of a result without output tells its error",
      { type: "tool_result", tool_id: "1", status: "error", error: { type: "x", message: "No." } },
      [{ type: "tool_result", callId: "1", ok: false, output: "No." }],
    ],
    [
      "of a tool that policy forbids is a denial",
      {
        type: "tool_result",
        tool_id: "write_file__write_file_1_0",
        status: "error",
        error: { type: "policy_violation", message: "Denied." },
      },
      [{ type: "denied", tool: "write_file", message: "Denied." }],
    ],
    ["of a new kind is nothing", { type: "hologram" }, []],
  ])("%s", (_, line, events) => {
    expect(gemini.readLine(JSON.stringify(line))).toEqual(events);
  });

  test("that is no event is text", () => {
    expect(gemini.readLine("Loaded cached credentials.")).toEqual([
      { type: "text", text: "Loaded cached credentials." },
    ]);
  });
});

describe("the command", () => {
  const RUN_ID = "5f0c9d3e-5b0e-4a39-9d43-0c9a3d7f1b22";
  const command = (more: Partial<AgentConfig> = {}, sessionId: string | null = null) => {
    standIn.replay("gemini");
    return gemini.command(standIn.config("gemini", more), {
      worktree: sandbox.current.worktree,
      runFolder: sandbox.current.root,
      runId: RUN_ID,
      prompt: "Write.",
      sessionId,
      demoEntry: "/nowhere",
    });
  };

  test("begins a session of the run's own name", () => {
    const { args, env, stdin } = command();
    expect(args).toEqual([
      "--output-format=stream-json",
      "--approval-mode=auto_edit",
      `--session-id=${RUN_ID}`,
    ]);
    expect(env).toEqual({ GEMINI_CLI_NO_RELAUNCH: "true", GEMINI_CLI_TRUST_WORKSPACE: "true" });
    expect(stdin).toBe("Write.");
  });

  test("goes on with a session, with a model and tools", () => {
    const { args } = command(
      { model: "gemini-4", allowedTools: ["run_shell_command(git)", "web_fetch"] },
      SESSION,
    );
    expect(args.slice(2)).toEqual([
      `--resume=${SESSION}`,
      "--model=gemini-4",
      "--allowed-tools=run_shell_command(git),web_fetch",
    ]);
  });

  test("of a person who takes over opens the session", () => {
    standIn.replay("gemini");
    const { args, env } = gemini.takeOver(standIn.config("gemini"), { sessionId: SESSION, worktree: "/w" });
    expect(args).toEqual([`--resume=${SESSION}`]);
    expect(env).toEqual({});
  });
});

describe("what a branch brings along", () => {
  function bring(path: string, content: string): void {
    const file = join(sandbox.current.worktree, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  test.each([
    [".gemini/settings.json", '{"hooks":{"SessionStart":[]}}', ".gemini/settings.json (hooks)"],
    [".gemini/settings.json", '{"ui":{},"mcpServers":{},"tools":{}}', "settings.json (mcpServers, tools)"],
    [".gemini/settings.json", '{"context":{"includeDirectories":["/"]}}', "(context.includeDirectories)"],
    [".gemini/settings.json", '// mine\n{"hooks":{}}', ".gemini/settings.json (unreadable)"],
    [".gemini/settings.json", "[]", ".gemini/settings.json (unreadable)"],
    [".gemini/.env", "A=1", ".gemini/.env"],
    [".gemini/policies/all.toml", "", ".gemini/policies"],
    [".gemini/extensions/x/gemini-extension.json", "{}", ".gemini/extensions"],
    [".gemini/agents/x.md", "", ".gemini/agents"],
    [
      ".env",
      "A=1\nexport GOOGLE_GEMINI_BASE_URL=http://x\nhttps_proxy: x",
      ".env (GOOGLE_GEMINI_BASE_URL, https_proxy)",
    ],
    [".env", "NODE_OPTIONS=--require=./x.js", ".env (NODE_OPTIONS)"],
  ])("in %s, %j, is refused before anything starts", async (path, content, named) => {
    standIn.script("gemini", "touch started");
    bring(path, content);
    const context = sandbox.current.context();
    await expect(sandbox.current.runner.dispatch(standIn.config("gemini"), context)).rejects.toMatchObject({
      code: "AGENT_UNAVAILABLE",
      message: expect.stringContaining(named),
      remedy: expect.stringContaining("Remove it from the branch"),
    });
    expect(existsSync(runFolder(context.runFolder).spec)).toBe(false);
  });

  test.each([
    ["GEMINI.md", "Be kind."],
    [
      ".gemini/settings.json",
      '{"context":{"fileName":"AGENTS.md"},"ui":{"theme":"Dark"},"model":{"name":"x"}}',
    ],
    [".gemini/styleguide.md", "Two spaces."],
    [".env", "PORT=3000\nDATABASE_URL=postgres://x"],
  ])("in %s, %j, is none of our business", async (path, content) => {
    standIn.script("gemini", says(begin, done));
    bring(path, content);
    expect((await sandbox.current.run(standIn.config("gemini"))).end.outcome).toBe("succeeded");
  });
});

test("a link to a device is not read", async () => {
  standIn.script("gemini", says(begin, done));
  symlinkSync("/dev/zero", join(sandbox.current.worktree, ".env"));
  expect((await sandbox.current.run(standIn.config("gemini"))).end.outcome).toBe("succeeded");
});

describe("a login", () => {
  const config = (env: Record<string, string> = {}) => standIn.config("gemini", { env });
  let elsewhere: string;

  beforeEach(() => {
    elsewhere = mkdtempSync(join(sandbox.current.root, "cwd-"));
    for (const name of ["GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL", "CLOUD_SHELL"])
      vi.stubEnv(name, undefined);
    vi.spyOn(process, "cwd").mockReturnValue(join(elsewhere, "repository"));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(elsewhere, { recursive: true });
  });

  test("is missing where there is no sign of one", async () => {
    standIn.ofPackage("gemini", "@google/gemini-cli");
    standIn.writeHome(".gemini/settings.json", '{"ui":{}}');
    expect(await gemini.loggedIn(config())).toEqual({
      problem: "The Gemini CLI is not logged in",
      remedy: gemini.loginRemedy,
    });
  });

  test("may come with a program that calls it", async () => {
    standIn.script("gemini", "");
    expect(await gemini.loggedIn(config())).toBeNull();
  });

  test.each(["GEMINI_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GEMINI_BASE_URL"])(
    "shows in %s",
    async (name) => {
      expect(await gemini.loggedIn(config({ [name]: "x" }))).toBeNull();
    },
  );

  test.each([
    [".gemini/oauth_creds.json", "{}"],
    [".gemini/settings.json", '{"security":{"auth":{"selectedType":"oauth-personal"}}}'],
    [".gemini/.env", "GEMINI_API_KEY=x"],
  ])("shows in %s", async (path, content) => {
    standIn.writeHome(path, content);
    expect(await gemini.loggedIn(config())).toBeNull();
  });

  test("may be in the variables of a folder above the repository", async () => {
    writeFileSync(join(elsewhere, ".env"), "GEMINI_API_KEY=x");
    expect(await gemini.loggedIn(config())).toBeNull();
  });
});
