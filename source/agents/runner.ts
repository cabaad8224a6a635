import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { writeFileAtomic } from "../files/atomic.ts";
import type { AgentConfig } from "./config.ts";
import { checkConfig } from "./config-check.ts";
import { agentEnvironment, RUN_FOLDER, RUN_TAG, runEnvironment } from "./environment.ts";
import { AgentStartError, AgentUnavailableError, UnknownProviderError } from "./errors.ts";
import { createExclusive } from "./exclusive-file.ts";
import type { Executor } from "./executor.ts";
import type { Availability, Capabilities } from "./providers/provider.ts";
import { providerNamed, providers } from "./providers/registry.ts";
import { readClaim } from "./run-claim.ts";
import { type RunFolder, runFolder } from "./run-folder.ts";
import {
  createSpec,
  DEFAULT_LINGER_SECONDS,
  DEFAULT_MAX_OUTPUT_BYTES,
  readSpec,
  SPEC_VERSION,
} from "./run-spec.ts";
import { isSupervised, readStatus } from "./run-status.ts";
import { stopRun } from "./stop.ts";

/** The one run that is to be dispatched. */
export interface RunContext {
  /** `<plans>/<issue>/runs/<n>`; made when it is missing. */
  readonly runFolder: string;
  readonly worktree: string;
  readonly issueNumber: number;
  /** Where the agent's documents go: `<worktree>/.plans/<issue>`. */
  readonly plansDir: string;
  readonly role: string;
  /** The complete prompt. */
  readonly prompt: string;
  /** The provider's session to go on with. */
  readonly sessionId: string | null;
  /** Called between any two effects, by name; tests end the process there. */
  readonly checkpoint?: (name: string) => void;
}

/** The session of a run, for going on with it by hand. */
export interface TakenSession {
  readonly sessionId: string;
  readonly worktree: string;
  /** The folder of the run whose session it is. */
  readonly runFolder: string;
}

export interface AgentRunner {
  /**
   * Can this agent be started on this machine, with these settings? An unknown provider is a problem like any
   * other. May take a moment: the agent's program is asked whether it is logged in.
   */
  isAvailable(config: AgentConfig): Promise<Availability>;
  /** The same as far as it can be told at once, without starting anything. */
  isInstalled(config: AgentConfig): Availability;
  /** @throws UnknownProviderError */
  capabilities(config: AgentConfig): Capabilities;
  /** What its program says of its version; `null` where it says nothing. @throws UnknownProviderError */
  version(config: AgentConfig): Promise<string | null>;
  /** What of its own keeps the agent in its worktree, in words; `null` where nothing does. @throws UnknownProviderError */
  confinement(config: AgentConfig): string | null;
  /**
   * How a person goes on with the session of an earlier run. The program gets as little as the run did: no access
   * to the tracker.
   * @throws AgentUnavailableError when its program is missing, or it has no sessions
   */
  takeOver(config: AgentConfig, session: TakenSession): TerminalProgram;
  /**
   * Sees to it that the run has been started, and returns when the agent has been started. Called again for
   * the same folder, after a crash or by several processes at once, it changes nothing: a run folder
   * sees at most one agent process.
   * @throws UnknownProviderError, AgentUnavailableError before anything was started
   * @throws AgentStartError when no supervisor came up; none will later
   */
  dispatch(config: AgentConfig, context: RunContext): Promise<void>;
}

