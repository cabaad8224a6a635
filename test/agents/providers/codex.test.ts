import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AgentConfig } from "../../../source/agents/config.ts";
import type { AgentEvent } from "../../../source/agents/events.ts";
import { codex } from "../../../source/agents/providers/codex.ts";
import { runFolder } from "../../../source/agents/run-folder.ts";
import { type RunEnd, watchRun } from "../../../source/agents/watch.ts";
import { sandboxForEachTest, statusOf, until } from "../sandbox.ts";
import { StandIn } from "./stand-in.ts";

const sandbox = sandboxForEachTest();
let standIn: StandIn;

beforeEach(() => {
  standIn = new StandIn(sandbox.current);
  standIn.writeHome(".codex/auth.json", "{}");
});

const SESSION = "01a21dc0-8587-7852-88d7-68bb2c43ed5c";
const begin = { type: "thread.started", thread_id: SESSION };
const done = { type: "turn.completed", usage: { input_tokens: 100, output_tokens: 20 } };

/** A line of shell that prints events. */
function says(...events: readonly object[]): string {
  return events.map((event) => `printf '%s\\n' '${JSON.stringify(event)}'`).join("\n");
}

/** What becomes of a run whose program is this script. */
async function run(script: string): Promise<RunEnd> {
  standIn.script("codex", script);
  const folder = await sandbox.current.dispatch(standIn.config("codex"));
  return await watchRun(folder.path, codex, { signal: AbortSignal.timeout(20_000) });
}

describe("an end", () => {
  test("is no success without its final event, as after SIGTERM to its own program", async () => {
    const { result, remedy } = await run(`${says(begin)}\nexit 0`);
    expect(result).toMatchObject({ outcome: "failed", reason: "The agent ended without its final event" });
    expect(remedy).toContain("interrupted from outside");
  });

  test("after an interruption, with exit code 1 and no word, is a failure", async () => {
    const { result } = await run(`${says(begin)}\nexit 1`);
    expect(result).toMatchObject({ outcome: "failed", reason: "The agent ended with exit code 1" });
  });

  test("by a signal is an interruption", async () => {
    const { result, remedy } = await run(`${says(begin)}\nkill -TERM $$`);
    expect(result).toMatchObject({ outcome: "failed", signal: "SIGTERM" });
    expect(remedy).toContain("retry starts it again");
  });

  test("is a success after errors that were not the end", async () => {
    const warning = { type: "item.completed", item: { type: "error", message: "Unknown model" } };
    const retried = { type: "error", message: "Reconnecting... 1/5 (stream disconnected)" };
    const { result } = await run(says(begin, warning, retried, done));
    expect(result).toMatchObject({ outcome: "succeeded", reason: null, sessionId: SESSION });
  });

  test("for a session that is gone does not go on with it again", async () => {
    const words = "thread/resume: thread/resume failed: no rollout found for thread id x (code -32600)";
    const { result, remedy } = await run(`echo 'a warning' >&2; echo 'Error: ${words}' >&2; exit 1`);
    expect(result).toMatchObject({
      outcome: "failed",
      reason: `The agent ended with exit code 1: ${words}`,
      sessionId: null,
    });
    expect(remedy).toContain("The next retry begins a new one");
  });

  test("for an error of its settings says so", async () => {
    const { result, remedy } = await run("echo 'Error: failed to parse config.toml' >&2; exit 1");
    expect(result.reason).toBe("The agent ended with exit code 1: failed to parse config.toml");
    expect(remedy).toContain("Mend what it says");
  });

  test("for an option that it does not know says to update it", async () => {
    const { result, remedy } = await run("echo \"error: unexpected argument '--json'\" >&2; exit 2");
    expect(result.reason).toContain("update it");
    expect(remedy).toContain("Mend what it says");
  });

  test.each([
    ["unexpected status 401 Unauthorized: no", "login"],
    ["Missing environment variable: `STUB_KEY`.", "login"],
    ["Your access token could not be refreshed. Please log in again.", "login"],
    ["unexpected status 403 Forbidden: no", "refused"],
    ["unexpected status 404 Not Found: no such model", "refused"],
    ['{"error":{"message":"no","type":"invalid_request_error"}}', "refused"],
    ["exceeded retry limit, last status: 429 Too Many Requests", "rate_limit"],
    ["You've hit your usage limit. Try again at 3pm.", "rate_limit"],
    ["unexpected status 529 <unknown status code>: no", "service"],
    ["exceeded retry limit, last status: 503 Service Unavailable", "service"],
    ["We’re currently experiencing high demand, which may cause temporary errors.", "service"],
    ["stream disconnected before completion: failed to lookup address information", "service"],
    ["unexpected status 413 Payload Too Large: no", "prompt"],
    ["Codex ran out of room in the model's context window.", "prompt"],
    ["Who knows", undefined],
  ])("reported as %s is put down to %s", (message, cause) => {
    const [end] = codex.readLine(JSON.stringify({ type: "turn.failed", error: { message } }));
    expect(end).toMatchObject({ type: "end", outcome: "failure" });
    expect(end?.type === "end" ? end.cause : null).toBe(cause);
  });
});

