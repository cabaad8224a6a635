import type { NewWorkflow, Session } from "../orchestrator/session.ts";
import { titleOf } from "../workflow/names.ts";
import type { Workflow } from "../workflow/state.ts";
import { type Command, type CommandCall, EXIT, type ExitCode, textFlag, UsageError } from "./command.ts";
import { workflowLine } from "./listing.ts";
import { tellProgress } from "./progress.ts";
import { showActivities } from "./show-activities.ts";
import { goesOn, isStartDelayed, restsAt, settle, waitUntil } from "./waiting.ts";

export const command: Command = {
  usage: '["<description>"]',
  summary: "start a workflow from a sentence, or from an existing issue",
  examples: [
    { line: 'new "Add login with Google" --wait gate', does: "from a sentence to the gate" },
    { line: "new --issue 12 --agent demo", does: "from an issue, with the demo agent" },
  ],
  output: ["workflow"],
  endings: ["done", "failed", "usage", "waiting", "interrupted"],
  maxWords: 1,
  changes: true,
  options: {
    issue: { type: "string", value: "<number>", help: "take on this issue instead of creating one" },
    slug: { type: "string", value: "<name>", help: "the feature's name in branch and folder" },
    label: { type: "string", value: "<label>", multiple: true, help: "a label for the issue" },
    agent: { type: "string", value: "<name>", help: "the agent from the settings that writes" },
    wait: { type: "string", value: "gate|done", help: "wait until it is there or has failed" },
  },
  async run(call) {
    const wanted = readWanted(call);
    const goal = readGoal(call);
    const session = await call.openSession(true);
    const endTelling = tellProgress(session, call.print.note);
    const endShowing = showActivities(session, call.print.live);
    try {
      const { id } = await session.intents.create(wanted);
      const there = await waitUntil(session, call.signal, (workflows) => {
        const workflow = workflows.find((each) => each.id === id);
        return workflow !== undefined && hasArrived(session, workflow, goal) ? workflow : null;
      });
      const workflow = (await settle(session, id, call.signal)) ?? there;
      show(call, workflow);
      return exitCodeOf(workflow, goal);
    } finally {
      endShowing();
      endTelling();
      await session.close();
    }
  },
};

type Goal = "gate" | "done" | null;

function readWanted(call: CommandCall): NewWorkflow {
  const [description] = call.words;
  const issue = textFlag(call, "issue");
  if (description === undefined && issue === undefined)
    throw new UsageError("a description is missing: a sentence, or --issue for one that exists", "new");
  if (description !== undefined && titleOf(description) === "")
    throw new UsageError("the description is empty", "new");
  if (issue !== undefined && !/^[1-9]\d{0,15}$/.test(issue))
    throw new UsageError(`--issue takes a number, not ${issue}`, "new");
  const labels = call.flags.label;
  return {
    description,
    slug: textFlag(call, "slug"),
    agent: textFlag(call, "agent"),
    labels: Array.isArray(labels) ? labels.map(String) : [],
    issue: issue === undefined ? undefined : Number(issue),
  };
}

function readGoal(call: CommandCall): Goal {
  const wait = textFlag(call, "wait");
  if (wait === undefined || wait === "gate" || wait === "done") return wait ?? null;
  throw new UsageError(`--wait takes gate or done, not ${wait}`, "new");
}

/** Without a goal it is enough that the agent has been started, or has to wait for its place: it goes on by itself. */
function hasArrived(session: Session, workflow: Workflow, goal: Goal): boolean {
  if (workflow.lastError !== null) return true;
  if (goal !== null) return restsAt(session, workflow, goal);
  if (!goesOn(workflow) || isStartDelayed(session, workflow)) return true;
  return workflow.runs.at(-1)?.launchedAt != null;
}

function show(call: CommandCall, workflow: Workflow): void {
  if (call.json) call.print.json(workflow);
  else call.print.result(workflowLine(workflow));
  if (workflow.lastError !== null) call.print.note(workflow.lastError.remedy);
  else if (workflow.runWanted)
    call.print.note("`orc-tui run` or the dashboard starts its agent and takes it to the gate.");
  else if (goesOn(workflow))
    call.print.note("The agent works on by itself; `orc-tui run` or the dashboard takes it to the gate.");
}

function exitCodeOf(workflow: Workflow, goal: Goal): ExitCode {
  if (workflow.lastError !== null || workflow.state === "CANCELLED") return EXIT.failed;
  return goal !== null && workflow.state === "GATE_1" ? EXIT.waiting : EXIT.done;
}
