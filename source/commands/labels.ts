import type { Command } from "./command.ts";
import { actOnWorkflow, DECISION_ENDINGS } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "put the status label back that belongs to the workflow's state",
  examples: [{ line: "labels 12", does: "put the label right that somebody changed" }],
  output: ["workflow"],
  endings: DECISION_ENDINGS,
  maxWords: 1,
  changes: true,
  run: (call) => actOnWorkflow(call, "labels", (session, { id }) => session.intents.repairLabels(id)),
};
