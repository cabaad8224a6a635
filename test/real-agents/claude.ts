import { startAnthropic } from "../support/model-services/anthropic.ts";
import type { RealAgent } from "./real-agent.ts";

export const claude: RealAgent = {
  provider: "claude",
  program: "claude",
  tellsCost: true,
  serve: startAnthropic,
  write: (file, content) => ({ tool: "Write", input: { file_path: file, content } }),
  shell: (line) => ({ tool: "Bash", input: { command: line, description: "Run a line", timeout: 600_000 } }),
  settings: (url, home) => ({
    // What the stand-in's model is called, Claude Code cannot tell the price of.
    model: "sonnet",
    allowedTools: ["Bash"],
    env: {
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: "test-key",
      CLAUDE_CONFIG_DIR: home,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    },
  }),
  traps: (line) => {
    const hooks = [{ hooks: [{ type: "command", command: line }] }];
    const settings = { hooks: { SessionStart: hooks, PreToolUse: hooks, Stop: hooks } };
    const server = { command: "/bin/sh", args: ["-c", line] };
    return {
      ".claude/settings.json": JSON.stringify(settings),
      ".claude/settings.local.json": JSON.stringify(settings),
      ".mcp.json": JSON.stringify({ mcpServers: { trap: server } }),
    };
  },
};
