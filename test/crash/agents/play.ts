import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readClaim, supervisorOf } from "../../../source/agents/run-claim.ts";
import { type RunFolder, runFolder } from "../../../source/agents/run-folder.ts";
import { readSpec } from "../../../source/agents/run-spec.ts";
import { readStatus } from "../../../source/agents/run-status.ts";
import { identify, type ProcessIdentity } from "../../../source/processes/identity.ts";
import { carriersOf } from "../../../source/processes/tree.ts";
import { eventually } from "../../support/eventually.ts";
import { kill } from "./kill.ts";
import type { AgentPlan } from "./plan.ts";
import type { AgentScene } from "./scene.ts";
import { start, watchFromDashboard } from "./starter.ts";

/** How things stood when the victim was dead. */
export interface Moment {
  /** It had not ended by itself before. */
  readonly isStruck: boolean;
  /** The supervisor had written its last word on the run. */
  readonly isEnded: boolean;
  /** The agent had nothing more to do. */
  readonly isThrough: boolean;
  /** What was on disk of the output. */
  readonly output: string;
}

/** Starts a workflow, kills the victim, and takes the workflow to its gate as a person would. */
export async function playAgentRun(scene: AgentScene, plan: AgentPlan): Promise<Moment> {
  const starter = await start(scene, plan.starter);
  const first = runFolder(runPath(scene, 1));
  const victim = await eventually(`there is a ${plan.victim}`, () => victimOf(plan, first, starter.pid));
  await delay(plan.afterMs);
  const isStruck = await kill(victim, plan);
  const moment = { isStruck, ...momentOf(scene, first) };
  await starter.leave();
  if (plan.starter === "dashboard" && plan.victim === "starter") await watchFromDashboard(scene);
  await takeToGate(scene);
  return moment;
}

export function runPath({ plans }: Pick<AgentScene, "plans">, run: number): string {
  return join(plans, "1/runs", String(run));
}

/** The process that is to be killed, from the moment on when it has to do with the run. */
function victimOf({ victim }: AgentPlan, run: RunFolder, starter: number): ProcessIdentity | null {
  switch (victim) {
    case "starter":
      return readSpec(run) === null ? null : identify(starter);
    case "supervisor":
      return supervisorOf(run);
    case "agent":
      return readClaim(run) === null ? null : (readStatus(run)?.agent ?? null);
  }
}

function momentOf({ ledger }: AgentScene, run: RunFolder): Omit<Moment, "isStruck"> {
  return {
    isEnded: readStatus(run)?.phase === "ended",
    isThrough: ledger.isThrough(1),
    output: readOutput(run.output),
  };
}

/** What is on disk of what an agent has said; nothing where it was never started. */
export function readOutput(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Whatever befalls the first run, the second goes undisturbed. */
async function takeToGate(scene: AgentScene): Promise<void> {
  if (await isTakenToGate(scene)) return;
  expectNothingOf(scene, 1);
  const { exitCode, stdout, stderr } = await scene.program.run(["retry", "1"]);
  if (exitCode !== 0) throw new Error(`the retry ended with ${exitCode}: ${stdout}${stderr}`);
  if (!(await isTakenToGate(scene))) throw new Error("the gate is not reached by a retry");
}

const AT_GATE = 4;
const FAILED = 1;

/** Runs the engine until the workflow is at its gate, or its run has failed. */
async function isTakenToGate(scene: AgentScene): Promise<boolean> {
  const { exitCode, stdout, stderr } = await scene.program.run(["run", "--until", "gate"]);
  if (exitCode === AT_GATE || exitCode === FAILED) return exitCode === AT_GATE;
  throw new Error(`orc-tui run ended with ${exitCode}: ${stdout}${stderr}`);
}

/** Before a run may be tried again, nothing of it goes on. */
function expectNothingOf(scene: AgentScene, run: number): void {
  const path = runPath(scene, run);
  const runId = readSpec(runFolder(path))?.runId ?? "";
  const left = carriersOf({ ORC_RUN_ID: runId, ORC_RUN_DIR: path });
  if (left.length > 0) throw new Error(`run ${run} goes on: ${left.map(({ pid }) => pid).join(", ")}`);
}
