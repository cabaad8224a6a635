import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startGemini } from "../support/model-services/gemini.ts";
import type { RealAgent } from "./real-agent.ts";

export const gemini: RealAgent = {
  provider: "gemini",
  program: "gemini",
  tellsCost: false,
  serve: startGemini,
  write: (file, content) => ({ tool: "write_file", input: { file_path: file, content } }),
  shell: (line) => ({ tool: "run_shell_command", input: { command: line, description: "Run a line" } }),
  settings(url, home) {
    mkdirSync(join(home, ".gemini"));
    const settings = {
      security: { auth: { selectedType: "gemini-api-key" } },
      privacy: { usageStatisticsEnabled: false },
    };
    writeFileSync(join(home, ".gemini/settings.json"), JSON.stringify(settings));
    return {
      allowedTools: ["run_shell_command"],
      env: { HOME: home, GEMINI_API_KEY: "test-key", GOOGLE_GEMINI_BASE_URL: url },
    };
  },
};
