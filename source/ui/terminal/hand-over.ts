import { spawn } from "node:child_process";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { TerminalProgram } from "../../orchestrator/session.ts";

/** Gives the terminal to a program and takes it back when it has ended. */
export type HandOver = (program: TerminalProgram) => Promise<HandedBack>;

/** How the program ended. */
export interface HandedBack {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The dashboard's terminal: who has it, and how to get it back in a hurry. */
export interface TerminalHolder {
  /** Keys that interrupt go to the program that has the terminal, not to the dashboard. */
  readonly isLent: boolean;
  /** Asks the program that has the terminal to end. */
  reclaim(): void;
  lend(program: TerminalProgram): Promise<HandedBack>;
}

export function createTerminalHolder(stdin: NodeJS.ReadStream): TerminalHolder {
  let ending: AbortController | null = null;
  return {
    get isLent() {
      return ending !== null;
    },
    reclaim: () => ending?.abort(),
    async lend({ file, args, cwd, env }) {
      ending = new AbortController();
      try {
        await stopReading(stdin);
        return await new Promise<HandedBack>((resolve, reject) => {
          const child = spawn(file, args, { cwd, env, stdio: "inherit" });
          ending?.signal.addEventListener("abort", () => child.kill("SIGTERM"));
          child.once("error", reject);
          child.once("close", (exitCode, signal) => resolve({ exitCode, signal }));
        });
      } finally {
        ending = null;
      }
    },
  };
}

/**
 * Nobody listens any more, but Node still reads, and would take every other line from the program. It stops only
 * for a stream that was flowing and is paused, a turn later.
 */
async function stopReading(stdin: NodeJS.ReadStream): Promise<void> {
  stdin.resume();
  stdin.pause();
  await nextTurn();
}
