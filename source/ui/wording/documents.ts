import type { Documents } from "../../orchestrator/session.ts";
import { activeRun, type Workflow } from "../../workflow/state.ts";

/** What stands there where no document does, and what comes next. */
export function emptyWords(workflow: Workflow, documents: Documents | null): string {
  if (workflow.issueNumber === null) return "No document yet: the issue comes first, then the agent writes.";
  if (documents === null) return "reading the documents …";
  if (documents.documents === null) return "";
  if (documents.documents.length > 0) return "";
  const folder = `.plans/${workflow.issueNumber}/specs`;
  if (workflow.state === "DONE" || workflow.state === "CANCELLED")
    return `There is no document in ${folder}.`;
  if (workflow.lastError !== null) return `No document yet: the agent has written none to ${folder}.`;
  return activeRun(workflow) === null && workflow.state !== "PHASE_1"
    ? `No document yet: the agent writes them to ${folder} when it runs.`
    : `No document yet: the agent writes them to ${folder}.`;
}

/** A size as people say it. */
export function bytesWords(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${Math.max(1, Math.round(kilobytes))} KB` : `${Math.round(kilobytes / 1024)} MB`;
}
