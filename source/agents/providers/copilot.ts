import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { AgentConfig } from "../config.ts";
import { AgentUnavailableError } from "../errors.ts";
import type { AgentEvent } from "../events.ts";
import { fieldsOfLine } from "../fields.ts";
import { COPILOT_MARKERS, copilotEvents } from "./copilot-events.ts";
import { ownConfiguration } from "./copilot-workspace.ts";
import { pluginFolders } from "./plugin-folders.ts";
import {
  environmentFor,
  isOfPackage,
  type Program,
  programAvailability,
  programVersion,
  requireProgram,
} from "./program.ts";
import type { ExitExplanation, Provider } from "./provider.ts";

const PROGRAM: Program = {
  name: "copilot",
  install:
    "Install the GitHub Copilot CLI with: npm install -g @github/copilot. Then log in with: copilot login.",
};

/** The tokens that act on GitHub are kept from agents, and so is the login of gh, which Copilot would also take. */
const LOGIN =
  "Log in with: copilot login, or set COPILOT_GITHUB_TOKEN to a fine-grained token that may do nothing but Copilot Requests. Agents get neither GH_TOKEN and GITHUB_TOKEN nor the login of gh.";

const MCP_FILE = "mcp.json";

/** Nobody is there to be asked, and what it can do on GitHub in its user's name is not the agent's to do. */
const GUARDS = ["--no-ask-user", "--disable-builtin-mcps", "--disallow-temp-dir"];

/** Nobody decides for it that it may do everything, which would also trust the folder. */
const UNTRUSTING = { COPILOT_ALLOW_ALL: "false" };

/** GitHub's Copilot CLI, without its screen. Its permission modes are called as its options are. */
export const copilot: Provider = {
  name: "copilot",
  title: "GitHub Copilot CLI",
  capabilities: { resume: true, takeOver: true, usage: false, cost: false, tools: true },
  options: ["model", "plugins", "mcpServers", "permissionMode", "allowedTools"],
  permissionModes: ["write", "allow-all-tools", "allow-all"],
  requiresEndEvent: true,
  markers: COPILOT_MARKERS,
  fragments: { areRepeated: true, prefixes: ['{"type":"assistant.message_delta"'] },
  loginRemedy: LOGIN,

  installed: (config) => programAvailability(PROGRAM, config),

  /** There is no question that the program would answer without asking the service. */
  async loggedIn(config) {
    if (hasLogin(config) || !isOfPackage(PROGRAM, "@github/copilot", config)) return null;
    return { problem: "The GitHub Copilot CLI is not logged in", remedy: LOGIN };
  },

  version: (config) => programVersion(PROGRAM, config),

  command(config, context) {
    const file = requireProgram(PROGRAM, config);
    refuseConfiguration(config, context.worktree);
    const { mcpServers = {}, model } = config;
    const hasServers = Object.keys(mcpServers).length > 0;
    return {
      file,
      args: [
        "--output-format=json",
        "--no-color",
        "--no-auto-update",
        ...GUARDS,
        ...permissions(config),
        // A session that is not there must not begin anew without a word.
        context.sessionId === null ? `--session-id=${context.runId}` : `--resume=${context.sessionId}`,
        ...(model === undefined ? [] : [`--model=${model}`]),
        ...(hasServers ? [`--additional-mcp-config=@${join(context.runFolder, MCP_FILE)}`] : []),
        ...pluginFolders(config, context.worktree).map((folder) => `--plugin-dir=${folder}`),
      ],
      env: UNTRUSTING,
      stdin: context.prompt,
      ...(hasServers ? { files: { [MCP_FILE]: JSON.stringify({ mcpServers }) } } : {}),
    };
  },

  takeOver(config, { sessionId, worktree }) {
    refuseConfiguration(config, worktree);
    const model = config.model === undefined ? [] : [`--model=${config.model}`];
    return {
      file: requireProgram(PROGRAM, config),
      args: ["--disable-builtin-mcps", `--resume=${sessionId}`, ...model],
      env: UNTRUSTING,
    };
  },

  readLine(line): AgentEvent[] {
    const fields = fieldsOfLine(line);
    if (fields !== null) return copilotEvents(fields);
    return line.trim() === "" ? [] : [{ type: "text", text: line }];
  },

  explainExit(_exitCode, stderr): ExitExplanation | null {
    if (/no authentication information/i.test(stderr))
      return { reason: "it is not logged in", cause: "login" };
    if (/^Error: No session.* matched/m.test(stderr))
      return { reason: "its session was not found", cause: "session" };
    return /^error: unexpected argument/m.test(stderr)
      ? { reason: "it does not know an option that orc-tui gives it: update it", cause: "setup" }
      : null;
  },
};

/** Whoever gave the agent an MCP server wants it used; what a mode of its own allows needs no list. */
function permissions({
  permissionMode = "write",
  allowedTools = [],
  mcpServers = {},
}: AgentConfig): string[] {
  const mode = permissionMode === "write" ? "--allow-tool=write" : `--${permissionMode}`;
  return [mode, ...[...Object.keys(mcpServers), ...allowedTools].map((tool) => `--allow-tool=${tool}`)];
}

function refuseConfiguration(config: AgentConfig, worktree: string): void {
  const obeyed = ownConfiguration(worktree, homeOf(config));
  if (obeyed.length === 0) return;
  throw new AgentUnavailableError(
    `The Copilot CLI trusts this folder, and would follow what the branch says in ${obeyed.join(", ")}`,
    "Remove it from the branch, or the folder from trustedFolders in Copilot's config.json, or choose an agent of another provider.",
  );
}

function hasLogin(config: AgentConfig): boolean {
  const env = environmentFor(config);
  const isSet = ["COPILOT_GITHUB_TOKEN", "COPILOT_PROVIDER_BASE_URL"].some(
    (name) => (env[name] ?? "") !== "",
  );
  return isSet || namesUser(join(homeOf(config), "config.json"));
}

/** The account itself lies in the system's keychain, or beside its name. */
function namesUser(path: string): boolean {
  try {
    return /"logged_?in_?users"\s*:\s*[[{]\s*[^\s\]}]/i.test(readFileSync(path, "utf8"));
  } catch {
    return false;
  }
}

function homeOf(config: AgentConfig): string {
  const env = environmentFor(config);
  return env.COPILOT_HOME ?? join(env.HOME ?? homedir(), ".copilot");
}
