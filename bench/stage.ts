import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { PseudoTerminal } from "../test/support/pty.ts";
import { bundleBareInk } from "./bundle.ts";

const ROOT = join(import.meta.dirname, "..");
const ORC_TUI = join(ROOT, "bin/orc-tui.js");
/** Of every terminal. */
export const SIZE = { columns: 120, rows: 40 };

/** A temporary folder with all that is measured in it. */
export interface Stage {
  readonly folder: string;
  /** How much is measured: `quick` is for a look, not for the record. */
  readonly quick: boolean;
  /** A repository in which the demo agent behaves in the given way. */
  createRepository(name: string, behaviour: string, settings?: Readonly<Record<string, unknown>>): string;
  /** Runs the command line in a repository, to its end. */
  orcTui(repository: string, ...args: string[]): Promise<void>;
  /** Starts the command line in a repository, with more in its environment. */
  start(repository: string, args: readonly string[], extra?: Readonly<Record<string, string>>): Program;
  dashboard(repository: string): PseudoTerminal;
  /** A dashboard of the same size with nothing behind it, following a file where one is given. */
  bareInk(followed?: string): PseudoTerminal;
  /** A program that does nothing at all. */
  emptyNode(): PseudoTerminal;
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** A call of the command line that goes on. */
export interface Program {
  /** Rejects where it ends as it should not. */
  toEnd(): Promise<void>;
  /** Ctrl-C; resolves when it is gone. */
  interrupt(): Promise<void>;
}

export async function openStage(quick: boolean): Promise<Stage> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "orc-tui-bench-")));
  const bareInk = await bundleBareInk(ROOT);
  const environment = cleanEnvironment(folder);
  const run = (file: string, args: readonly string[], cwd: string) =>
    execFileSync(file, args, { cwd, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  const open = (args: readonly string[], cwd: string, extra: Record<string, string> = {}) =>
    new PseudoTerminal({ file: process.execPath, args, cwd, env: { ...environment, ...extra }, ...SIZE });
  function start(repository: string, args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
    // Not in one blocking call: a dashboard that nobody reads would stop, and it may be the engine we wait for.
    const child = execa(process.execPath, [ORC_TUI, ...args], {
      cwd: repository,
      env: { ...environment, ...extra },
      extendEnv: false,
      stdin: "ignore",
      reject: false,
    });
    return {
      async toEnd() {
        const { exitCode, stderr } = await child;
        // Waiting for a person is how creating a workflow ends well.
        if (exitCode !== 0 && exitCode !== WAITING_FOR_A_PERSON)
          throw new Error(`orc-tui ${args.join(" ")} ended with ${exitCode}: ${stderr}`);
      },
      async interrupt() {
        child.kill("SIGINT");
        await child;
      },
    };
  }
  return {
    folder,
    quick,
    environment,
    createRepository(name, behaviour, settings = {}) {
      const repository = join(folder, name);
      mkdirSync(join(repository, ".plans"), { recursive: true });
      const agents = { writer: { role: "@duc", provider: "demo", model: behaviour } };
      writeFileSync(
        join(repository, ".plans/config.json"),
        JSON.stringify({ defaultAgent: "writer", agents, ...settings }),
      );
      run("git", ["init", "--quiet", "--initial-branch=main"], repository);
      run("git", ["add", "."], repository);
      run("git", ["commit", "--quiet", "-m", "first commit"], repository);
      return repository;
    },
    orcTui: (repository, ...args) => start(repository, args).toEnd(),
    start,
    emptyNode: () => open(["-e", "0"], folder),
    dashboard: (repository) => open([ORC_TUI], repository),
    bareInk: (followed) =>
      open(followed === undefined ? [bareInk] : [bareInk, followed], folder, {
        NODE_COMPILE_CACHE: join(folder, "compile-cache"),
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const WAITING_FOR_A_PERSON = 4;

/** Nothing of the user's: neither git settings nor traces of a surrounding agent. */
function cleanEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: home,
    TMPDIR: tmpdir(),
    LANG: "C.UTF-8",
    COLORTERM: "truecolor",
    ORC_DEMO_SECONDS: "0",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_AUTHOR_NAME: "Bench",
    GIT_AUTHOR_EMAIL: "bench@example.invalid",
    GIT_COMMITTER_NAME: "Bench",
    GIT_COMMITTER_EMAIL: "bench@example.invalid",
  };
}
