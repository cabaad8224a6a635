import { activeRun, isTerminal, type Workflow } from "../../workflow/state.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";

/** The key that brings on what is not there yet, as a sentence to follow another; empty where it comes by itself. */
function whatBringsIt({ state, lastError }: Workflow, keymap: Keymap): string {
  if (isTerminal(state)) return "";
  if (lastError !== null) return ` ${wayTo(keymap, "workflow.retry")} tries again.`;
  return state === "IDLE" ? ` ${wayTo(keymap, "workflow.advance")} starts it.` : "";
}

/** What stands in the log where there is no output. @param isThere whether there is a file for it */
export function emptyLogWords(workflow: Workflow, isThere: boolean, keymap: Keymap): string {
  const { state, lastError } = workflow;
  const run = workflow.runs.at(-1);
  const next = whatBringsIt(workflow, keymap);
  if (run !== undefined) {
    if (activeRun(workflow) !== null) return "No output yet.";
    return isThere
      ? `Run ${run.number} has ended without any output.${next}`
      : `The output of run ${run.number} is not there any more.${next}`;
  }
  if (isTerminal(state)) return "No agent has run.";
  if (state === "IDLE") return `Nothing has run yet.${next}`;
  if (lastError !== null) return `There is no output of what failed.${next}`;
  return "The agent's output appears here as soon as it starts.";
}

/** What stands in the place of the changes where there is no branch to look at. */
export function noBranchWords(workflow: Workflow, keymap: Keymap): string {
  const { state, branchName } = workflow;
  if (isTerminal(state) && branchName !== null)
    return `The worktree has been cleaned up. What was committed is on the branch ${branchName}.`;
  if (isTerminal(state)) return "There was no branch yet when it was cancelled.";
  return `There is no branch yet: phase 1 makes it.${whatBringsIt(workflow, keymap)}`;
}

/** What stands in the place of the comments where there is no issue. */
export function noIssueWords(workflow: Workflow, keymap: Keymap): string {
  if (isTerminal(workflow.state)) return "There is no issue: it was cancelled before there was one.";
  return `There is no issue yet to talk on.${whatBringsIt(workflow, keymap)}`;
}

/** What stands in the place of the specification where no document is, and what comes next. */
export function noDocumentWords(workflow: Workflow, keymap: Keymap): string {
  const { issueNumber, state, lastError } = workflow;
  const folder = `.plans/${issueNumber}/specs`;
  const next = whatBringsIt(workflow, keymap);
  if (isTerminal(state))
    return issueNumber === null ? "There is no document." : `There is no document in ${folder}.`;
  if (issueNumber === null) return `No document yet: the issue comes first, then the agent writes.${next}`;
  if (lastError !== null) return `No document yet: the agent has written none to ${folder}.${next}`;
  return activeRun(workflow) === null && state !== "PHASE_1"
    ? `No document yet: the agent writes them to ${folder} when it runs.`
    : `No document yet: the agent writes them to ${folder}.`;
}
