import { basename } from "node:path";
import { reduce } from "../workflow/reducer.ts";
import type { Workflow } from "../workflow/state.ts";
import type { WorkflowFolder } from "./folders.ts";

/** Shown in place of a workflow that cannot be read (spec section 3: "shows as IDLE with a warning"). */
export function placeholder(folder: WorkflowFolder, now: Date): Workflow {
  const blank = reduce(null, {
    type: "created",
    id: `unreadable-${basename(folder.path)}`,
    title: "(unreadable: see the warning)",
    description: "",
    featureName: "unreadable",
    labels: [],
    agent: null,
    adoptIssue: null,
    at: now.toISOString(),
    by: "orchestrator",
  });
  return { ...blank, issueNumber: folder.issueNumber };
}
