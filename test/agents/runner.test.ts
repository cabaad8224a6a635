import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { AgentConfig } from "../../source/agents/config.ts";
import { AgentStartError, AgentUnavailableError, UnknownProviderError } from "../../source/agents/errors.ts";
import { createLocalExecutor } from "../../source/agents/executor.ts";
import { runFolder } from "../../source/agents/run-folder.ts";
import { createAgentRunner, type RunContext } from "../../source/agents/runner.ts";
import { stopRun } from "../../source/agents/stop.ts";
import { PROVIDERS } from "../../source/workflow/provider-names.ts";
import { REAL_TIME } from "../support/real-time.ts";
import { demoEntry, output, sandboxForEachTest, supervisorEntry, until } from "./sandbox.ts";

const sandbox = sandboxForEachTest();
afterEach(() => vi.unstubAllEnvs());

const dispatcher = fileURLToPath(new URL("../fixtures/agents/dispatch.ts", import.meta.url));

/** Dispatches in another process, which can be killed. */
function dispatchApart(config: AgentConfig, context: RunContext, deadlyCheckpoint = ""): ChildProcess {
  const input = JSON.stringify({ config, context, supervisorEntry, demoEntry });
  return spawn(process.execPath, [dispatcher, input, deadlyCheckpoint], { stdio: "ignore" });
}

/** A script that leaves one line in the worktree each time it is started. */
const COUNTED = "echo started >> starts; sleep 0.3";

function starts(): number {
  return readFileSync(join(sandbox.current.worktree, "starts"), "utf8").split("\n").length - 1;
}

describe("before anything is started", () => {
  test("an unknown provider is refused with the ones that are known", async () => {
    const config = sandbox.current.script("true", { provider: "cluade" });
    const error = await sandbox.current.dispatch(config).catch((reason) => reason);
    expect(error).toBeInstanceOf(UnknownProviderError);
    expect(error.known.toSorted()).toEqual([...PROVIDERS].sort());
    expect(error.message).toContain('There is no provider "cluade"');
    expect(await sandbox.current.runner.isAvailable(config)).toEqual({
      problem: error.message,
      remedy: error.remedy,
    });
  });

  test("a setting that the provider cannot honour is refused, and nothing is written", async () => {
    const config = sandbox.current.script("true", { maxBudgetUsd: 5 });
    expect((await sandbox.current.runner.isAvailable(config))?.problem).toContain("maxBudgetUsd");
    const context = sandbox.current.context();
    await expect(sandbox.current.runner.dispatch(config, context)).rejects.toThrow("maxBudgetUsd");
    expect(existsSync(context.runFolder)).toBe(false);
  });

  test("a missing program is refused by name, and nothing is written", async () => {
    const config = sandbox.current.script("", { command: ["orc-no-such-program"] });
    expect((await sandbox.current.runner.isAvailable(config))?.problem).toContain("orc-no-such-program");
    const context = sandbox.current.context();
    await expect(sandbox.current.runner.dispatch(config, context)).rejects.toBeInstanceOf(
      AgentUnavailableError,
    );
    expect(() => statSync(context.runFolder)).toThrow();
  });

  test("a program of the worktree is looked for there, and its remedy names it", async () => {
    const config = sandbox.current.script("", { command: ["./tools/agent", "--fast"] });
    expect(await sandbox.current.runner.isAvailable(config)).toBeNull();
    const error = await sandbox.current.dispatch(config).catch((reason) => reason);
    expect(error).toBeInstanceOf(AgentUnavailableError);
    expect(error.remedy).toContain("./tools/agent");

    mkdirSync(join(sandbox.current.worktree, "tools"));
    const program = join(sandbox.current.worktree, "tools", "agent");
    writeFileSync(program, '#!/bin/sh\necho "args: $*"\npwd\n');
    await expect(sandbox.current.dispatch(config)).rejects.toBeInstanceOf(AgentUnavailableError);
    chmodSync(program, 0o755);
    const { folder } = await sandbox.current.run(config);
    expect(output(folder)).toBe(`args: --fast\n${sandbox.current.worktree}\n`);
  });

  test.each([[], [""]])("an empty command is refused", async (...command) => {
    const config = sandbox.current.script("", { command });
    expect((await sandbox.current.runner.isAvailable(config))?.problem).toContain("empty");
    await expect(sandbox.current.dispatch(config)).rejects.toBeInstanceOf(AgentUnavailableError);
  });
});

test("arguments reach the program as they are: no shell sees them", async () => {
  const hostile = ["$(touch pwned)", "; touch pwned", "-rf", "a\nb", "`id`", ""];
  const { folder } = await sandbox.current.run(
    sandbox.current.script("", {
      command: [process.execPath, "-p", "JSON.stringify(process.argv.slice(1))", "--", ...hostile],
    }),
  );
  expect(JSON.parse(output(folder))).toEqual(hostile);
  expect(readdirSync(sandbox.current.worktree)).not.toContain("pwned");
});

