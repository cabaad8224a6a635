import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { AgentConfig } from "../config.ts";
import { AgentUnavailableError } from "../errors.ts";
import type { AgentEvent } from "../events.ts";
import { fieldsOfLine } from "../fields.ts";
import { OPENCODE_MARKERS, opencodeEvents } from "./opencode-events.ts";
import { AGENT_NAME, opencodeEnvironment, settingsObstacle } from "./opencode-settings.ts";
import { ownPlugins } from "./opencode-workspace.ts";
import {
  askProgram,
  environmentFor,
  type Program,
  programAvailability,
  programVersion,
  requireProgram,
} from "./program.ts";
import type { ExitExplanation, Provider } from "./provider.ts";

const PROGRAM: Program = {
  name: "opencode",
  install: "Install opencode with: npm install -g opencode-ai. Then log in with: opencode auth login.",
};

/**
 * opencode, without its screen. In the mode "edit" it reads, and edits in its worktree; in the mode "auto", its own
 * word for it, it does whatever its configuration does not deny.
 */
export const opencode: Provider = {
  name: "opencode",
  title: "opencode",
  capabilities: { resume: true, takeOver: true, usage: true, cost: true, tools: true },
  options: ["model", "mcpServers", "permissionMode", "allowedTools"],
  permissionModes: ["edit", "auto"],
  requiresEndEvent: true,
  markers: OPENCODE_MARKERS,
  fragments: {},
  loginRemedy: "Log in with: opencode auth login, or set the key of the model's provider.",

  installed: (config) => programAvailability(PROGRAM, config) ?? settingsObstacle(config),

  /** Some models need no login, and without a model opencode chooses one that it can use. */
  async loggedIn(config) {
    const provider = config.model?.split("/")[0];
    if (provider === undefined || isKnown(provider, config)) return null;
    const answer = await askProgram(PROGRAM, ["models", provider], config);
    if (answer === null || !/provider not found/i.test(answer.stdout + answer.stderr)) return null;
    return {
      problem: `opencode has no login for the provider "${provider}" of the agent's model`,
      remedy: `${opencode.loginRemedy} \`opencode models\` lists the models that it can use.`,
    };
  },

  version: (config) => programVersion(PROGRAM, config),

  command(config, { worktree, runId, prompt, sessionId }) {
    const file = requireProgram(PROGRAM, config);
    const obstacle = settingsObstacle(config);
    if (obstacle !== null) throw new AgentUnavailableError(obstacle.problem, obstacle.remedy);
    refusePlugins(worktree);
    return {
      file,
      args: [
        "run",
        "--format=json",
        // Without it, it would work where PWD says that it is, which may be the folder that orc-tui was started in.
        `--dir=${worktree}`,
        // It would ask the model for one.
        `--title=orc-tui ${runId}`,
        config.permissionMode === "auto" ? "--auto" : `--agent=${AGENT_NAME}`,
        ...(config.model === undefined ? [] : [`--model=${config.model}`]),
        ...(sessionId === null ? [] : [`--session=${sessionId}`]),
      ],
      env: opencodeEnvironment(config),
      stdin: prompt,
    };
  },

  takeOver(config, { sessionId, worktree }) {
    refusePlugins(worktree);
    const model = config.model === undefined ? [] : [`--model=${config.model}`];
    return {
      file: requireProgram(PROGRAM, config),
      args: [worktree, `--session=${sessionId}`, ...model],
      env: { OPENCODE_DISABLE_PROJECT_CONFIG: "1" },
    };
  },

  readLine(line): AgentEvent[] {
    const fields = fieldsOfLine(line);
    if (fields !== null) return opencodeEvents(fields);
    return line.trim() === "" ? [] : [{ type: "text", text: line }];
  },

  explainExit(_exitCode, stderr): ExitExplanation | null {
    if (/^Error: Session not found/m.test(stderr))
      return { reason: "its session was not found", cause: "session" };
    // For an option that it does not know it shows how it is used.
    return /^ +--format /m.test(stderr)
      ? { reason: "it does not know an option that orc-tui gives it: update it", cause: "setup" }
      : null;
  },
};

function refusePlugins(worktree: string): void {
  const plugins = ownPlugins(worktree);
  if (plugins.length === 0) return;
  throw new AgentUnavailableError(
    `opencode would run what this branch brings along as its plugins: ${plugins.join(", ")}`,
    "Remove them from the branch, or choose an agent of another provider.",
  );
}

/** A login that can be seen without starting anything. */
function isKnown(provider: string, config: AgentConfig): boolean {
  const env = environmentFor(config);
  const data = env.XDG_DATA_HOME ?? join(env.HOME ?? homedir(), ".local/share");
  try {
    return readFileSync(join(data, "opencode/auth.json"), "utf8").includes(`"${provider}"`);
  } catch {
    return false;
  }
}