/** A program that a person talks to in the terminal: started without a shell, with exactly this environment. */
export interface TerminalProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** @param demoEntry the built-in demo agent's program, absolute */
export function createAgentRunner(parts: { executor: Executor; demoEntry: string }): AgentRunner {
  return {
    async isAvailable(config) {
      return isInstalled(config) ?? (await providerNamed(config.provider).loggedIn(config));
    },

    isInstalled,

    capabilities: (config) => providerNamed(config.provider).capabilities,
    version: (config) => providerNamed(config.provider).version(config),
    confinement: (config) => providerNamed(config.provider).confinement?.(config) ?? null,

    takeOver(config, { sessionId, worktree, runFolder: path }) {
      const obstacle = isInstalled(config);
      if (obstacle !== null) throw new AgentUnavailableError(obstacle.problem, obstacle.remedy);
      const provider = providerNamed(config.provider);
      if (!provider.capabilities.takeOver)
        throw new AgentUnavailableError(
          `${provider.title} has no sessions to take over`,
          "Retry the run instead.",
        );
      const { file, args, env } = provider.takeOver(config, { sessionId, worktree });
      const { emptyGhConfig } = runFolder(path);
      mkdirSync(emptyGhConfig, { recursive: true, mode: 0o700 });
      const own = runEnvironment(
        { ...env, ...config.env },
        {
          // It is as little allowed to decide on its own work as in a run.
          [RUN_TAG]: randomUUID(),
          GH_CONFIG_DIR: emptyGhConfig,
          PWD: worktree,
        },
      );
      return {
        file,
        args,
        cwd: worktree,
        env: { ...agentEnvironment(process.env, config.provider), ...own },
      };
    },

    async dispatch(config, context) {
      const folder = runFolder(context.runFolder);
      const checkpoint = context.checkpoint ?? (() => undefined);
      if (readClaim(folder) === null) {
        if (readSpec(folder) === null) prepare(folder, config, context, parts.demoEntry, checkpoint);
        checkpoint("dispatch: spec written");
        await orNever(folder, parts.executor.start(folder.path));
        checkpoint("dispatch: supervisor started");
      }
      await orNever(folder, started(folder));
      checkpoint("dispatch: run started");
    },
  };
}

function isInstalled(config: AgentConfig): Availability {
  try {
    const provider = providerNamed(config.provider);
    return checkConfig(config, provider, providers) ?? provider.installed(config);
  } catch (error) {
    if (error instanceof UnknownProviderError) return { problem: error.message, remedy: error.remedy };
    throw error;
  }
}

/** Writes what the supervisor needs. What a concurrent dispatch has written already stands. */
function prepare(
  folder: RunFolder,
  config: AgentConfig,
  context: RunContext,
  demoEntry: string,
  checkpoint: (name: string) => void,
): void {
  const provider = providerNamed(config.provider);
  const obstacle = isInstalled(config);
  if (obstacle !== null) throw new AgentUnavailableError(obstacle.problem, obstacle.remedy);
  const worktree = resolve(context.worktree);
  const runId = randomUUID();
  const command = provider.command(config, {
    worktree,
    runFolder: folder.path,
    runId,
    prompt: context.prompt,
    sessionId: context.sessionId,
    demoEntry,
  });
  mkdirSync(folder.emptyGhConfig, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(command.files ?? {}))
    writeFileAtomic(join(folder.path, name), content, { mode: 0o600 });
  createExclusive(folder.prompt, command.stdin);
  checkpoint("dispatch: prompt written");
  createSpec(folder, {
    version: SPEC_VERSION,
    runId,
    provider: provider.name,
    file: command.file,
    args: command.args,
    cwd: worktree,
    env: runEnvironment(
      { ...command.env, ...config.env },
      {
        [RUN_TAG]: runId,
        ORC_ISSUE_NUMBER: String(context.issueNumber),
        ORC_WORKTREE: worktree,
        ORC_PLANS_DIR: resolve(context.plansDir),
        ORC_ROLE: context.role,
        [RUN_FOLDER]: folder.path,
        GH_CONFIG_DIR: folder.emptyGhConfig,
        GIT_TERMINAL_PROMPT: "0",
      },
    ),
    timeoutSeconds: config.timeoutSeconds,
    stallSeconds: config.stallSeconds,
    lingerSeconds: DEFAULT_LINGER_SECONDS,
    maxOutputBytes:
      config.maxOutputMegabytes === undefined
        ? DEFAULT_MAX_OUTPUT_BYTES
        : config.maxOutputMegabytes * 1024 * 1024,
    createdAt: new Date().toISOString(),
  });
}

/** A start that failed must stay one: a supervisor that comes up late would run beside the next attempt. */
async function orNever(folder: RunFolder, start: Promise<void>): Promise<void> {
  try {
    await start;
  } catch (error) {
    await stopRun(folder.path);
    throw error;
  }
}

const START_TIMEOUT_MS = 10_000;
const STEP_MS = 20;

/** Returns when the agent runs or has run, or its supervisor died before it could start it: such a run is lost. */
async function started(folder: RunFolder): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while ((readStatus(folder)?.phase ?? "starting") === "starting") {
    if (readClaim(folder) !== null && !isSupervised(folder)) return;
    if (performance.now() > deadline) throw new AgentStartError(folder.path, supervisorLog(folder));
    await delay(STEP_MS);
  }
}

function supervisorLog(folder: RunFolder): string {
  try {
    return readFileSync(folder.supervisorLog, "utf8").trim().slice(-500) || "it said nothing";
  } catch {
    return "it left no log";
  }
}
