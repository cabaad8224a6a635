import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { AgentConfig } from "../config.ts";
import { fieldsOfLine } from "../fields.ts";
import { CLAUDE_MARKERS, claudeEvents } from "./claude-events.ts";
import { explainClaudeExit } from "./claude-exits.ts";
import { pluginFolders } from "./plugin-folders.ts";
import {
  askProgram,
  environmentFor,
  type Program,
  programAvailability,
  programVersion,
  requireProgram,
} from "./program.ts";
import type { Provider } from "./provider.ts";

const PROGRAM: Program = {
  name: "claude",
  install:
    "Install Claude Code with: npm install -g @anthropic-ai/claude-code. Then log in with: claude auth login.",
};

/**
 * What a repository brings along must not run: its hooks, its MCP servers, its environment. Without a person, Claude
 * Code would run them unasked. This also leaves its CLAUDE.md and its skills unread.
 */
const GUARDS = ["--setting-sources=user", "--strict-mcp-config"];

const MCP_FILE = "mcp.json";

/** Any of these is a login, or the way to one. */
const LOGIN_VARIABLES = [
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_AUTH_TOKEN",
  "CLAUDE_CODE_OAUTH_TOKEN",
  "CLAUDE_CODE_USE_BEDROCK",
  "CLAUDE_CODE_USE_VERTEX",
  "CLAUDE_CODE_USE_FOUNDRY",
];

/** Claude Code, without its screen. */
export const claude: Provider = {
  name: "claude",
  title: "Claude Code",
  capabilities: { resume: true, takeOver: true, usage: true, cost: true, tools: true },
  options: [
    "model",
    "skills",
    "plugins",
    "mcpServers",
    "permissionMode",
    "allowedTools",
    "maxBudgetUsd",
    "maxTurns",
  ],
  permissionModes: ["acceptEdits", "auto", "default", "dontAsk", "plan", "bypassPermissions"],
  requiresEndEvent: true,
  markers: CLAUDE_MARKERS,
  fragments: { areRepeated: true, prefixes: ['{"type":"stream_event"'] },
  loginRemedy: "Log in with: claude auth login, or set ANTHROPIC_API_KEY in the agent's env.",

  installed: (config) => programAvailability(PROGRAM, config),

  async loggedIn(config) {
    if (hasLogin(config)) return null;
    const answer = await askProgram(PROGRAM, ["auth", "status"], config);
    // An answer that is not understood, from another version perhaps, is no reason to refuse.
    if (fieldsOfAnswer(answer?.stdout ?? "")?.loggedIn !== false) return null;
    return { problem: "Claude Code is not logged in", remedy: claude.loginRemedy };
  },

  version: (config) => programVersion(PROGRAM, config),

  command(config, context) {
    const { mcpServers = {}, maxTurns, maxBudgetUsd, model } = config;
    const hasServers = Object.keys(mcpServers).length > 0;
    const allowed = allowedTools(config);
    return {
      file: requireProgram(PROGRAM, config),
      args: [
        "--print",
        "--output-format=stream-json",
        "--verbose",
        "--include-partial-messages",
        `--permission-mode=${config.permissionMode ?? claude.permissionModes[0]}`,
        ...GUARDS,
        context.sessionId === null ? `--session-id=${context.runId}` : `--resume=${context.sessionId}`,
        ...(model === undefined ? [] : [`--model=${model}`]),
        ...(allowed.length === 0 ? [] : [`--allowedTools=${allowed.join(",")}`]),
        ...(maxTurns === undefined ? [] : [`--max-turns=${maxTurns}`]),
        ...(maxBudgetUsd === undefined ? [] : [`--max-budget-usd=${maxBudgetUsd}`]),
        ...(hasServers ? [`--mcp-config=${join(context.runFolder, MCP_FILE)}`] : []),
        ...pluginFolders(config, context.worktree).map((folder) => `--plugin-dir=${folder}`),
      ],
      env: {
        DISABLE_AUTOUPDATER: "1",
        // Some failures to start would otherwise be words on stderr alone.
        CLAUDE_CODE_STARTUP_FAILURE_RESULTS: "1",
      },
      stdin: withSkills(context.prompt, config),
      ...(hasServers ? { files: { [MCP_FILE]: JSON.stringify({ mcpServers }) } } : {}),
    };
  },

  /** With the same guards: the agent may have written hooks into its worktree. */
  takeOver(config, { sessionId }) {
    const model = config.model === undefined ? [] : [`--model=${config.model}`];
    return {
      file: requireProgram(PROGRAM, config),
      args: [...GUARDS, `--resume=${sessionId}`, ...model],
      env: {},
    };
  },

  readLine(line) {
    const fields = fieldsOfLine(line);
    if (fields !== null) return claudeEvents(fields);
    return line.trim() === "" ? [] : [{ type: "text", text: line }];
  },

  explainExit: explainClaudeExit,
};

/** A login that can be seen without starting anything. */
function hasLogin(config: AgentConfig): boolean {
  const env = environmentFor(config);
  if (LOGIN_VARIABLES.some((name) => (env[name] ?? "") !== "")) return true;
  const folder = env.CLAUDE_CONFIG_DIR ?? join(env.HOME ?? homedir(), ".claude");
  return (
    contains(join(folder, ".credentials.json"), '"claudeAiOauth"') ||
    contains(join(folder, "settings.json"), '"apiKeyHelper"')
  );
}

function contains(path: string, words: string): boolean {
  try {
    return readFileSync(path, "utf8").includes(words);
  } catch {
    return false;
  }
}

function fieldsOfAnswer(stdout: string) {
  return fieldsOfLine(stdout.slice(stdout.indexOf("{")).trim());
}

/**
 * Nobody is there to allow anything: what the settings give the agent is allowed by them, its skills and the tools of
 * its MCP servers too. Of a server whose tools are listed one by one, only those are.
 */
function allowedTools({ allowedTools = [], skills = [], mcpServers = {} }: AgentConfig): string[] {
  const servers = Object.keys(mcpServers)
    .map((name) => `mcp__${name.replace(/[^\w-]/g, "_")}`)
    .filter((prefix) => !allowedTools.some((tool) => tool.startsWith(prefix)));
  return [...allowedTools, ...skills.map((skill) => `Skill(${skill})`), ...servers];
}

/** A prompt that begins with `/skill` would be handed to that one skill as a whole; words can name several. */
function withSkills(prompt: string, { skills = [] }: AgentConfig): string {
  if (skills.length === 0) return prompt;
  const list = skills.map((skill) => `- ${skill}\n`).join("");
  return `${prompt.trimEnd()}\n\nBefore you begin, load each of these skills with the Skill tool, and work as they say:\n${list}`;
}
