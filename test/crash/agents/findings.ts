import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runFolder } from "../../../source/agents/run-folder.ts";
import { readSpec } from "../../../source/agents/run-spec.ts";
import { carriersOf } from "../../../source/processes/tree.ts";
import type { Run } from "../../../source/workflow/state.ts";
import { remainingProcesses } from "../differences.ts";
import { outputProblems } from "./output.ts";
import type { AgentPlan } from "./plan.ts";
import { type Moment, readOutput, runPath } from "./play.ts";
import type { AgentScene } from "./scene.ts";

/** What is wrong with a workflow at its gate whose first run was struck as planned; empty when all is well. */
export async function problemsAtGate(scene: AgentScene, plan: AgentPlan, moment: Moment): Promise<string[]> {
  const workflow = scene.workflow();
  if (workflow === null) return ["there is no workflow"];
  const { state, lastError, runs } = workflow;
  return [
    ...(state === "GATE_1" && lastError === null ? [] : [`it is in ${state}: ${JSON.stringify(lastError)}`]),
    ...verdictProblems(runs, plan, moment),
    ...runs.flatMap((run) => runProblems(scene, run, moment)),
    ...folderProblems(scene, runs),
    ...(await remainingProcesses(scene.root)).map((left) => `this process is left: ${left}`),
  ];
}

const WELL = ["succeeded"];
const LOST = ["lost: Its supervisor was killed, or the machine restarted, before the agent ended.", ...WELL];
const KILLED = ["failed: The agent was ended by SIGKILL", ...WELL];

/** Every end that is right. That the agent was through says not whether it had exited, so two are right then. */
function rightVerdicts({ victim }: AgentPlan, { isEnded, isThrough }: Moment): string[][] {
  switch (victim) {
    case "starter":
      return [WELL];
    case "supervisor":
      return [isEnded ? WELL : LOST];
    case "agent":
      return isThrough ? [WELL, KILLED] : [KILLED];
  }
}

function verdictProblems(runs: readonly Run[], plan: AgentPlan, moment: Moment): string[] {
  const is = runs
    .map(({ outcome, reason }) => (reason === null ? outcome : `${outcome}: ${reason}`))
    .join(", ");
  const right = rightVerdicts(plan, moment).map((verdicts) => verdicts.join(", "));
  return right.includes(is) ? [] : [`the runs ended with ${is}, not with ${right.join(" or ")}`];
}

function runProblems(scene: AgentScene, { number, outcome }: Run, moment: Moment): string[] {
  const folder = runFolder(runPath(scene, number));
  const starts = scene.ledger.starts(number);
  const runId = readSpec(folder)?.runId ?? "";
  const isLost = outcome === "lost";
  const streams = [
    { name: "output", is: readOutput(folder.output), said: scene.ledger.said(number, "stdout") },
    { name: "stderr", is: readOutput(folder.stderr), said: scene.ledger.said(number, "stderr") },
  ];
  return [
    ...streams.flatMap(({ name, is, said }) => outputProblems(is, said).map((what) => `${name}: ${what}`)),
    // A supervisor may be killed before it starts the agent.
    ...(starts === 1 || (isLost && starts === 0) ? [] : [`the agent was started ${starts} times`]),
    ...(number !== 1 || streams[0]?.is.startsWith(moment.output) ? [] : ["output that was on disk is gone"]),
    ...carriersOf({ ORC_RUN_ID: runId }).map(({ pid }) => `process ${pid} is left`),
  ].map((what) => `run ${number}, ${what}`);
}

function folderProblems({ plans }: AgentScene, runs: readonly Run[]): string[] {
  const names = readdirSync(join(plans, "1/runs")).filter((name) => /^\d+$/.test(name));
  const folders = names.sort().join(", ");
  const numbers = runs.map(({ number }) => number).join(", ");
  return folders === numbers ? [] : [`there are folders of the runs ${folders}, not of ${numbers}`];
}
