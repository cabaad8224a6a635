import { isAskedAbout } from "../orchestrator/asked-about.ts";
import type { Session } from "../orchestrator/session.ts";
import { isTerminal, type Workflow } from "../workflow/state.ts";
import { type Command, type CommandCall, EXIT, type ExitCode, textFlag, UsageError } from "./command.ts";
import { eventPrinter, streamEvents } from "./event-stream.ts";
import { workflowTable } from "./listing.ts";
import { tellProgress } from "./progress.ts";
import { showActivities } from "./show-activities.ts";
import { isSettled, restsAt, waitUntil } from "./waiting.ts";

export const command: Command = {
  usage: "",
  summary:
    "run the engine without a screen: take all workflows on, until a goal or Ctrl-C; with --json one event a line",
  examples: [
    { line: "run", does: "the engine, until Ctrl-C" },
    {
      line: "run --until gate --json",
      does: "for scripts: one event a line; exit code 4 when somebody has to review",
    },
  ],
  output: ["event"],
  endings: ["done", "failed", "usage", "waiting", "interrupted"],
  maxWords: 0,
  changes: true,
  options: {
    until: { type: "string", value: "gate|done", help: "end when every workflow rests there or has failed" },
    once: { type: "boolean", help: "do what is due now, without waiting for agents" },
  },
  async run(call) {
    const goal = readGoal(call);
    const session = await call.openSession(true);
    const endTelling = call.json
      ? streamEvents(session, eventPrinter(call))
      : tellProgress(session, call.print.note);
    const endShowing = showActivities(session, call.print.live);
    try {
      const workflows = await waitUntil(session, call.signal, (all) =>
        goal !== null && all.every((workflow) => hasArrived(session, workflow, goal)) ? all : null,
      );
      show(call, session);
      return exitCodeOf(workflows);
    } finally {
      endShowing();
      endTelling();
      await session.close();
    }
  },
};

type Goal = "gate" | "done" | "once";

/** `null`: it goes on until it is interrupted. */
function readGoal(call: CommandCall): Goal | null {
  const until = textFlag(call, "until");
  if (until !== undefined && until !== "gate" && until !== "done")
    throw new UsageError(`--until takes gate or done, not ${until}`, "run");
  return call.flags.once === true ? "once" : (until ?? null);
}

/** A workflow that waits for a person's retry, or was never begun, is not waited for. */
function hasArrived(session: Session, workflow: Workflow, goal: Goal): boolean {
  if (goal === "once" && !hasLooked(session)) return false;
  if (goal === "once" || workflow.lastError !== null) return isSettled(session, workflow);
  return workflow.state === "IDLE" || restsAt(session, workflow, goal);
}

/** What is said on the issues is due as well: the engine has asked the tracker once, with whatever answer. */
function hasLooked({ status, store }: Session): boolean {
  const { engine, tracker, pullRequests } = status.getState();
  if (engine.kind !== "engine" || tracker.checkedAt !== null || tracker.problem !== null) return true;
  // An issue that is made meanwhile is asked about the next time, and that is not waited for.
  if (tracker.nextPollAt !== null) return true;
  return !Object.values(store.getState().workflows).some((each) => isAskedAbout(each, pullRequests));
}

function show(call: CommandCall, session: Session): void {
  const workflows = Object.values(session.store.getState().workflows);
  if (call.json) for (const workflow of workflows) eventPrinter(call)({ type: "workflow", workflow });
  else if (workflows.length > 0) call.print.result(workflowTable(workflows));
}

function exitCodeOf(workflows: readonly Workflow[]): ExitCode {
  if (workflows.some((workflow) => workflow.lastError !== null && !isTerminal(workflow.state)))
    return EXIT.failed;
  return workflows.some((workflow) => workflow.state === "GATE_1") ? EXIT.waiting : EXIT.done;
}
