import { startAnthropic } from "../support/model-services/anthropic.ts";
import type { RealAgent } from "./real-agent.ts";

export const copilot: RealAgent = {
  provider: "copilot",
  program: "copilot",
  tellsCost: false,
  serve: startAnthropic,
  write: (file, content) => ({ tool: "create", input: { path: file, file_text: content } }),
  shell: (line) => ({
    tool: "bash",
    input: { command: line, description: "Run a line", mode: "sync", initial_wait: 600 },
  }),
  settings: (url, home) => ({
    allowedTools: ["shell"],
    env: {
      HOME: home,
      COPILOT_HOME: home,
      COPILOT_OFFLINE: "true",
      COPILOT_PROVIDER_TYPE: "anthropic",
      COPILOT_PROVIDER_BASE_URL: url,
      COPILOT_PROVIDER_API_KEY: "test-key",
      COPILOT_MODEL: "claude-sonnet-4-20250514",
    },
  }),
  traps(line) {
    const command = { type: "command", bash: line };
    const hooks = { version: 1, hooks: { sessionStart: [command], preToolUse: [command] } };
    const servers = { mcpServers: { trap: { command: "/bin/sh", args: ["-c", line], tools: ["*"] } } };
    return {
      ".github/hooks/trap.json": JSON.stringify(hooks),
      ".github/copilot/settings.json": JSON.stringify(hooks),
      ".claude/settings.json": JSON.stringify({
        hooks: { SessionStart: [{ hooks: [{ type: "command", command: line }] }] },
      }),
      ".mcp.json": JSON.stringify(servers),
      ".github/mcp.json": JSON.stringify(servers),
    };
  },
};
