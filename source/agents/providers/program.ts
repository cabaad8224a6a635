import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { execa } from "execa";
import { screenLine } from "../../text/screen.ts";
import type { AgentConfig } from "../config.ts";
import { agentEnvironment, runEnvironment } from "../environment.ts";
import { AgentUnavailableError } from "../errors.ts";
import { findExecutable } from "./executable.ts";
import type { Availability } from "./provider.ts";

/** A provider's own program, and how to get it. */
export interface Program {
  /** As it is called on the command line. */
  readonly name: string;
  /** What to do where it is missing, in a sentence. */
  readonly install: string;
}

/** Where the program is for these settings; `null` where it is not. */
export function locateProgram(program: Program, config: AgentConfig): string | null {
  return findExecutable(program.name, "/", environmentFor(config).PATH);
}

/** Is the program there? */
export function programAvailability(program: Program, config: AgentConfig): Availability {
  return locateProgram(program, config) === null ? missing(program) : null;
}

/**
 * Is the program that would be started the one of this npm package itself? One of the same name that only calls it, as
 * version managers have them, may bring a login along that cannot be seen.
 */
export function isOfPackage(program: Program, name: string, config: AgentConfig): boolean {
  const file = locateProgram(program, config);
  return file !== null && realpathSync(file).includes(`/${name}/`);
}

/** @throws AgentUnavailableError where it is not there (any more) */
export function requireProgram(program: Program, config: AgentConfig): string {
  const file = locateProgram(program, config);
  if (file !== null) return file;
  const { problem, remedy } = missing(program);
  throw new AgentUnavailableError(problem, remedy);
}

function missing({ name, install }: Program): NonNullable<Availability> {
  return { problem: `The program ${name} was not found on the PATH`, remedy: install };
}

/** What an agent of these settings would find in its environment, but for what a run adds. */
export function environmentFor(config: AgentConfig): Record<string, string> {
  return { ...agentEnvironment(process.env, config.provider), ...runEnvironment(config.env ?? {}, {}) };
}

/** The answer of a program to a short question. */
export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Long enough for a slow start, short enough that a run is dispatched within 5 s (spec section 5). */
const PATIENCE_MS = 3_000;

/** Asks a program something that it answers and ends; `null` where it is missing or does not answer in time. */
export async function askProgram(
  program: Program,
  args: readonly string[],
  config: AgentConfig,
): Promise<Answer | null> {
  const file = locateProgram(program, config);
  if (file === null) return null;
  const answer = await execa(file, args, {
    cwd: tmpdir(),
    env: environmentFor(config),
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
    maxBuffer: 1_000_000,
  });
  const { exitCode, stdout, stderr } = answer;
  return exitCode === undefined || answer.timedOut ? null : { exitCode, stdout, stderr };
}

/** The first line of `--version`; `null` where it cannot be asked. */
export async function programVersion(program: Program, config: AgentConfig): Promise<string | null> {
  const answer = await askProgram(program, ["--version"], config);
  if (answer === null || answer.exitCode !== 0) return null;
  return screenLine(answer.stdout.trim().split("\n")[0] ?? "") || null;
}
