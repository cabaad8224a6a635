import { spawn } from "node:child_process";
import { once } from "node:events";
import { basename } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { PersonsProgram, TerminalProgram } from "../../orchestrator/session.ts";

/** Gives the terminal to a program and takes it back when it has ended. */
export type HandOver = (program: HandedProgram) => Promise<HandedBack>;

/** What is said of a program is left out where there is nothing to say. */
export type HandedProgram = TerminalProgram &
  Partial<Pick<PersonsProgram, "name" | "greeting" | "endsAsItLikes">>;

/** How the program ended. */
export interface HandedBack {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The dashboard's terminal: who has it, and how to get it back in a hurry. */
export interface TerminalHolder {
  readonly isLent: boolean;
  /** An interrupt is meant for the program that has the terminal, or had it until a moment ago; not for the dashboard. */
  readonly isInterruptForOther: boolean;
  /** Asks the program that has the terminal to end. */
  reclaim(): void;
  lend(program: HandedProgram): Promise<HandedBack>;
}

/**
 * An interrupt goes to everybody in the foreground of the terminal, and may reach us after the program has died of it.
 * A key of ours it cannot be: those come as characters.
 */
const LATE_INTERRUPT_MS = 500;

export function createTerminalHolder(
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WritableStream,
): TerminalHolder {
  let ending: AbortController | null = null;
  let interruptedUntil = 0;
  return {
    get isLent() {
      return ending !== null;
    },
    get isInterruptForOther() {
      return ending !== null || performance.now() < interruptedUntil;
    },
    reclaim: () => ending?.abort(),
    async lend({ file, args, cwd, env, name = basename(file), greeting = "", endsAsItLikes = false }) {
      ending = new AbortController();
      try {
        await stopReading(stdin);
        const { signal } = ending;
        if (greeting !== "") stdout.write(`${greeting}\r\n`);
        const back = await new Promise<HandedBack>((resolve, reject) => {
          const child = spawn(file, args, { cwd, env, stdio: "inherit" });
          signal.addEventListener("abort", () => child.kill("SIGTERM"));
          child.once("error", reject);
          child.once("close", (exitCode, endedBy) => resolve({ exitCode, signal: endedBy }));
        });
        if (wasInterrupted(back)) interruptedUntil = performance.now() + LATE_INTERRUPT_MS;
        if (!endsAsItLikes && hasFailed(back) && !signal.aborted) {
          stdout.write(`\r\n${name} ended with exit code ${back.exitCode}. Enter goes back to orc-tui. `);
          await nextLine(stdin, signal);
        }
        return back;
      } finally {
        ending = null;
      }
    },
  };
}

/** What a program says when it fails is to be read before the dashboard covers it. A person's ctrl-c needs no words. */
function hasFailed(back: HandedBack): boolean {
  return back.exitCode !== null && back.exitCode !== 0 && !wasInterrupted(back);
}

/** As shells tell of it, or by the signal itself. */
function wasInterrupted({ exitCode, signal }: HandedBack): boolean {
  return exitCode === 130 || signal === "SIGINT";
}

async function nextLine(stdin: NodeJS.ReadStream, signal: AbortSignal): Promise<void> {
  try {
    await once(stdin.resume(), "data", { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await stopReading(stdin);
  }
}

/**
 * Nobody listens any more, but Node still reads, and would take every other line from the program. It stops only
 * for a stream that flows and is then paused; each of these steps takes a turn to be believed.
 */
async function stopReading(stdin: NodeJS.ReadStream): Promise<void> {
  await nextTurn();
  stdin.resume();
  await nextTurn();
  stdin.pause();
  await nextTurn();
}
