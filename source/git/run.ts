import { existsSync } from "node:fs";
import { execa } from "execa";
import { screenText } from "../text/screen.ts";
import { gitEnvironment } from "./environment.ts";
import { GitError, GitMissingError, MissingFolderError } from "./errors.ts";
import { throughLocks } from "./locks.ts";
import { AT_ONCE, meterReader, type Progress, type TellProgress, withoutMeters } from "./progress.ts";
import { inTurn } from "./queue.ts";

/** Milliseconds a command may take that stays on this machine, since it began or last said how far it is. */
const LOCAL_TIMEOUT = 60_000;
/** The same for one that speaks to a remote. */
const NETWORK_TIMEOUT = 120_000;

export interface GitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Written to standard input; without it the input is closed. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are an answer rather than a failure, beside 0. */
  readonly accept?: readonly number[];
  /** Milliseconds since it began or last said how far it is, after which it is ended. */
  readonly timeoutMs?: number;
  /** Cut the output here instead of failing; the answer says so. */
  readonly maxLength?: number;
  /** `latin1` keeps every byte as one character. */
  readonly encoding?: "utf8" | "latin1";
  /** Told how far the command is, where it says so. Most commands have to be asked for it (`--progress`). */
  readonly progress?: TellProgress | undefined;
}

export interface GitAnswer {
  readonly stdout: string;
  readonly exitCode: number;
  /** The output was longer than `maxLength`. */
  readonly truncated: boolean;
}

/** Asks git something. Takes no lock, not even an optional one. */
export function readGit(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<GitAnswer> {
  return run(cwd, args, { ...options, env: { GIT_OPTIONAL_LOCKS: "0", ...options.env } });
}

/** Changes something that belongs to one worktree: its index, its files. Waits briefly for git's locks. */
export function changeWorktree(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> {
  return throughLocks(cwd, options.signal, () => run(cwd, args, options));
}

/**
 * Changes what all worktrees of a repository share (branches, worktrees, config, remote-tracking refs).
 * Changes of one repository happen one at a time in this process.
 */
export function changeRepository(
  commonDir: string,
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> {
  return inTurn(commonDir, () => changeWorktree(cwd, args, options));
}

/** Asks a remote something. */
export function askRemote(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> {
  return readGit(cwd, args, { timeoutMs: NETWORK_TIMEOUT, ...options });
}

/** Exchanges objects and refs with a remote, one at a time per repository. */
export function exchangeWithRemote(
  commonDir: string,
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> {
  return inTurn(commonDir, () => run(cwd, args, { timeoutMs: NETWORK_TIMEOUT, ...options }));
}

/** Splits the output of a command that was asked to end each record with NUL. */
export function records(stdout: string): string[] {
  return stdout.split("\0").filter((record) => record !== "");
}

async function run(cwd: string, args: readonly string[], options: GitOptions): Promise<GitAnswer> {
  options.signal?.throwIfAborted();
  const { progress } = options;
  const silence = new AbortController();
  const patience = setTimeout(() => silence.abort(), options.timeoutMs ?? LOCAL_TIMEOUT);
  const subprocess = execa("git", args, {
    cwd,
    env: gitEnvironment(progress === undefined ? options.env : { ...AT_ONCE, ...options.env }),
    extendEnv: false,
    encoding: options.encoding ?? "utf8",
    // A session of its own has no terminal, so that ssh cannot ask for a passphrase over the dashboard.
    killDescendants: true,
    reject: false,
    stripFinalNewline: options.encoding !== "latin1",
    cancelSignal: AbortSignal.any([
      silence.signal,
      ...(options.signal === undefined ? [] : [options.signal]),
    ]),
    ...(options.input === undefined ? { stdin: "ignore" } : { input: options.input }),
    ...(options.maxLength === undefined ? {} : { maxBuffer: { stdout: options.maxLength } }),
  });
  if (progress !== undefined) {
    const tell = (far: Progress) => {
      patience.refresh();
      progress(far);
    };
    subprocess.stderr.on("data", meterReader(tell));
  }
  const result = await subprocess;
  clearTimeout(patience);
  progress?.(null);
  options.signal?.throwIfAborted();
  const truncated = result.isMaxBuffer && options.maxLength !== undefined;
  if (truncated) return { stdout: result.stdout, exitCode: 0, truncated };
  if (result.code === "ENOENT" && result.exitCode === undefined) {
    throw existsSync(cwd)
      ? new GitMissingError({ cause: result })
      : new MissingFolderError(cwd, { cause: result });
  }
  const { exitCode } = result;
  const timedOut = silence.signal.aborted;
  if (exitCode === undefined || (exitCode !== 0 && !options.accept?.includes(exitCode))) {
    throw new GitError({
      command: commandLine(args),
      cwd,
      exitCode: exitCode ?? null,
      stderr: cleaned(
        result.stderr || (exitCode === undefined && !timedOut ? (result.shortMessage ?? "") : ""),
      ),
      timedOut,
    });
  }
  return { stdout: result.stdout, exitCode, truncated };
}

/** git's words, safe for a screen: no control sequences, no credentials of a URL, not endless. */
function cleaned(stderr: string): string {
  return screenText(withoutMeters(stderr))
    .replaceAll(/:\/\/[^/@\s]+@/g, "://…@")
    .trim()
    .slice(0, 2000);
}

function commandLine(args: readonly string[]): string {
  const words = args.map((word) => (/^[\w./:=@^{}-]+$/.test(word) ? word : JSON.stringify(word)));
  return screenText(`git ${words.join(" ")}`).slice(0, 500);
}
