import { existsSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { AgentConfig } from "../config.ts";
import { AgentUnavailableError } from "../errors.ts";
import type { AgentEvent } from "../events.ts";
import { fieldsOfLine } from "../fields.ts";
import { causeOfFailure, NOT_APPROVED, readEvent } from "./codex-events.ts";
import { mcpObstacle, mcpServerSettings } from "./codex-mcp.ts";
import {
  askProgram,
  environmentFor,
  type Program,
  programAvailability,
  programVersion,
  requireProgram,
} from "./program.ts";
import type { Availability, Provider } from "./provider.ts";

const program: Program = {
  name: "codex",
  install: "Install the Codex CLI with `npm install -g @openai/codex`, then log in with `codex login`.",
};

const LOGIN = "Log in with `codex login`, or set CODEX_API_KEY.";

const SANDBOX = "workspace-write";
const UNCONFINED = "danger-full-access";

/** OpenAI's Codex CLI, without a terminal (`codex exec`). Its sandbox is its permission mode. */
export const codex: Provider = {
  name: "codex",
  title: "Codex",
  capabilities: { resume: true, takeOver: true, usage: true, cost: false, tools: true },
  options: ["model", "mcpServers", "permissionMode"],
  permissionModes: [SANDBOX, "read-only", UNCONFINED],
  requiresEndEvent: true,
  markers: [
    '"type":"thread.started"',
    '"type":"turn.completed"',
    '"type":"turn.failed"',
    '"type":"error"',
    '"status":"declined"',
    NOT_APPROVED,
  ],
  fragments: {},
  loginRemedy: LOGIN,
  version: (config) => programVersion(program, config),

  installed(config) {
    return programAvailability(program, config) ?? mcpObstacle(config.mcpServers ?? {});
  },

  confinement({ permissionMode = SANDBOX }) {
    return permissionMode === UNCONFINED ? null : `Codex's own sandbox, ${permissionMode}`;
  },

  async loggedIn(config) {
    if (hasLogin(config)) return null;
    const answer = await askProgram(program, ["login", "status"], config);
    if (answer === null || answer.exitCode === 0 || !/not logged in/i.test(answer.stdout + answer.stderr))
      return null;
    return { problem: "Codex is not logged in", remedy: LOGIN };
  },

  command(config, { worktree, runFolder, prompt, sessionId }) {
    const file = requireProgram(program, config);
    refuse(mcpObstacle(config.mcpServers ?? {}));
    const { settings, files } = mcpServerSettings(config.mcpServers ?? {}, runFolder);
    const args = [
      "exec",
      "--json",
      // A worktree of a repository without a commit, or a folder that is none, is ours to judge.
      "--skip-git-repo-check",
      `--sandbox=${config.permissionMode ?? SANDBOX}`,
      ...(config.model === undefined ? [] : [`--model=${config.model}`]),
      ...[distrust(worktree), ...settings].flatMap((setting) => ["-c", setting]),
      ...(sessionId === null ? [] : ["resume", sessionId]),
      "-",
    ];
    return { file, args, env: {}, stdin: prompt, files };
  },

  takeOver(config, { sessionId, worktree }) {
    const args = ["-c", distrust(worktree), "resume", sessionId];
    return { file: requireProgram(program, config), args, env: {} };
  },

  readLine(line): AgentEvent[] {
    const fields = fieldsOfLine(line);
    if (fields !== null) return readEvent(fields);
    return line.trim() === "" ? [] : [{ type: "text", text: line }];
  },

  explainExit(exitCode, stderr) {
    if (exitCode === 2)
      return { reason: "it does not know an option that orc-tui gives it: update it", cause: "setup" };
    const said = stderr.match(/^Error: (.+)$/m)?.[1];
    return said === undefined ? null : { reason: said, cause: causeOfFailure(said) ?? "setup" };
  },
};

function refuse(obstacle: Availability): void {
  if (obstacle !== null) throw new AgentUnavailableError(obstacle.problem, obstacle.remedy);
}

/**
 * A repository's own `.codex` may name hooks and MCP servers, which run outside the sandbox. Codex reads it where the
 * user trusts the folder, and a worktree is trusted with its repository; but here is a branch that nobody has seen.
 */
function distrust(worktree: string): string {
  return `projects={${JSON.stringify(realPath(worktree))}={trust_level="untrusted"}}`;
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Is there a sign of a login, or of a service that needs none? It spares the question to the program. */
function hasLogin(config: AgentConfig): boolean {
  const env = environmentFor(config);
  if (env.CODEX_API_KEY !== undefined) return true;
  const home = env.CODEX_HOME ?? join(env.HOME ?? homedir(), ".codex");
  return existsSync(join(home, "auth.json")) || [home, "/etc/codex"].some(namesService);
}

function namesService(folder: string): boolean {
  try {
    return /^\s*(model_provider|openai_base_url|oss_provider)\s*=/m.test(
      readFileSync(join(folder, "config.toml"), "utf8"),
    );
  } catch {
    return false;
  }
}