describe("the agent's environment", () => {
  test("has the variables of the contract and those of the settings, and no tracker token", async () => {
    const tokens = ["GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];
    vi.stubEnv("COPILOT_GITHUB_TOKEN", "forbidden-value");
    for (const name of [...tokens, "ORC_TUI_TRACKER", "NODE_OPTIONS", "CLAUDECODE", "GIT_DIR"]) {
      vi.stubEnv(name, name === "NODE_OPTIONS" ? "--no-warnings" : "forbidden-value");
    }
    vi.stubEnv("CLAUDE_CODE_OAUTH_TOKEN", "a-login");
    vi.stubEnv("KEPT", "kept");
    const config = sandbox.current.script("env; ls -A $GH_CONFIG_DIR; tr '\\0' '\\n' < /proc/$PPID/environ", {
      env: { CONFIGURED: "yes", GH_TOKEN: "forbidden-value", ORC_ROLE: "@intruder" },
    });
    const { folder } = await sandbox.current.run(config);
    const environment = output(folder);
    expect(environment).not.toMatch(/forbidden-value|no-warnings|CLAUDECODE=/);
    for (const line of [
      "KEPT=kept",
      "CONFIGURED=yes",
      "CLAUDE_CODE_OAUTH_TOKEN=a-login",
      "ORC_ISSUE_NUMBER=7",
      `ORC_WORKTREE=${sandbox.current.worktree}`,
      `ORC_PLANS_DIR=${sandbox.current.plansDir}`,
      "ORC_ROLE=@duc",
      `ORC_RUN_DIR=${folder.path}`,
      "GIT_TERMINAL_PROMPT=0",
      `GH_CONFIG_DIR=${folder.emptyGhConfig}`,
    ]) {
      expect(environment.split("\n")).toContain(line);
    }
    expect(readdirSync(folder.emptyGhConfig)).toEqual([]);
  });
});

test("what a run has on disk is for its owner's eyes", async () => {
  const { folder } = await sandbox.current.run(sandbox.current.script("echo x; echo y >&2"));
  for (const path of [folder.prompt, folder.spec, folder.status, folder.output, folder.stderr]) {
    expect(statSync(path).mode & 0o077, path).toBe(0);
  }
});

describe("one agent for one run folder", () => {
  test("dispatched twice, one after the other", async () => {
    const config = sandbox.current.script(COUNTED);
    const context = sandbox.current.context();
    await sandbox.current.runner.dispatch(config, context);
    await sandbox.current.runner.dispatch(config, context);
    await sandbox.current.end(runFolder(context.runFolder));
    await sandbox.current.runner.dispatch(config, context);
    expect(starts()).toBe(1);
  });

  test("dispatched by five processes at once", async () => {
    const config = sandbox.current.script(COUNTED);
    const context = sandbox.current.context();
    const dispatchers = Array.from({ length: 5 }, () => dispatchApart(config, context));
    const codes = await Promise.all(dispatchers.map(async (child) => (await once(child, "exit"))[0]));
    expect(codes).toEqual([0, 0, 0, 0, 0]);
    expect((await sandbox.current.end(runFolder(context.runFolder))).outcome).toBe("succeeded");
    expect(starts()).toBe(1);
  });

  test.each([
    "dispatch: prompt written",
    "dispatch: spec written",
    "dispatch: supervisor started",
    "dispatch: run started",
  ])('dispatched again after a kill at "%s"', async (checkpoint) => {
    const config = sandbox.current.script(COUNTED);
    const context = sandbox.current.context();
    const [, signal] = await once(dispatchApart(config, context, checkpoint), "exit");
    expect(signal).toBe("SIGKILL");
    await sandbox.current.runner.dispatch(config, context);
    expect((await sandbox.current.end(runFolder(context.runFolder))).outcome).toBe("succeeded");
    expect(starts()).toBe(1);
  });

  test("stopped before it was started: it never will be", async () => {
    const config = sandbox.current.script(COUNTED);
    const context = sandbox.current.context();
    await stopRun(context.runFolder);
    await sandbox.current.runner.dispatch(config, context);
    const folder = runFolder(context.runFolder);
    expect(await sandbox.current.end(folder)).toMatchObject({ outcome: "stopped" });
    expect(readdirSync(sandbox.current.worktree)).not.toContain("starts");
  });

  test("no half-written files stay behind", async () => {
    const { folder } = await sandbox.current.run(sandbox.current.script(COUNTED));
    expect(readdirSync(folder.path).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

test("a supervisor that cannot come up is reported with its words, and none comes up later", async () => {
  const broken = join(sandbox.current.root, "broken-supervisor.mjs");
  writeFileSync(broken, "console.error('cannot find my parts'); process.exit(1);");
  const runner = createAgentRunner({ executor: createLocalExecutor(broken), demoEntry });
  const context = sandbox.current.context();
  const error = await runner.dispatch(sandbox.current.script(COUNTED), context).catch((reason) => reason);
  expect(error).toBeInstanceOf(AgentStartError);
  expect(error.message).toContain("cannot find my parts");
  const late = spawn(process.execPath, [supervisorEntry, context.runFolder], { stdio: "ignore" });
  expect(await once(late, "exit")).toEqual([0, null]);
  expect(readdirSync(sandbox.current.worktree)).not.toContain("starts");
});

test("the agent runs within a second, on the dispatcher's word or without it", REAL_TIME, async () => {
  const start = performance.now();
  const folder = await sandbox.current.dispatch(sandbox.current.script("echo up; sleep 5"));
  await until(() => output(folder) === "up\n");
  expect(performance.now() - start).toBeLessThan(3_000);
  await stopRun(folder.path);
});
