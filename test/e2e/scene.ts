import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Workflow } from "../../source/workflow/state.ts";
import { type CommandLine, createCommandLine, PROGRAM } from "../support/command-line.ts";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";
import { type ProgramOptions, PseudoTerminal } from "../support/pty.ts";
import { TmuxTerminal } from "../support/tmux.ts";

export const KEY = { escape: "\u001b", send: "\u0013", interrupt: "\u0003" } as const;

export interface SceneOptions {
  /** How long the demo agent takes. */
  readonly agentSeconds?: number;
  /** How it behaves. */
  readonly behaviour?: string;
  readonly remote?: boolean;
}

export interface ScreenOptions {
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What the terminal answers when it is asked for its background. */
  readonly background?: string | undefined;
}

/** A repository, a person's home, and as many terminals in front of them as a test opens. */
export interface Scene {
  readonly sandbox: Sandbox;
  /** The same person, without a terminal. */
  readonly shell: CommandLine;
  /** Starts the program in a terminal; without arguments it is the dashboard. */
  open(options?: ScreenOptions): PseudoTerminal;
  /** The same within tmux. */
  openInTmux(options?: ScreenOptions): TmuxTerminal;
  /** An interactive shell with job control, which prompts with `$ `. */
  openShell(): PseudoTerminal;
  workflow(issue: number): Promise<Workflow>;
}

/** Sets a scene in which the demo agent is the default one; everything of it is gone after the test. */
export async function setScene(options: SceneOptions = {}): Promise<Scene> {
  const sandbox = await createSandbox({ remote: options.remote ?? false });
  const temporary = join(sandbox.root, "temporary");
  mkdirSync(temporary);
  const env = {
    TMPDIR: temporary,
    ORC_DEMO_SECONDS: String(options.agentSeconds ?? 0),
    ...(options.behaviour !== undefined && { ORC_DEMO_BEHAVIOUR: options.behaviour }),
  };
  mkdirSync(join(sandbox.repo, ".plans"));
  writeFileSync(join(sandbox.repo, ".plans/config.json"), JSON.stringify({ defaultAgent: "demo" }));
  const shell = createCommandLine({ root: sandbox.root, cwd: sandbox.repo, env });
  const terminals: (PseudoTerminal | TmuxTerminal)[] = [];
  onTestFinished(async () => {
    await Promise.all(terminals.map((terminal) => terminal.close()));
    await shell.close();
    await sandbox.cleanup();
  });
  const program = ({ args = [], env: more, columns = 120, rows = 40, background }: ScreenOptions) =>
    ({
      file: process.execPath,
      args: [PROGRAM, ...args],
      cwd: sandbox.repo,
      columns,
      rows,
      background,
      env: { ...process.env, ...personsEnvironment(shell), ...env, ...more },
    }) satisfies ProgramOptions;
  return {
    sandbox,
    shell,
    open(options = {}) {
      const terminal = new PseudoTerminal(program(options));
      terminals.push(terminal);
      return terminal;
    },
    openInTmux(options = {}) {
      const terminal = new TmuxTerminal(program(options));
      terminals.push(terminal);
      return terminal;
    },
    openShell() {
      const terminal = new PseudoTerminal({
        file: "/bin/bash",
        args: ["--norc", "--noprofile", "-i"],
        cwd: sandbox.repo,
        env: { ...process.env, ...personsEnvironment(shell), ...env, PS1: "$ ", PROMPT_COMMAND: "" },
      });
      terminals.push(terminal);
      return terminal;
    },
    workflow: (issue) => shell.json<Workflow>(["status", String(issue)]),
  };
}

function personsEnvironment(shell: CommandLine): Record<string, string> {
  return {
    HOME: shell.home,
    ORC_TUI_CONFIG_DIR: shell.configDir,
    LANG: "C.UTF-8",
    COLORTERM: "truecolor",
  };
}

/** Types a sentence into the form for a new workflow and sends it. */
export async function describeFeature(terminal: PseudoTerminal, sentence: string): Promise<void> {
  terminal.press("n");
  await terminal.waitFor("New workflow");
  terminal.press(sentence);
  await terminal.waitFor(sentence);
  terminal.press(KEY.send);
  await terminal.waitFor((screen) => !screen.includes("New workflow") && screen.includes(sentence));
}

/** Approves what is at the gate, in the way the dialog asks for. */
export async function approve(terminal: PseudoTerminal): Promise<void> {
  terminal.press("A");
  await terminal.waitFor("Approve the plan");
  terminal.press("y");
}

export const AT_GATE = "Waiting for your approval";
export const AT_WORK = "is writing the specification";
export const APPROVED = /✓ Approved by /;
