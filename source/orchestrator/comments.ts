import { createHash } from "node:crypto";
import { quoteForComment } from "../text/comment.ts";
import { screenLine } from "../text/screen.ts";
import type { Decision, OwedComment, Workflow } from "../workflow/state.ts";

/** The words of a comment that orc-tui posts. Everything from outside in them is neutralised. */
export function commentBody(owed: OwedComment, workflow: Workflow): string {
  switch (owed.kind) {
    case "ready":
      return readyBody(owed.key.replace(/^ready:\d+:/, ""), workflow);
    case "decision": {
      const decision = workflow.decisions[owed.decision ?? -1];
      return decision === undefined ? "" : decisionBody(decision);
    }
    case "receipt":
      return receiptBody(workflow);
  }
}

/** `✅ <role>: specification ready for review at <sha>` with links, a nonce and replies to copy (spec section 5). */
function readyBody(planRevision: string, workflow: Workflow): string {
  const role = workflow.runs.at(-1)?.role ?? "@orc";
  return [
    `✅ ${role}: specification ready for review at ${planRevision}`,
    "",
    ...workflow.documents.map((path) => `- \`${screenLine(path).replaceAll("`", "")}\``),
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
