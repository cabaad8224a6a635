import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { execa } from "execa";

/** The built program: `npm run build` makes it, `npm test` does so first. */
export const PROGRAM = join(import.meta.dirname, "../../bin/orc-tui.js");

/** How a call of the program ended. */
export interface Finished {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A call of the program that goes on. */
export interface Started {
  readonly pid: number;
  /** Everything printed until now. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Resolves with the first line, of either stream, that matches; rejects when the program ends without it. */
  line(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** @param whole also its children in the same process group, as a power cut would */
  kill(signal: NodeJS.Signals, options?: { whole?: boolean }): void;
  readonly done: Promise<Finished>;
}

export interface CallOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface CommandLine {
  /** Holds the home and the settings folder of a user who has never seen the program. */
  readonly home: string;
  readonly configDir: string;
  run(args: readonly string[], options?: CallOptions): Promise<Finished>;
  start(args: readonly string[], options?: CallOptions): Started;
  /** Runs it with `--json` and gives what it prints. */
  json<T>(args: readonly string[]): Promise<T>;
  /** Ends every call that still goes on. */
  close(): Promise<void>;
}

/**
 * The program as a stranger's shell would call it, with a home of its own in `root`.
 * @param options.program another copy of the built program
 */
export function createCommandLine(options: {
  root: string;
  cwd: string;
  env?: Readonly<Record<string, string>>;
  program?: string;
}): CommandLine {
  const home = join(options.root, "home");
  const configDir = join(home, "orc-tui-settings");
  mkdirSync(configDir, { recursive: true });
  const running = new Set<Started>();

  function start(args: readonly string[], { env, cwd }: CallOptions = {}): Started {
    const child = execa(process.execPath, [options.program ?? PROGRAM, ...args], {
      cwd: cwd ?? options.cwd,
      env: { HOME: home, ORC_TUI_CONFIG_DIR: configDir, ...options.env, ...env },
      stdin: "ignore",
      // A group of its own, so that a test can end it with its children, and nothing else.
      detached: true,
      cleanup: false,
      reject: false,
      stripFinalNewline: false,
      maxBuffer: 64 * 1024 * 1024,
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (text: Buffer) => {
      output.stdout += text.toString();
    });
    child.stderr.on("data", (text: Buffer) => {
      output.stderr += text.toString();
    });
    const pid = child.pid ?? 0;
    let hasEnded = false;
    const done = child.then((result): Finished => {
      hasEnded = true;
      running.delete(started);
      const { exitCode = null, signal = null, stdout, stderr } = result;
      return { exitCode, signal, stdout, stderr };
    });
    const started: Started = {
      pid,
      output,
      done,
      async line(pattern, timeoutMs = 30_000) {
        const deadline = performance.now() + timeoutMs;
        for (;;) {
          const over = hasEnded;
          const found = `${output.stdout}\n${output.stderr}`.split("\n").find((line) => pattern.test(line));
          if (found !== undefined) return found;
          const seen = `${output.stdout}${output.stderr}`;
          if (over) throw new Error(`it ended without a line like ${pattern}:\n${seen}`);
          if (performance.now() > deadline) throw new Error(`no line like ${pattern} came:\n${seen}`);
          await delay(10);
        }
      },
      kill(signal, { whole = false } = {}) {
        try {
          process.kill(whole ? -pid : pid, signal);
        } catch {
          // It has ended by itself meanwhile.
        }
      },
    };
    running.add(started);
    return started;
  }

  const run: CommandLine["run"] = (args, call) => start(args, call).done;
  return {
    home,
    configDir,
    run,
    start,
    async json<T>(args: readonly string[]): Promise<T> {
      const { stdout, stderr } = await run([...args, "--json"]);
      if (stdout === "") throw new Error(`${args.join(" ")} printed no JSON: ${stderr}`);
      return JSON.parse(stdout) as T;
    },
    async close() {
      for (const each of running) each.kill("SIGKILL", { whole: true });
      await Promise.all([...running].map((each) => each.done));
    },
  };
}
