import type { Command } from "./command.ts";
import { actOnWorkflow, DECISION_ENDINGS } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "approve the specification under review: the workflow is DONE",
  examples: [
    { line: "approve 12", does: "approve the specification of issue 12" },
    { line: "approve", does: "the only one that waits" },
  ],
  output: ["workflow"],
  endings: DECISION_ENDINGS,
  maxWords: 1,
  changes: true,
  run: (call) => actOnWorkflow(call, "approve", (session, { id }) => session.intents.approve(id)),
};
