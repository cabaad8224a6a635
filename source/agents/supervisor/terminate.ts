import { setTimeout as delay } from "node:timers/promises";
import { listProcesses, signalGroup } from "../../processes/tree.ts";
import type { AgentProcess } from "./launch.ts";

/** How long an agent that is asked to end may take before it is ended. */
const GRACE_MS = 5_000;
const STEP_MS = 50;

/** Asks the agent's group to end and waits until it has, or its time is up. What is left then is swept. */
export async function terminate(agent: AgentProcess): Promise<void> {
  const deadline = performance.now() + GRACE_MS;
  signalGroup(agent.pid, "SIGTERM");
  while (performance.now() < deadline && isGroupAlive(agent.pid)) await delay(STEP_MS);
}

function isGroupAlive(group: number): boolean {
  return listProcesses().some((entry) => entry.group === group);
}
