import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach } from "vitest";
import type { AgentConfig } from "../../source/agents/config.ts";
import { createLocalExecutor } from "../../source/agents/executor.ts";
import { providerNamed } from "../../source/agents/providers/registry.ts";
import { type RunFolder, runFolder } from "../../source/agents/run-folder.ts";
import { type RunSpec, readSpec } from "../../source/agents/run-spec.ts";
import { type RunStatus, readStatus } from "../../source/agents/run-status.ts";
import { createAgentRunner, type RunContext } from "../../source/agents/runner.ts";
import { stopRun } from "../../source/agents/stop.ts";
import { watchRun } from "../../source/agents/watch.ts";
import { isAlive } from "../../source/processes/identity.ts";
import { carriersOf } from "../../source/processes/tree.ts";
import type { RunResult } from "../../source/workflow/state.ts";

const source = fileURLToPath(new URL("../../source/agents/", import.meta.url));
export const supervisorEntry = join(source, "supervisor/main.ts");
export const demoEntry = join(source, "demo/main.ts");

/** A worktree and a runs folder; every run that a test starts is ended after it. */
export class AgentSandbox {
  readonly root = mkdtempSync(join(tmpdir(), "orc-agents-"));
  readonly worktree = join(this.root, "worktree");
  readonly plansDir = join(this.worktree, ".plans", "7");
  readonly executor = createLocalExecutor(supervisorEntry);
  readonly runner = createAgentRunner({ executor: this.executor, demoEntry });
  readonly #runs: RunFolder[] = [];

  constructor() {
    mkdirSync(this.plansDir, { recursive: true });
  }

  /** An agent that is a shell script of the test's own. */
  script(script: string, more: Partial<AgentConfig> = {}): AgentConfig {
    const command = ["/bin/sh", "-c", script];
    return { provider: "command", role: "@duc", timeoutSeconds: 60, stallSeconds: 60, command, ...more };
  }

  demo(behaviour: string, more: Partial<AgentConfig> = {}): AgentConfig {
    const env = { ORC_DEMO_SECONDS: "0", ORC_DEMO_BEHAVIOUR: behaviour };
    return { provider: "demo", role: "@duc", timeoutSeconds: 60, stallSeconds: 60, env, ...more };
  }

  context(more: Partial<RunContext> = {}): RunContext {
    const path = join(this.root, "runs", String(this.#runs.length + 1));
    this.#runs.push(runFolder(path));
    return {
      runFolder: path,
      worktree: this.worktree,
      issueNumber: 7,
      plansDir: this.plansDir,
      role: "@duc",
      prompt: "# Issue 7: Add a dark mode\n\n<untrusted-issue>\nPages can be dark.\n</untrusted-issue>\n",
      sessionId: null,
      ...more,
    };
  }

  async dispatch(config: AgentConfig, more: Partial<RunContext> = {}): Promise<RunFolder> {
    const context = this.context(more);
    await this.runner.dispatch(config, context);
    return runFolder(context.runFolder);
  }

  /** Dispatches with settings that a configuration does not have. */
  async dispatchSpec(config: AgentConfig, change: Partial<RunSpec>): Promise<RunFolder> {
    const context = this.context();
    const folder = runFolder(context.runFolder);
    const start = async (path: string) => {
      writeFileSync(folder.spec, JSON.stringify({ ...readSpec(folder), ...change }));
      await this.executor.start(path);
    };
    await createAgentRunner({ executor: { start }, demoEntry }).dispatch(config, context);
    return folder;
  }

  async end(folder: RunFolder): Promise<RunResult> {
    const provider = providerNamed(readSpec(folder)?.provider ?? "command");
    return (await watchRun(folder.path, provider, { signal: AbortSignal.timeout(30_000) })).result;
  }

  async run(
    config: AgentConfig,
    more: Partial<RunContext> = {},
  ): Promise<{ folder: RunFolder; end: RunResult }> {
    const folder = await this.dispatch(config, more);
    return { folder, end: await this.end(folder) };
  }

  /** The processes of a run that carry its tag. */
  carriers(folder: RunFolder): number[] {
    return carriersOf({ ORC_RUN_ID: readSpec(folder)?.runId ?? "none" }).map((entry) => entry.pid);
  }

  async remove(): Promise<void> {
    await Promise.all(this.#runs.map((folder) => stopRun(folder.path)));
    await Promise.all(this.#runs.map((folder) => until(() => !supervisorLives(folder))));
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** A fresh sandbox for every test. */
export function sandboxForEachTest(): { readonly current: AgentSandbox } {
  let sandbox: AgentSandbox | undefined;
  beforeEach(() => {
    sandbox = new AgentSandbox();
  });
  afterEach(async () => {
    await sandbox?.remove();
  });
  return {
    get current() {
      if (sandbox === undefined) throw new Error("the sandbox exists only during a test");
      return sandbox;
    },
  };
}

export function statusOf(folder: RunFolder): RunStatus {
  const status = readStatus(folder);
  if (status === null) throw new Error(`no status in ${folder.path}`);
  return status;
}

export function output(folder: RunFolder): string {
  return readFileSync(folder.output, "utf8");
}

/** Waits for a condition; fails when it does not come. */
export async function until(condition: () => boolean, milliseconds = 30_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${milliseconds} ms: ${condition}`);
    await delay(10);
  }
}

function supervisorLives(folder: RunFolder): boolean {
  const supervisor = readStatus(folder)?.supervisor;
  return (
    supervisor !== null && supervisor !== undefined && supervisor.pid !== process.pid && isAlive(supervisor)
  );
}
