import { screenLine } from "../text/screen.ts";
import { activeRun, type Workflow } from "../workflow/state.ts";
import { nameOf } from "./progress.ts";

/** One line about a workflow: `#1  GATE_1  Add login  waits for approval`. */
export function workflowLine(workflow: Workflow): string {
  return [nameOf(workflow), workflow.state, screenLine(workflow.title), remark(workflow)]
    .filter(Boolean)
    .join("  ");
}

/** The lines of several workflows, in columns. */
export function workflowTable(workflows: readonly Workflow[]): string {
  const rows = workflows.map((workflow) => [
    nameOf(workflow),
    workflow.state,
    screenLine(workflow.title),
    remark(workflow),
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([name = "", state = "", title = "", note = ""]) =>
      `${name.padEnd(widths[0] ?? 0)}  ${state.padEnd(widths[1] ?? 0)}  ${title}${note === "" ? "" : `  (${note})`}`.trimEnd(),
    )
    .join("\n");
}

function remark(workflow: Workflow): string {
  if (workflow.lastError !== null) return `failed: ${screenLine(workflow.lastError.message)}`;
  if (workflow.state === "GATE_1") return "waits for approval";
  if (activeRun(workflow) !== null) return "agent at work";
  return "";
}
