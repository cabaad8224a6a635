import { findWorkflow } from "../store/workflow-store.ts";
import { screenLine, screenText } from "../text/screen.ts";
import { PHASE_1_STEPS, type Workflow } from "../workflow/state.ts";
import { type Command, EXIT } from "./command.ts";
import { workflowLine } from "./listing.ts";
import { transitionLine } from "./progress.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "show one workflow: state, steps, runs, decisions, history",
  examples: [{ line: "status 12", does: "state, steps, runs, decisions, history" }],
  output: ["workflow"],
  maxWords: 1,
  changes: false,
  async run({ openSession, print, json, words }) {
    const session = await openSession(false);
    const { workflows, warnings } = session.store.getState();
    await session.close();
    for (const warning of warnings) print.note(`warning: ${warning}`);
    const workflow = findWorkflow(Object.values(workflows), words[0]);
    if (json) print.json(workflow);
    else print.result(screenText(describe(workflow)));
    return EXIT.done;
  },
};

function describe(workflow: Workflow): string {
  const steps = PHASE_1_STEPS.map((step) => `${workflow.phase1Steps[step] ? "✓" : "·"} ${step}`).join("  ");
  const lines = [
    workflowLine(workflow),
    row("branch", workflow.branchName),
    row("worktree", workflow.worktreePath),
    row("phase 1", steps),
    row("plan", workflow.planRevision),
    ...workflow.documents.map((path) => row("", path)),
    ...workflow.runs.map((run) =>
      row(
        `run ${run.number}`,
        `${run.agent} (${run.provider}): ${run.outcome ?? "at work"}${run.reason ? `, ${run.reason}` : ""}`,
      ),
    ),
    ...workflow.decisions.map((decision) =>
      row("decision", `${decision.verdict} by ${decision.by}${decision.reason && `: ${decision.reason}`}`),
    ),
    ...workflow.history.map((transition) => row(transition.at, transitionLine(workflow, transition))),
    workflow.lastError && row("failed", workflow.lastError.message),
    workflow.lastError && row("remedy", workflow.lastError.remedy),
  ];
  return lines.filter((line) => line !== null).join("\n");
}

function row(name: string, value: string | null): string | null {
  return value === null ? null : `  ${name.padEnd(9)} ${screenLine(value)}`;
}
