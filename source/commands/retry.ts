import type { Command } from "./command.ts";
import { actOnWorkflow, DECISION_ENDINGS } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "try again what failed",
  examples: [{ line: "retry 12", does: "go on where it failed" }],
  output: ["workflow"],
  endings: DECISION_ENDINGS,
  maxWords: 1,
  changes: true,
  run: (call) => actOnWorkflow(call, "retry", (session, { id }) => session.intents.retry(id)),
};
