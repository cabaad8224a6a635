import { PROGRAM } from "../../support/command-line.ts";
import { type CrashRun, resultOf } from "../crash-run.ts";
import { randomFrom } from "../random.ts";
import { problemsAtGate } from "./findings.ts";
import { type AgentPlan, agentPlan, describeAgentPlan } from "./plan.ts";
import { playAgentRun } from "./play.ts";
import { createAgentScene } from "./scene.ts";

/** Workflows whose first agent run is struck; the same for the same seed. */
export function planAgentRuns(options: { seed: number; count: number; program?: string }): CrashRun[] {
  const { seed, count, program = PROGRAM } = options;
  return Array.from({ length: count }, (_, index) => {
    // A seed of its own for every run, so that one run can be repeated without the others.
    const plan = agentPlan(index, randomFrom(seed + index));
    return { number: index + 1, title: describeAgentPlan(plan), crash: () => crash(plan, program) };
  });
}

async function crash(plan: AgentPlan, program: string) {
  const scene = await createAgentScene(plan, program);
  return await resultOf(scene, async () => {
    try {
      const moment = await playAgentRun(scene, plan);
      return {
        problems: await problemsAtGate(scene, plan, moment),
        figures: { [`${plan.victim} killed`]: Number(moment.isStruck) },
      };
    } finally {
      await scene.closeTerminals();
    }
  });
}
