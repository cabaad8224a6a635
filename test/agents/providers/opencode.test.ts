import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AgentConfig } from "../../../source/agents/config.ts";
import { opencode } from "../../../source/agents/providers/opencode.ts";
import type { AgentCommand } from "../../../source/agents/providers/provider.ts";
import type { RunSpec } from "../../../source/agents/run-spec.ts";
import { type RunEnd, watchRun } from "../../../source/agents/watch.ts";
import { sandboxForEachTest } from "../sandbox.ts";
import { StandIn } from "./stand-in.ts";

const sandbox = sandboxForEachTest();
let standIn: StandIn;

beforeEach(() => {
  vi.stubEnv("OPENCODE_CONFIG_CONTENT", undefined);
  standIn = new StandIn(sandbox.current);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const SESSION = "ses_de22f5578ffeiMwLYE26bchOTL";
const begin = { type: "step_start", sessionID: SESSION, part: { type: "step-start" } };

function finish(reason: string) {
  const tokens = { input: 10, output: 2, reasoning: 1, cache: { read: 5, write: 3 } };
  return {
    type: "step_finish",
    sessionID: SESSION,
    part: { type: "step-finish", reason, tokens, cost: 0.25 },
  };
}

function error(name: string, data: object) {
  return { type: "error", sessionID: SESSION, error: { name, data } };
}

/** A line of shell that prints events. */
function says(...events: readonly object[]): string {
  return events
    .map((event) => `printf '%s\\n' '${JSON.stringify(event).replaceAll("'", "'\\''")}'`)
    .join("\n");
}

/** What becomes of a run whose program is this script. */
async function run(script: string, change: Partial<RunSpec> = {}): Promise<RunEnd> {
  standIn.script("opencode", script);
  const folder = await sandbox.current.dispatchSpec(standIn.config("opencode"), change);
  return await watchRun(folder.path, opencode, { signal: AbortSignal.timeout(20_000) });
}

describe("an end", () => {
  test("is the step after which none follows, and every step counts", async () => {
    const { result } = await run(says(begin, finish("tool-calls"), begin, finish("stop")));
    expect(result).toMatchObject({ outcome: "succeeded", reason: null, sessionId: SESSION });
    expect(result.usage).toEqual({ inputTokens: 36, outputTokens: 6, costUsd: 0.5 });
  });

  test("does not come with the use of tools: it stopped where it should have gone on", async () => {
    const { result, remedy } = await run(says(begin, finish("tool-calls")));
    expect(result).toMatchObject({ outcome: "failed", reason: "The agent ended without its final event" });
    expect(remedy).toContain("interrupted from outside");
  });

  test.each([
    [error("APIError", { message: "invalid x-api-key", statusCode: 401 }), "opencode auth login"],
    [error("APIError", { message: "credit balance is too low", statusCode: 400 }), "account's credit"],
    [error("APIError", { message: "slow down", statusCode: 429 }), "account's limit"],
    [error("APIError", { message: "overloaded", statusCode: 529 }), "service's status page"],
    [error("ProviderAuthError", { message: "no key" }), "opencode auth login"],
    [error("ContextOverflowError", { message: "too long" }), "Shorten the issue"],
    [error("MessageAbortedError", { message: "aborted" }), "interrupted from outside"],
  ])("by an error says what to do: %j", async (event, advice) => {
    const { result, remedy } = await run(`${says(begin, event)}\nexit 1`);
    expect(result).toMatchObject({
      outcome: "failed",
      reason: (event.error.data as { message: string }).message,
      // A session that has become too long is not gone on with.
      sessionId: event.error.name === "ContextOverflowError" ? null : SESSION,
    });
    expect(remedy).toContain(advice);
  });

  test("after an error from which it recovered is a success", async () => {
    const overloaded = error("APIError", { message: "overloaded", statusCode: 529 });
    const { result } = await run(says(begin, overloaded, begin, finish("stop")));
    expect(result).toMatchObject({ outcome: "succeeded", reason: null });
  });

  test("with an exit code is a failure, whatever was said before", async () => {
    const { result } = await run(`${says(begin, finish("stop"))}\nexit 1`);
    expect(result).toMatchObject({ outcome: "failed", reason: "The agent ended with exit code 1" });
  });

  test("for a session that is gone gives the session up", async () => {
    const { result, remedy } = await run("printf '\\033[91mError: \\033[0mSession not found\\n' >&2\nexit 1");
    expect(result.reason).toBe("The agent ended with exit code 1: its session was not found");
    expect(remedy).toContain("The next retry begins a new one");
  });

  test("for an option that it does not know says to update it", async () => {
    const usage = "opencode run [message..]\n\nOptions:\n      --format       format: default or json";
    const { result, remedy } = await run(`printf '%s\\n' '${usage}' >&2\nexit 1`);
    expect(result.reason).toContain("update it");
    expect(remedy).toContain("Mend what it says");
  });
});

test("is ended when it stays, though it does not listen", async () => {
  const script = `trap '' TERM\n${says(begin, finish("stop"))}\nwhile :; do sleep 0.1; done`;
  const { result } = await run(script, { lingerSeconds: 0.3 });
  expect(result).toMatchObject({ outcome: "succeeded", signal: "SIGKILL" });
});

describe("its permissions", () => {
  test("are to read, and to edit the worktree but for what would run at its next start", () => {
    const { args, env } = command();
    expect(args).toContain("--agent=orc-tui");
    expect(args).not.toContain("--auto");
    const permission = JSON.parse(env.OPENCODE_PERMISSION ?? "");
    expect(permission).toMatchObject({ "*": "deny", read: "allow" });
    expect(Object.entries(permission.edit)).toEqual([
      ["*", "allow"],
      [".opencode/*", "deny"],
      ["opencode.json*", "deny"],
    ]);
    for (const tool of ["bash", "webfetch", "websearch", "external_directory"])
      expect(permission[tool]).toBeUndefined();
    // The order counts: what comes later wins.
    expect(Object.keys(permission)[0]).toBe("*");
  });

  test("hold for the agent itself as for its sub-agents", () => {
    const { env } = command({ allowedTools: ["webfetch"] });
    const [agent] = Object.values(contentOf(env).agent ?? {});
    expect(agent).toMatchObject({ mode: "primary", permission: JSON.parse(env.OPENCODE_PERMISSION ?? "") });
  });

  test("are wider by what is allowed, by the whole tool or by its use", () => {
    const { env } = command({ allowedTools: ["webfetch", "bash(git *)", "bash(npm test)"] });
    const { webfetch, bash } = JSON.parse(env.OPENCODE_PERMISSION ?? "");
    expect(webfetch).toBe("allow");
    expect(Object.entries(bash)).toEqual([
      ["*", "deny"],
      ["git *", "allow"],
      ["npm test", "allow"],
    ]);
  });

  test("are left to its own configuration in the mode auto", () => {
    const { args, env } = command({ permissionMode: "auto" });
    expect(args).toContain("--auto");
    expect(args.join(" ")).not.toContain("--agent");
    expect(env.OPENCODE_PERMISSION).toBeUndefined();
    expect(contentOf(env).agent).toEqual({});
  });

  test.each(["OPENCODE_PERMISSION", "OPENCODE_CONFIG_CONTENT"])("cannot be replaced by %s", (name) => {
    standIn.replay("opencode");
    const env = { ...standIn.config("opencode").env, [name]: "{}" };
    expect(opencode.installed(standIn.config("opencode", { env }))?.problem).toContain(name);
    expect(() => command({ env })).toThrow(name);
  });
});

describe("its configuration for the run", () => {
  test("is added to the one that it inherits", () => {
    vi.stubEnv("OPENCODE_CONFIG_CONTENT", JSON.stringify({ model: "a/b", mcp: { mine: {} }, share: "auto" }));
    const { env } = command({ mcpServers: { docs: { command: "docs" } } });
    expect(contentOf(env)).toMatchObject({
      model: "a/b",
      share: "disabled",
      autoupdate: false,
      mcp: { mine: {}, docs: {} },
    });
  });

  test("is refused where the inherited one cannot be read", () => {
    vi.stubEnv("OPENCODE_CONFIG_CONTENT", "// none");
    expect(() => command()).toThrow("OPENCODE_CONFIG_CONTENT");
  });

  test("has the agent's MCP servers in its own words, and they may be used", () => {
    const mcpServers = {
      local: { command: "docs", args: ["--stdio"], env: { TOKEN: "t" } },
      remote: { url: "http://127.0.0.1:1/mcp", headers: { A: "b" } },
      own: { type: "local", command: ["mine"] },
    };
    const { env } = command({ mcpServers });
    expect(contentOf(env).mcp).toEqual({
      local: { type: "local", command: ["docs", "--stdio"], environment: { TOKEN: "t" } },
      remote: { type: "remote", url: "http://127.0.0.1:1/mcp", headers: { A: "b" } },
      own: { type: "local", command: ["mine"] },
    });
    expect(JSON.parse(env.OPENCODE_PERMISSION ?? "")).toMatchObject({ "local_*": "allow", "own_*": "allow" });
  });
});

describe("a worktree", () => {
  test("is where it works, whatever PWD says", () => {
    expect(command().args).toContain(`--dir=${sandbox.current.worktree}`);
  });

  test("leaves its configuration out", () => {
    inWorktree("opencode.json", '{ "mcp": {}, "permission": { "bash": "allow" } }');
    inWorktree(".opencode/agent/writer.md", "You write.");
    expect(command().env.OPENCODE_DISABLE_PROJECT_CONFIG).toBe("1");
  });

  test.each([
    [".opencode/plugin/a.js", ""],
    [".opencode/plugins/a.ts", ""],
    ["opencode.json", '{ "plugin": ["./a.js"] }'],
    ["opencode.jsonc", '{ /* none */ "plugins": ["./a.js"] }'],
    ["opencode.json", '{ "pl\\u0075gin": ["./a.js"] }'],
    [".opencode/opencode.json", '{ "{file:./name}": ["./a.js"] }'],
  ])("with plugins of its own, which would run, is refused: %s %s", (path, content) => {
    inWorktree(path, content);
    expect(() => command()).toThrow(path);
  });
});

describe("a login", () => {
  const model = "anthropic/claude";

  test("is missing where it knows of no model of the provider", async () => {
    standIn.script("opencode", "echo 'Error: Provider not found: anthropic' >&2; exit 1");
    const obstacle = await opencode.loggedIn(standIn.config("opencode", { model }));
    expect(obstacle?.problem).toContain('"anthropic"');
    expect(obstacle?.remedy).toContain("opencode auth login");
  });

  test("is there where it lists the provider's models", async () => {
    standIn.script("opencode", '[ "$*" = "models anthropic" ] && echo anthropic/claude');
    expect(await opencode.loggedIn(standIn.config("opencode", { model }))).toBeNull();
  });

  test("is not asked for where one is seen, or where it chooses the model", async () => {
    standIn.script("opencode", "echo 'Provider not found' >&2; exit 1");
    expect(await opencode.loggedIn(standIn.config("opencode"))).toBeNull();
    standIn.writeHome(".local/share/opencode/auth.json", '{"anthropic":{"type":"api"}}');
    expect(await opencode.loggedIn(standIn.config("opencode", { model }))).toBeNull();
  });
});

describe("a session that is taken over", () => {
  const takeOver = () =>
    opencode.takeOver(standIn.config("opencode", { model: "a/b" }), {
      sessionId: SESSION,
      worktree: sandbox.current.worktree,
    });

  test("goes on in its worktree, without the project's configuration", () => {
    standIn.replay("opencode");
    const { args, env } = takeOver();
    expect(args).toEqual([sandbox.current.worktree, `--session=${SESSION}`, "--model=a/b"]);
    expect(env).toEqual({ OPENCODE_DISABLE_PROJECT_CONFIG: "1" });
  });

  test("is refused where the agent has left plugins", () => {
    standIn.replay("opencode");
    inWorktree(".opencode/plugins/a.js", "");
    expect(takeOver).toThrow(".opencode/plugins/a.js");
  });
});

function command(more: Partial<AgentConfig> = {}): AgentCommand {
  standIn.replay("opencode");
  return opencode.command(standIn.config("opencode", more), {
    worktree: sandbox.current.worktree,
    runFolder: join(sandbox.current.root, "run"),
    runId: "5f0c9d3e-5b0e-4a39-9d43-0c9a3d7f1b22",
    prompt: "Write.",
    sessionId: null,
    demoEntry: "",
  });
}

function contentOf(env: AgentCommand["env"]): { agent?: object; mcp?: object } {
  return JSON.parse(env.OPENCODE_CONFIG_CONTENT ?? "");
}

function inWorktree(path: string, content: string): void {
  const file = join(sandbox.current.worktree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
