import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { agentEnvironment } from "../environment.ts";
import type { RunFolder } from "../run-folder.ts";
import type { RunSpec } from "../run-spec.ts";

/** A process that has been started. */
export type AgentProcess = ChildProcess & { readonly pid: number };

/**
 * Starts the agent in a process group of its own, with the prompt as its standard input: a file ends by
 * itself, so that no agent waits for more. What it says goes straight into files as well: no pipe breaks, fills up or
 * loses anything when its supervisor is killed.
 * @throws Error whose message says what could not be started and why
 */
export async function launch(folder: RunFolder, spec: RunSpec): Promise<AgentProcess> {
  const prompt = openSync(folder.prompt, "r");
  const output = openSync(folder.output, "a", 0o600);
  const stderr = openSync(folder.stderr, "a", 0o600);
  try {
    const agent = spawn(spec.file, spec.args, {
      cwd: spec.cwd,
      detached: true,
      // Some programs believe PWD rather than their working folder.
      env: { ...agentEnvironment(process.env, spec.provider), ...spec.env, PWD: spec.cwd },
      stdio: [prompt, output, stderr],
    });
    const failure = new Promise<Error>((resolve) => agent.once("error", resolve));
    if (!isStarted(agent)) throw await failure;
    return agent;
  } catch (error) {
    throw new Error(explain(spec, error), { cause: error });
  } finally {
    for (const file of [prompt, output, stderr]) closeSync(file);
  }
}

function isStarted(agent: ChildProcess): agent is AgentProcess {
  return agent.pid !== undefined;
}

function explain(spec: RunSpec, error: unknown): string {
  if (!existsSync(spec.cwd)) return `The agent's worktree ${spec.cwd} is gone`;
  const detail = error instanceof Error ? error.message : String(error);
  return `The agent's program ${spec.file} could not be started: ${detail}`;
}