test("a lost connection shows as waiting, and ends with the next sign of work", async () => {
  const desk = join(sandbox.current.root, "desk");
  mkdirSync(desk);
  const hold = (name: string) => `while [ ! -e '${desk}/${name}' ]; do sleep 0.05; done`;
  const lost = { type: "error", message: "Reconnecting... waiting for network (Connection failed)" };
  const working = { type: "turn.started" };
  standIn.script(
    "codex",
    [says(begin, lost), hold("first"), says(working), hold("second"), says(done)].join("\n"),
  );
  const folder = await sandbox.current.dispatch(standIn.config("codex"));
  await until(() => statusOf(folder).waiting !== null);
  expect(statusOf(folder).waiting).toEqual({ reason: lost.message, until: null });
  mkdirSync(join(desk, "first"));
  await until(() => statusOf(folder).waiting === null);
  mkdirSync(join(desk, "second"));
  expect((await sandbox.current.end(folder)).outcome).toBe("succeeded");
});

describe("a line", () => {
  const item = (moment: string, fields: object) => ({
    type: `item.${moment}`,
    item: { id: "item_1", ...fields },
  });

  test.each<[string, object, AgentEvent[]]>([
    [
      "of a declined command is a denial",
      item("completed", { type: "command_execution", command: "rm -r /", status: "declined" }),
      [{ type: "denied", tool: "shell", message: "rm -r /" }],
    ],
    [
      "of a server's tool that nobody approves is a denial",
      item("completed", {
        type: "mcp_tool_call",
        server: "docs",
        tool: "find",
        status: "failed",
        error: { message: "MCP tool call requires approval, but approval policy is never" },
      }),
      [
        {
          type: "denied",
          tool: "docs.find",
          message: "MCP tool call requires approval, but approval policy is never",
        },
      ],
    ],
    [
      "of a server's tool is a call",
      item("started", { type: "mcp_tool_call", server: "docs", tool: "find", arguments: { text: "hi" } }),
      [{ type: "tool_call", callId: "item_1", tool: "docs.find", input: '{"text":"hi"}' }],
    ],
    [
      "of what it answers is a result",
      item("completed", {
        type: "mcp_tool_call",
        status: "completed",
        result: { content: [{ type: "text", text: "HI" }, { type: "image" }] },
      }),
      [{ type: "tool_result", callId: "item_1", ok: true, output: "HI\n(image)" }],
    ],
    [
      "of a list of tasks is a note",
      item("updated", {
        type: "todo_list",
        items: [
          { text: "read", completed: true },
          { text: "write", completed: false },
        ],
      }),
      [{ type: "note", text: "[x] read\n[ ] write" }],
    ],
    [
      "of a thought is a note",
      item("completed", { type: "reasoning", text: "**Looking**" }),
      [{ type: "note", text: "**Looking**" }],
    ],
    [
      "of a search is a call",
      item("started", { type: "web_search", query: "dark mode" }),
      [{ type: "tool_call", callId: "item_1", tool: "web_search", input: "dark mode" }],
    ],
    ["of a command's output so far is nothing", item("updated", { type: "command_execution" }), []],
    ["of a new kind is nothing", item("completed", { type: "hologram" }), []],
    ["that is empty is nothing", {}, []],
  ])("%s", (_, line, events) => {
    expect(codex.readLine(JSON.stringify(line))).toEqual(events);
  });

  test("that is no event is text", () => {
    expect(codex.readLine("Reading prompt from stdin...")).toEqual([
      { type: "text", text: "Reading prompt from stdin..." },
    ]);
  });
});

