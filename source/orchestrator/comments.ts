import { createHash } from "node:crypto";
import { quoteForComment } from "../text/comment.ts";
import { screenLine } from "../text/screen.ts";
import type { Tracker } from "../tracker/tracker.ts";
import type { Decision, OwedComment, Workflow } from "../workflow/state.ts";
import { documentsFolder } from "./documents.ts";
import type { Workspace } from "./workspace.ts";

/** The words of a comment that orc-tui posts. Everything from outside in them is neutralised. */
export function commentBody(
  owed: OwedComment,
  workflow: Workflow,
  { tracker }: Pick<Workspace, "tracker">,
): string {
  switch (owed.kind) {
    case "branch":
      return branchBody(workflow);
    case "ready":
      return readyBody(owed.key.replace(/^ready:\d+:/, ""), workflow, tracker);
    case "decision": {
      const decision = workflow.decisions[owed.decision ?? -1];
      return decision === undefined ? "" : decisionBody(decision);
    }
    case "receipt":
      return receiptBody(workflow);
  }
}

/** `✅ <role>: specification ready for review at <sha>` with links, a nonce and replies to copy (spec section 5). */
function readyBody(planRevision: string, workflow: Workflow, tracker: Tracker): string {
  const role = workflow.runs.at(-1)?.role ?? "@orc";
  return [
    `✅ ${role}: specification ready for review at ${planRevision}`,
    "",
    ...workflow.documents.map((path) => `- ${documentLink(path, tracker.fileUrl(planRevision, path))}`),
    "",
    `Branch \`${workflow.branchName}\` · review ${reviewNonce(workflow.id, planRevision)}`,
    "",
    "Reply with one of these as the first line:",
    "```text",
    "approved",
    "```",
    "```text",
    "changes requested: <what should change>",
    "```",
  ].join("\n");
}

/** Where the work goes on, for whoever reads the issue. */
function branchBody(workflow: Workflow): string {
  const folder = documentsFolder(workflow.issueNumber ?? 0);
  return [
    `🌱 Work goes on in branch \`${workflow.branchName}\`, cut from \`${workflow.baseBranch}\`.`,
    "",
    `The specification will be in \`${folder}/\`. Nothing is built before a person has approved it here.`,
  ].join("\n");
}

/** A code span, so that nothing in a file's name comes alive, as a link where there is somewhere to go. */
function documentLink(path: string, url: string | null): string {
  const span = `\`${screenLine(path).replaceAll("`", "")}\``;
  return url === null ? span : `[${span.replaceAll(/[[\]]/g, "\\$&")}](${url})`;
}

/** Names this review of this plan, so that two announcements are never taken for one another. */
function reviewNonce(workflowId: string, planRevision: string): string {
  return createHash("sha256").update(`${workflowId} ${planRevision}`).digest("hex").slice(0, 8);
}

function decisionBody(decision: Decision): string {
  const plan = decision.planRevision?.slice(0, 12) ?? "unknown";
  if (decision.verdict === "approved")
    return `☑️ The specification at ${plan} was approved by \`${decision.by}\`.`;
  return [
    `↩️ Changes to the specification at ${plan} were requested by \`${decision.by}\`:`,
    "",
    quoteForComment(decision.reason),
    "",
  ].join("\n");
}

/** On DONE: runs, time, tokens, cost, approver (spec section 6). */
function receiptBody(workflow: Workflow): string {
  const { runs } = workflow;
  const tokens = runs.reduce((sum, run) => sum + run.usage.inputTokens + run.usage.outputTokens, 0);
  const cost = runs.reduce((sum, run) => sum + run.usage.costUsd, 0);
  const milliseconds = runs.reduce(
    (sum, run) => sum + (Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt)),
    0,
  );
  const approval = workflow.decisions.findLast((decision) => decision.verdict === "approved");
  const facts = [
    `${runs.length} agent ${runs.length === 1 ? "run" : "runs"}`,
    `${Math.round(milliseconds / 1000)} s`,
    `${tokens.toLocaleString("en-US")} tokens`,
    `$${cost.toFixed(2)}`,
    `approved by \`${approval?.by ?? "unknown"}\``,
  ];
  return `🧾 Receipt: ${facts.join(" · ")} · plan ${workflow.planRevision}`;
}
