import type { Finished } from "../../support/command-line.ts";
import { eventually } from "../../support/eventually.ts";
import type { AgentPlan } from "./plan.ts";
import type { AgentScene } from "./scene.ts";

/** What has started the workflow. */
export interface Starter {
  readonly pid: number;
  /** Returns when it has ended: a dashboard is left once the run has an end, what was killed has ended. */
  leave(): Promise<void>;
}

const FEATURE = "Add OAuth2 login with Google";
/** Control-S, which sends a form. */
const SEND = "\u0013";

export async function start(scene: AgentScene, starter: AgentPlan["starter"]): Promise<Starter> {
  if (starter === "dashboard") return await startFromDashboard(scene);
  const goal = starter === "engine" ? ["--wait", "gate"] : [];
  const call = scene.program.start(["new", FEATURE, ...goal]);
  return { pid: call.pid, leave: async () => expectWell(await call.done) };
}

/** Killed, done, waiting for a person, or the agent failed: nothing else can come of it. */
function expectWell({ exitCode, signal, stdout, stderr }: Finished): void {
  if (signal === "SIGKILL" || [0, 1, 4].includes(exitCode ?? -1)) return;
  throw new Error(`the starter ended with ${exitCode ?? signal}: ${stdout}${stderr}`);
}

async function startFromDashboard(scene: AgentScene): Promise<Starter> {
  const terminal = scene.openDashboard();
  await terminal.waitFor("No workflows here yet");
  terminal.press("n");
  await terminal.waitFor("New workflow");
  terminal.press(FEATURE);
  await terminal.waitFor(FEATURE);
  terminal.press(SEND);
  let hasEnded = false;
  const ended = terminal.ended.then(() => {
    hasEnded = true;
  });
  const isOver = () =>
    hasEnded || scene.workflow()?.lastError != null || scene.workflow()?.state === "GATE_1";
  return {
    pid: terminal.pid,
    async leave() {
      await eventually("the dashboard has seen the end of the run", isOver);
      terminal.press("q");
      await ended;
    },
  };
}

/** What somebody does who finds the terminal without its dashboard. */
export async function watchFromDashboard(scene: AgentScene): Promise<void> {
  const terminal = scene.openDashboard();
  await terminal.waitFor("Waiting for your approval");
  terminal.press("q");
  await terminal.ended;
}
