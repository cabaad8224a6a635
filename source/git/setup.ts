import { StringDecoder } from "node:string_decoder";
import { execa } from "execa";
import { OrcError } from "../workflow/errors.ts";
import { withoutGitState } from "./environment.ts";
import type { StepOptions } from "./options.ts";

/** Milliseconds one setup command may take. */
const TIMEOUT = 600_000;
/** Characters of a line that are kept; the rest of it is dropped. */
const LONGEST_LINE = 4_000;
/** Lines of a failed command's output that its error carries. */
const TAIL_LINES = 20;

/** A setup command of the project that did not end well. */
export class SetupFailedError extends OrcError {
  readonly command: string;
  /** `null` when it was ended by a signal or the time limit. */
  readonly exitCode: number | null;
  /** The last lines of its output, as the command wrote them. */
  readonly tail: readonly string[];

  constructor(command: string, exitCode: number | null, timedOut: boolean, tail: readonly string[]) {
    const ending = timedOut ? "took too long and was ended" : `failed (exit ${exitCode ?? "by signal"})`;
    const last = tail.at(-1);
    super(
      "SETUP_FAILED",
      `The setup command ${JSON.stringify(command)} ${ending}${last ? `: ${last}` : ""}`,
      "Mend it in the worktree or change `setup` in .plans/config.json, then retry.",
    );
    this.command = command;
    this.exitCode = exitCode;
    this.tail = tail;
  }
}

export interface SetupOptions extends Pick<StepOptions, "log" | "progress" | "signal"> {
  /** Added to the environment of the commands. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds for each command; 10 minutes by default. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Runs the setup commands in the worktree, one after another, their output line by line to `log`. Each has
 * its own process group, which is ended as a whole on abort and on the time limit.
 *
 * @throws {SetupFailedError} the first that fails; the ones after it are not run
 */
export async function runSetup(
  worktree: string,
  commands: readonly string[],
  options: SetupOptions,
): Promise<void> {
  for (const [index, command] of commands.entries()) {
    const task = commands.length === 1 ? command : `${command} (${index + 1} of ${commands.length})`;
    const tell = (detail: string) => options.progress?.({ task, percent: null, detail });
    options.log?.(`$ ${command}`);
    tell("");
    await runCommand(worktree, command, options, (line) => {
      options.log?.(line);
      tell(line);
    });
  }
}

async function runCommand(
  worktree: string,
  command: string,
  options: SetupOptions,
  say: (line: string) => void,
): Promise<void> {
  const { signal } = options;
  signal?.throwIfAborted();
  const tail: string[] = [];
  const lines = new LineSplitter((line) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    say(line);
  });
  const subprocess = execa(command, {
    // The one place where a shell is right: these are command lines that the user wrote and has trusted.
    shell: true,
    cwd: worktree,
    env: { ...withoutGitState(process.env), ...options.env },
    extendEnv: false,
    stdin: "ignore",
    all: true,
    buffer: false,
    reject: false,
    killDescendants: true,
    timeout: options.timeoutMs ?? TIMEOUT,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  subprocess.all.on("data", (chunk: Buffer) => lines.push(chunk));
  // What the command left running would keep its output, and us, open; setup is over when it ends.
  subprocess.nodeChildProcess.once("exit", () => subprocess.kill());
  const result = await subprocess;
  lines.end();
  signal?.throwIfAborted();
  if (result.failed) throw new SetupFailedError(command, result.exitCode ?? null, result.timedOut, tail);
}

/** Cuts a stream of bytes into lines, holding no more of a line than is kept of it. */
class LineSplitter {
  readonly #take: (line: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #open = "";

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    const [first = "", ...rest] = this.#decoder.write(chunk).split(/\r?\n|\r/);
    this.#extend(first);
    for (const part of rest) {
      this.#take(this.#open);
      this.#open = "";
      this.#extend(part);
    }
  }

  end(): void {
    this.#extend(this.#decoder.end());
    if (this.#open !== "") this.#take(this.#open);
    this.#open = "";
  }

  #extend(part: string): void {
    if (this.#open.length < LONGEST_LINE) this.#open = (this.#open + part).slice(0, LONGEST_LINE);
  }
}
