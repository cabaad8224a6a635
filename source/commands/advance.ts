import type { Command } from "./command.ts";
import { actOnWorkflow, DECISION_ENDINGS } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "begin phase 1, go on after a failure, or open the gate without the agent's completion",
  examples: [{ line: "advance 12", does: "begin it, or open the gate with the documents as they are" }],
  output: ["workflow"],
  endings: DECISION_ENDINGS,
  maxWords: 1,
  changes: true,
  run: (call) => actOnWorkflow(call, "advance", (session, { id }) => session.intents.advance(id)),
};
