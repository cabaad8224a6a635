import { execa } from "execa";
import type { Environment } from "./hosts.ts";

const TIMEOUT_MS = 5_000;
const LONGEST_ANSWER = 100_000;

export interface ProgramOptions {
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/**
 * What another program answers on standard output; `null` where it is missing, fails, or takes too long. It gets no
 * shell and no terminal to ask questions on. Why it failed is not told: its output may be a secret.
 */
export async function askProgram(
  program: string,
  args: readonly string[],
  { env, signal, timeoutMs = TIMEOUT_MS }: ProgramOptions,
): Promise<string | null> {
  try {
    const result = await execa(program, args, {
      env: { ...env },
      extendEnv: false,
      stdin: "ignore",
      stderr: "ignore",
      // A session of its own, which has no terminal; and nothing it started outlives it.
      killDescendants: true,
      timeout: timeoutMs,
      maxBuffer: LONGEST_ANSWER,
      // Else NODE_DEBUG=execa would print the answer.
      verbose: "none",
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    return result.stdout;
  } catch {
    return null;
  }
}
