import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startOpenAi } from "../support/model-services/openai.ts";
import type { Step } from "../support/model-services/plan.ts";
import type { RealAgent } from "./real-agent.ts";

export const codex: RealAgent = {
  provider: "codex",
  program: "codex",
  tellsCost: false,
  serve: startOpenAi,
  write: (file, content) =>
    shell(`mkdir -p '${dirname(file)}' && printf %s '${content}' > '${file}' && ls '${file}'`),
  shell,
  settings(url, home) {
    writeFileSync(join(home, "config.toml"), configuration(url, home));
    return { env: { CODEX_HOME: home, HOME: home } };
  },
  traps: (line) => ({
    ".codex/config.toml": `[mcp_servers.trap]\ncommand = "/bin/sh"\nargs = ["-c", ${JSON.stringify(line)}]\n`,
    ".codex/hooks.json": JSON.stringify({
      hooks: { SessionStart: [{ hooks: [{ type: "command", command: line }] }] },
    }),
  }),
};

function shell(line: string): Step {
  return { tool: "exec_command", input: { cmd: line } };
}

/** Its user trusts the repository, which lies beside the home. */
function configuration(url: string, home: string): string {
  return `
model = "stand-in"
model_provider = "stand-in"

[model_providers.stand-in]
name = "A stand-in"
base_url = "${url}/v1"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1

[projects."${join(home, "../project")}"]
trust_level = "trusted"
`;
}
