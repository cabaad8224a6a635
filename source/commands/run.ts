import type { Session } from "../orchestrator/session.ts";
import { isSettled } from "../workflow/effects.ts";
import { isTerminal, type Workflow } from "../workflow/state.ts";
import { type Command, type CommandCall, EXIT, type ExitCode, textFlag, UsageError } from "./command.ts";
import { workflowTable } from "./listing.ts";
import { tellProgress } from "./progress.ts";
import { goesOn, restsAt, waitUntil } from "./waiting.ts";

export const command: Command = {
  usage: "[--until gate|done] [--once]",
  summary: "run the engine without a screen: take all workflows on, until a goal or Ctrl-C",
  maxWords: 0,
  changes: true,
  options: { until: { type: "string" }, once: { type: "boolean" } },
  async run(call) {
    const isThere = readGoal(call);
    const session = await call.openSession(true);
    const endTelling = tellProgress(session, call.print.note);
    try {
      const workflows = await waitUntil(session, call.signal, (all) => (isThere(all) ? all : null));
      show(call, session);
      return exitCodeOf(workflows);
    } finally {
      endTelling();
      await session.close();
    }
  },
};

function readGoal(call: CommandCall): (workflows: readonly Workflow[]) => boolean {
  const until = textFlag(call, "until");
  if (until !== undefined && until !== "gate" && until !== "done")
    throw new UsageError(`--until takes gate or done, not ${until}`, "run");
  if (call.flags.once === true)
    return (workflows) => workflows.every((workflow) => isSettled(workflow, new Date().toISOString()));
  if (until === undefined) return () => false;
  return (workflows) =>
    workflows.every((workflow) => isAtRest(workflow, until)) && isWorthStopping(workflows, until);
}

/** A workflow that waits for a person's retry, or was never begun, is not waited for. */
function isAtRest(workflow: Workflow, goal: "gate" | "done"): boolean {
  if (workflow.state === "IDLE") return true;
  return workflow.lastError !== null ? !goesOn(workflow) : restsAt(workflow, goal);
}

function isWorthStopping(workflows: readonly Workflow[], goal: "gate" | "done"): boolean {
  return goal === "gate" || workflows.every((workflow) => workflow.state !== "GATE_1");
}

function show({ json, print }: CommandCall, session: Session): void {
  const workflows = Object.values(session.store.getState().workflows);
  if (json) print.json(workflows);
  else if (workflows.length > 0) print.result(workflowTable(workflows));
}

function exitCodeOf(workflows: readonly Workflow[]): ExitCode {
  if (workflows.some((workflow) => workflow.lastError !== null && !isTerminal(workflow.state)))
    return EXIT.failed;
  return workflows.some((workflow) => workflow.state === "GATE_1") ? EXIT.waiting : EXIT.done;
}
