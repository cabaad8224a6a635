import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { agentEnvironment } from "./environment.ts";
import { AgentStartError } from "./errors.ts";
import { runFolder } from "./run-folder.ts";
import { readSpec } from "./run-spec.ts";

/** Where runs are carried out. */
export interface Executor {
  /**
   * Starts a supervisor for a prepared run and returns when it is started, not when the agent is. Starting one
   * too many is harmless: a run has one owner.
   * @throws AgentStartError when no process could be started
   */
  start(runFolder: string): Promise<void>;
}

/**
 * Runs on this machine, in a process of its own that outlives this one: own session, no terminal, nothing
 * inherited but a cleaned environment.
 * @param supervisorEntry the supervisor's program, absolute
 */
export function createLocalExecutor(supervisorEntry: string): Executor {
  return {
    async start(path) {
      const folder = runFolder(path);
      const log = openSync(folder.supervisorLog, "a", 0o600);
      try {
        const supervisor = spawn(process.execPath, [supervisorEntry, folder.path], {
          detached: true,
          cwd: folder.path,
          // An agent can read the environment of the process that started it.
          env: agentEnvironment(process.env, readSpec(folder)?.provider ?? ""),
          stdio: ["ignore", "ignore", log],
        });
        await new Promise<void>((resolve, reject) => {
          supervisor.once("spawn", resolve);
          supervisor.once("error", (error) => reject(new AgentStartError(folder.path, error.message, error)));
        });
        supervisor.unref();
      } finally {
        closeSync(log);
      }
    },
  };
}
