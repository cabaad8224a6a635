import { setTimeout as delay } from "node:timers/promises";
import { isAlive, type ProcessIdentity } from "../../../source/processes/identity.ts";
import { signalGroup, signalProcess } from "../../../source/processes/tree.ts";
import { eventually } from "../../support/eventually.ts";
import type { AgentPlan } from "./plan.ts";

/**
 * Kills a process as planned, and returns when it is gone. One that has ended by itself is left alone.
 * @returns whether it had not
 */
export async function kill(
  victim: ProcessIdentity,
  { whole, stoppedMs }: Pick<AgentPlan, "whole" | "stoppedMs">,
): Promise<boolean> {
  const send = (signal: NodeJS.Signals) => {
    return isAlive(victim) && (whole ? signalGroup : signalProcess)(victim.pid, signal);
  };
  if (stoppedMs > 0) {
    send("SIGSTOP");
    await delay(stoppedMs);
  }
  const isStruck = send("SIGKILL");
  await eventually("the killed process is gone", () => !isAlive(victim));
  return isStruck;
}
