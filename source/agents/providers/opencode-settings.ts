import type { AgentConfig } from "../config.ts";
import { AgentUnavailableError } from "../errors.ts";
import { type Fields, fieldsOf, text, textMap, texts } from "../fields.ts";
import { environmentFor } from "./program.ts";
import type { Availability } from "./provider.ts";

/** The name under which opencode knows the agent that has our permissions. */
export const AGENT_NAME = "orc-tui";

const CONTENT = "OPENCODE_CONFIG_CONTENT";
const PERMISSION = "OPENCODE_PERMISSION";

/**
 * The variables by which opencode is told what holds for this run. They are read after the user's own files, none of
 * which is touched.
 */
export function opencodeEnvironment(config: AgentConfig): Record<string, string> {
  const permission = permissions(config);
  const { agent, mcp, ...inherited } = inheritedContent(config);
  const content = {
    ...inherited,
    autoupdate: false,
    share: "disabled",
    mcp: { ...fieldsOf(mcp), ...servers(config) },
    agent: { ...fieldsOf(agent), ...ourAgent(permission) },
  };
  return {
    OPENCODE_DISABLE_PROJECT_CONFIG: "1",
    [CONTENT]: JSON.stringify(content),
    // Its sub-agents have permissions of their own; these hold for them as well.
    ...(permission === null ? {} : { [PERMISSION]: JSON.stringify(permission) }),
  };
}

/** The settings' own variables would win over ours, and permissions and MCP servers would be lost with these. */
export function settingsObstacle({ env = {} }: AgentConfig): Availability {
  const taken = [CONTENT, PERMISSION].find((name) => env[name] !== undefined);
  if (taken === undefined) return null;
  return {
    problem: `The agent's env sets ${taken}, by which orc-tui gives opencode its permissions`,
    remedy: "Put it into opencode's own configuration (~/.config/opencode/opencode.json) instead.",
  };
}

type Permissions = Readonly<Record<string, unknown>>;

/** What it may do without asking; `null` where that is left to its own configuration. */
function permissions(config: AgentConfig): Permissions | null {
  if (config.permissionMode === "auto") return null;
  const serversTools = Object.keys(config.mcpServers ?? {}).map((name) => [`${toolName(name)}_*`, "allow"]);
  return {
    "*": "deny",
    read: "allow",
    list: "allow",
    glob: "allow",
    grep: "allow",
    skill: "allow",
    task: "allow",
    todoread: "allow",
    todowrite: "allow",
    edit: EDITS,
    ...Object.fromEntries(serversTools),
    ...allowed(config.allowedTools ?? []),
  };
}

/** All but what would run at its next start. The last rule that matches counts. */
const EDITS = { "*": "allow", ".opencode/*": "deny", "opencode.json*": "deny" };

/** `bash` allows a tool, `bash(git *)` those of its uses that match. */
function allowed(tools: readonly string[]): Record<string, unknown> {
  const rules: Record<string, unknown> = {};
  for (const tool of tools) {
    const [, name = tool, pattern] = /^([^()]+)\((.*)\)$/s.exec(tool) ?? [];
    rules[name] =
      pattern === undefined ? "allow" : { "*": "deny", ...fieldsOf(rules[name]), [pattern]: "allow" };
  }
  return rules;
}

function ourAgent(permission: Permissions | null): Record<string, unknown> {
  if (permission === null) return {};
  return { [AGENT_NAME]: { mode: "primary", description: "Works on an issue, unattended", permission } };
}

function servers({ mcpServers = {} }: AgentConfig): Record<string, unknown> {
  return Object.fromEntries(Object.entries(mcpServers).map(([name, server]) => [name, serverOf(server)]));
}

/** The form that other agents use too, in opencode's words; what is in these already stays as it is. */
function serverOf(server: unknown): unknown {
  const fields = fieldsOf(server) ?? {};
  const { command, url } = fields;
  if (typeof command === "string")
    return { type: "local", command: [command, ...texts(fields.args)], environment: textMap(fields.env) };
  return typeof url === "string" ? { type: "remote", url, headers: textMap(fields.headers) } : server;
}

function toolName(server: string): string {
  return server.replace(/[^\w-]/g, "_");
}

function inheritedContent(config: AgentConfig): Fields {
  const content = text(environmentFor(config)[CONTENT]);
  if (content === null) return {};
  try {
    const fields = fieldsOf(JSON.parse(content));
    if (fields !== null) return fields;
  } catch {
    // Told of below, as any other content that nothing can be added to.
  }
  throw new AgentUnavailableError(
    `${CONTENT} is not a JSON object, so nothing can be added to it`,
    "Mend it, or unset it before you start orc-tui.",
  );
}
