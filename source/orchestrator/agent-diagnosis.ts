import type { AgentRunner } from "../agents/runner.ts";
import { chooseAgent } from "../settings/agent-choice.ts";
import type { Settings } from "../settings/settings.ts";
import type { Finding } from "./session.ts";

/**
 * Looks whether the agents of the settings can be started, and what keeps them in their worktrees. Built-in agents
 * that nobody has chosen are left out.
 * @param container the container that all of this runs in, in words; `null` where there is none
 */
export async function diagnoseAgents(
  settings: Settings,
  runner: AgentRunner,
  container: string | null,
): Promise<Finding[]> {
  const { agents, defaultAgent } = settings.values;
  const names = Object.keys(agents).filter(
    (name) => name === defaultAgent || settings.agentOrigins[name] !== "default",
  );
  const each = await Promise.all(names.map((name) => diagnoseAgent(name, settings, runner)));
  return [...each, ...names.map((name) => confinementOf(name, settings, runner, container)).filter(isFound)];
}

async function diagnoseAgent(name: string, settings: Settings, runner: AgentRunner): Promise<Finding> {
  const { config } = chooseAgent(settings, name);
  const what = `Agent ${name} (${config.provider})`;
  const obstacle = await runner.isAvailable(config);
  if (obstacle !== null) {
    const verdict = name === settings.values.defaultAgent ? "problem" : "warning";
    return { what, verdict, message: obstacle.problem, remedy: obstacle.remedy };
  }
  const version = await runner.version(config);
  return { what, verdict: "ok", message: version ?? "can be started", remedy: "" };
}

/** A provider nobody knows has been told of already. */
function confinementOf(
  name: string,
  settings: Settings,
  runner: AgentRunner,
  container: string | null,
): Finding | null {
  const { config } = chooseAgent(settings, name);
  if (runner.isInstalled(config) !== null) return null;
  const what = `Sandbox of ${name}`;
  const own = runner.confinement(config);
  const walls = [own, container === null ? null : `all of orc-tui runs in ${container}`].filter(
    (wall) => wall !== null,
  );
  if (walls.length > 0) return { what, verdict: "ok", message: walls.join("; "), remedy: "" };
  return {
    what,
    verdict: "warning",
    message: "none: it can do what you can do, outside its worktree too",
    remedy:
      "Run orc-tui in a container, or use an agent with a sandbox of its own, where you do not trust it.",
  };
}

function isFound(finding: Finding | null): finding is Finding {
  return finding !== null;
}