describe("the command", () => {
  const command = (more: Partial<AgentConfig> = {}, sessionId: string | null = null) => {
    standIn.replay("codex");
    return codex.command(standIn.config("codex", more), {
      worktree: sandbox.current.worktree,
      runFolder: sandbox.current.root,
      runId: "5f0c9d3e-5b0e-4a39-9d43-0c9a3d7f1b22",
      prompt: "Write.",
      sessionId,
      demoEntry: "/nowhere",
    });
  };
  const untrusted = (folder: string) => `projects={${JSON.stringify(folder)}={trust_level="untrusted"}}`;

  test("begins a session in the sandbox of the worktree", () => {
    expect(command({ model: "gpt-6" }).args).toEqual([
      "exec",
      "--json",
      "--skip-git-repo-check",
      "--sandbox=workspace-write",
      "--model=gpt-6",
      "-c",
      untrusted(realpathSync(sandbox.current.worktree)),
      "-",
    ]);
  });

  test("goes on with a session, in the same sandbox", () => {
    const { args } = command({ permissionMode: "read-only" }, SESSION);
    expect(args).toContain("--sandbox=read-only");
    expect(args.slice(-3)).toEqual(["resume", SESSION, "-"]);
  });

  test("distrusts the worktree by the name that Codex will know it by", () => {
    const link = join(sandbox.current.root, "link");
    symlinkSync(sandbox.current.worktree, link);
    standIn.replay("codex");
    const context = {
      worktree: link,
      runFolder: "/run",
      runId: "x",
      prompt: "",
      sessionId: null,
      demoEntry: "",
    };
    const { args } = codex.command(standIn.config("codex"), context);
    expect(args).toContain(untrusted(realpathSync(sandbox.current.worktree)));
  });

  test("starts a server by a script that only its owner may read, with its words as they are", async () => {
    const words = ["it's", 'a "b" $c `d`', "two\nlines", ""];
    const env = { TOKEN: "s'ecret $HOME" };
    const server = { command: "printf", args: ["%s|", ...words], env };
    standIn.script("codex", says(begin, done));
    const config = standIn.config("codex", { mcpServers: { "my-docs": server } });
    const folder = await sandbox.current.dispatch(config);
    await sandbox.current.end(folder);
    const script = join(folder.path, "mcp-my-docs.sh");
    const spec = readFileSync(folder.spec, "utf8");
    expect(JSON.parse(spec).args).toContain(
      `mcp_servers.my-docs={command="/bin/sh",args=[${JSON.stringify(script)}],default_tools_approval_mode="approve"}`,
    );
    expect(spec).not.toContain("s'ecret");
    expect(spawnSync("/usr/bin/stat", ["-c", "%a", script], { encoding: "utf8" }).stdout.trim()).toBe("600");
    expect(spawnSync("/bin/sh", [script], { encoding: "utf8" }).stdout).toBe(
      words.map((word) => `${word}|`).join(""),
    );
    const told = { ...server, command: "/usr/bin/printenv", args: ["TOKEN"] };
    const { files = {} } = command({ mcpServers: { told } });
    expect(spawnSync("/bin/sh", { input: files["mcp-told.sh"], encoding: "utf8" }).stdout).toBe(
      "s'ecret $HOME\n",
    );
  });

  test.each<[string, Record<string, unknown>]>([
    ["remote", { remote: { url: "https://docs.example/mcp" } }],
    ["a.b", { "a.b": { command: "docs" } }],
    ["../evil", { "../evil": { command: "docs" } }],
    ["odd", { odd: "docs" }],
    ["dashed", { dashed: { command: "docs", env: { "a-b": "c" } } }],
  ])("refuses the server %s, and starts nothing", async (name, mcpServers) => {
    standIn.replay("codex");
    const config = standIn.config("codex", { mcpServers });
    const context = sandbox.current.context();
    expect(codex.installed(config)?.problem).toContain(`"${name}"`);
    await expect(sandbox.current.runner.dispatch(config, context)).rejects.toThrow(`"${name}"`);
    expect(existsSync(runFolder(context.runFolder).spec)).toBe(false);
  });

  test("of a person who takes over opens the session, with the branch no more trusted than in a run", () => {
    standIn.replay("codex");
    const session = { sessionId: SESSION, worktree: "/w" };
    expect(codex.takeOver(standIn.config("codex"), session).args).toEqual([
      "-c",
      'projects={"/w"={trust_level="untrusted"}}',
      "resume",
      SESSION,
    ]);
  });
});

test.each([
  [undefined, "Codex's own sandbox, workspace-write"],
  ["read-only", "Codex's own sandbox, read-only"],
  ["danger-full-access", null],
])("with permission mode %s it is confined by %s", (permissionMode, wall) => {
  expect(codex.confinement?.(standIn.config("codex", { permissionMode }))).toBe(wall);
});

describe("a login", () => {
  const home = () => join(sandbox.current.root, "elsewhere");
  const config = (env: Record<string, string> = {}) =>
    standIn.config("codex", { env: { CODEX_HOME: home(), ...env } });
  /** A program that answers `login status` like this, and shows that it was asked. */
  const answers = (words: string, exitCode: number) =>
    standIn.script("codex", `echo "$*" > '${asked()}'; echo '${words}' >&2; exit ${exitCode}`);
  const asked = () => join(sandbox.current.root, "asked");

  beforeEach(() => {
    mkdirSync(home());
    vi.stubEnv("CODEX_API_KEY", undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("is missing where the program says so", async () => {
    answers("Not logged in", 1);
    expect(await codex.loggedIn(config())).toEqual({
      problem: "Codex is not logged in",
      remedy: codex.loginRemedy,
    });
    expect(readFileSync(asked(), "utf8")).toBe("login status\n");
  });

  test.each([
    ["says that it is", "Logged in using ChatGPT", 0],
    ["fails in another way", "no such command", 2],
  ])("is not missing where the program %s", async (_, words, exitCode) => {
    answers(words, exitCode);
    expect(await codex.loggedIn(config())).toBeNull();
  });

  test("is not asked for where there is a key or a login", async () => {
    answers("Not logged in", 1);
    expect(await codex.loggedIn(config({ CODEX_API_KEY: "x" }))).toBeNull();
    writeFileSync(join(home(), "auth.json"), "{}");
    expect(await codex.loggedIn(config())).toBeNull();
    expect(existsSync(asked())).toBe(false);
  });

  test("is not asked for where another service is set", async () => {
    answers("Not logged in", 1);
    writeFileSync(join(home(), "config.toml"), '# mine\nmodel_provider = "ollama"\n');
    expect(await codex.loggedIn(config())).toBeNull();
    expect(existsSync(asked())).toBe(false);
  });
});
