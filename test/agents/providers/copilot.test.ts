import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AgentConfig } from "../../../source/agents/config.ts";
import { copilot } from "../../../source/agents/providers/copilot.ts";
import type { AgentCommand, CommandContext } from "../../../source/agents/providers/provider.ts";
import type { RunSpec } from "../../../source/agents/run-spec.ts";
import { type RunEnd, watchRun } from "../../../source/agents/watch.ts";
import { sandboxForEachTest, statusOf, until } from "../sandbox.ts";
import { StandIn } from "./stand-in.ts";

const sandbox = sandboxForEachTest();
let standIn: StandIn;

beforeEach(() => {
  for (const name of ["COPILOT_GITHUB_TOKEN", "COPILOT_PROVIDER_BASE_URL", "COPILOT_HOME"])
    vi.stubEnv(name, undefined);
  standIn = new StandIn(sandbox.current);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const SESSION = "b402397c-a692-4337-bad2-fd6ba2bed57f";
const RUN_ID = "5f0c9d3e-5b0e-4a39-9d43-0c9a3d7f1b22";
const done = { type: "result", sessionId: SESSION, exitCode: 0 };
const failed = { type: "result", sessionId: SESSION, exitCode: 1 };

function error(data: object) {
  return { type: "session.error", data };
}

/** A line of shell that prints events. */
function says(...events: readonly object[]): string {
  return events
    .map((event) => `printf '%s\\n' '${JSON.stringify(event).replaceAll("'", "'\\''")}'`)
    .join("\n");
}

/** What becomes of a run whose program is this script. */
async function run(script: string, change: Partial<RunSpec> = {}): Promise<RunEnd> {
  standIn.script("copilot", script);
  const folder = await sandbox.current.dispatchSpec(standIn.config("copilot"), change);
  return await watchRun(folder.path, copilot, { signal: AbortSignal.timeout(20_000) });
}

describe("an end", () => {
  test.each([
    [{ errorType: "authentication", message: "HTTP 401", statusCode: 401 }, "copilot login"],
    [{ errorType: "authentication", message: "HTTP 403", statusCode: 403 }, "copilot login"],
    [{ errorType: "query", message: "402 no credit", statusCode: 402 }, "account's credit"],
    [{ errorType: "query", message: "no such model", statusCode: 404 }, "agent's model"],
    [{ errorType: "rate_limit", message: "slow down", statusCode: 429 }, "account's limit"],
    [{ errorType: "query", message: "500 oops", statusCode: 500 }, "service's status page"],
    [{ errorType: "query", message: "Could not connect to local model provider" }, "service's status page"],
    [{ errorType: "query", message: "The provider rejected the prompt as too long" }, "Shorten the issue"],
  ])("by an error says what to do: %j", async (data, advice) => {
    const { result, remedy } = await run(`${says(error(data), failed)}\nexit 1`);
    // A session that has become too long is not gone on with.
    const sessionId = data.message.includes("too long") ? null : SESSION;
    expect(result).toMatchObject({ outcome: "failed", reason: data.message, sessionId });
    expect(remedy).toContain(advice);
  });

  test("after an error from which it recovered is a success", async () => {
    const { result } = await run(says(error({ message: "busy", statusCode: 529 }), done));
    expect(result).toMatchObject({ outcome: "succeeded", reason: null, sessionId: SESSION });
  });

  test("by an interruption is a failure, with exit code 0", async () => {
    const { result, remedy } = await run(says({ type: "assistant.idle", data: { aborted: true } }));
    expect(result).toMatchObject({ outcome: "failed", reason: "It was interrupted", exitCode: 0 });
    expect(remedy).toContain("retry starts it again");
  });

  test("is no success without a result", async () => {
    const { result } = await run(says({ type: "assistant.idle", data: {} }));
    expect(result).toMatchObject({ outcome: "failed", reason: "The agent ended without its final event" });
  });

  test.each([
    ["Error: No authentication information found.", "it is not logged in", "GH_TOKEN"],
    [`Error: No session, task, or name matched '${SESSION}'.`, "its session was not found", "new one"],
    ["error: unexpected argument '--no-color' found", "update it", "Mend what it says"],
  ])("that only stderr tells of is understood: %s", async (words, reason, advice) => {
    const { result, remedy } = await run(`printf '%s\\n' "${words}" >&2\nexit 1`);
    expect(result.outcome).toBe("failed");
    expect(result.reason).toContain(reason);
    expect(remedy).toContain(advice);
  });
});

test("a wait for the service shows, and ends with the next sign of work", async () => {
  const gate = join(sandbox.current.root, "gate");
  const retry = { type: "assistant.turn_retry", data: { turnId: "0", reason: "rate_limit" } };
  const working = { type: "assistant.turn_start", data: {} };
  const hold = (name: string) => `while [ ! -e '${gate}-${name}' ]; do sleep 0.05; done`;
  standIn.script("copilot", [says(retry), hold("1"), says(working), hold("2"), says(done)].join("\n"));
  const folder = await sandbox.current.dispatch(standIn.config("copilot"));
  await until(() => statusOf(folder).waiting !== null);
  expect(statusOf(folder).waiting?.reason).toContain("rate limit");
  mkdirSync(`${gate}-1`);
  await until(() => statusOf(folder).waiting === null);
  mkdirSync(`${gate}-2`);
  expect((await sandbox.current.end(folder)).outcome).toBe("succeeded");
});

test("what a sub-agent says is told apart", () => {
  const read = (event: object) => copilot.readLine(JSON.stringify(event));
  const parent = "toolu_1";
  expect(
    read({ type: "assistant.message_delta", data: { deltaContent: "Hel", parentToolCallId: parent } }),
  ).toEqual([{ type: "fragment", text: "Hel", parent }]);
  expect(read({ type: "assistant.message", agentId: "sub", data: { content: "Hello" } })).toEqual([
    { type: "text", text: "Hello", parent: "sub" },
  ]);
});

describe("its permissions", () => {
  test("are to write in the worktree, and nothing that would have to be asked for", () => {
    const { args, env } = command();
    expect(args.filter((argument) => /allow|deny|yolo|trust/.test(argument))).toEqual([
      "--disallow-temp-dir",
      "--allow-tool=write",
    ]);
    expect(args).toContain("--no-ask-user");
    expect(env).toEqual({ COPILOT_ALLOW_ALL: "false" });
  });

  test("are wider by what is allowed, and by the MCP servers that it is given", () => {
    const { args, files } = command({
      allowedTools: ["shell(git:*)"],
      mcpServers: { docs: { command: "docs" } },
    });
    expect(args.filter((argument) => argument.startsWith("--allow"))).toEqual([
      "--allow-tool=write",
      "--allow-tool=docs",
      "--allow-tool=shell(git:*)",
    ]);
    expect(JSON.parse(files?.["mcp.json"] ?? "")).toEqual({ mcpServers: { docs: { command: "docs" } } });
  });

  test.each(["write", "allow-all-tools", "allow-all"])(
    "never reach GitHub in its user's name: %s",
    (permissionMode) => {
      expect(command({ permissionMode }).args).toContain("--disable-builtin-mcps");
    },
  );
});

describe("a session", () => {
  test("begins under the run's id, and is gone on with only where it is", () => {
    expect(command().args).toContain(`--session-id=${RUN_ID}`);
    const { args } = command({}, { sessionId: SESSION });
    expect(args).toContain(`--resume=${SESSION}`);
    expect(args.join(" ")).not.toContain("--session-id");
  });

  test("is taken over with the same guards", () => {
    standIn.replay("copilot");
    const { args, env } = copilot.takeOver(standIn.config("copilot", { model: "m" }), {
      sessionId: SESSION,
      worktree: sandbox.current.worktree,
    });
    expect(args).toEqual(["--disable-builtin-mcps", `--resume=${SESSION}`, "--model=m"]);
    expect(env).toEqual({ COPILOT_ALLOW_ALL: "false" });
  });
});

describe("a worktree with hooks of its own", () => {
  beforeEach(() => {
    write(join(sandbox.current.worktree, ".github/hooks/a.json"), "{}");
  });

  test("is left alone by Copilot where it is not trusted", () => {
    expect(() => command()).not.toThrow();
    trust("/somewhere/else", `${sandbox.current.worktree}-not`);
    expect(() => command()).not.toThrow();
  });

  test.each(["", ".."])("is refused where it, or a folder around it, is trusted (%s)", (path) => {
    trust(join(sandbox.current.worktree, path));
    expect(() => command()).toThrow(".github/hooks");
    const session = { sessionId: SESSION, worktree: sandbox.current.worktree };
    expect(() => copilot.takeOver(standIn.config("copilot"), session)).toThrow(".github/hooks");
  });

  function trust(...trustedFolders: string[]): void {
    standIn.writeHome(".copilot/config.json", `// Managed.\n${JSON.stringify({ trustedFolders })}`);
  }
});

test("a trusted worktree without any is no obstacle", () => {
  const trustedFolders = [sandbox.current.worktree];
  standIn.writeHome(".copilot/config.json", JSON.stringify({ trustedFolders }));
  expect(() => command()).not.toThrow();
});

describe("a login", () => {
  test("is missing where nobody has logged in, and tokens for GitHub are none", async () => {
    vi.stubEnv("GH_TOKEN", "test-key");
    standIn.writeHome(".copilot/config.json", '// Managed.\n{"loggedInUsers": []}');
    standIn.ofPackage("copilot", "@github/copilot");
    const obstacle = await copilot.loggedIn(standIn.config("copilot"));
    expect(obstacle?.remedy).toContain("copilot login");
    expect(obstacle?.remedy).toContain("COPILOT_GITHUB_TOKEN");
  });

  test.each(["COPILOT_GITHUB_TOKEN", "COPILOT_PROVIDER_BASE_URL"])("is %s", async (name) => {
    vi.stubEnv(name, "test-key");
    expect(await copilot.loggedIn(standIn.config("copilot"))).toBeNull();
  });

  test("is an account in its configuration", async () => {
    standIn.writeHome(".copilot/config.json", '// Managed.\n{"loggedInUsers": [{"login": "ada"}]}');
    expect(await copilot.loggedIn(standIn.config("copilot"))).toBeNull();
  });
});

test("a plugin that is not there is an error", () => {
  expect(() => command({ plugins: ["plugins/none"] })).toThrow("plugins/none");
});

function command(more: Partial<AgentConfig> = {}, run: Partial<CommandContext> = {}): AgentCommand {
  standIn.replay("copilot");
  return copilot.command(standIn.config("copilot", more), {
    worktree: sandbox.current.worktree,
    runFolder: join(sandbox.current.root, "run"),
    runId: RUN_ID,
    prompt: "Write.",
    sessionId: null,
    demoEntry: "",
    ...run,
  });
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
