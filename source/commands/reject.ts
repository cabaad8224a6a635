import { type Command, textFlag, UsageError } from "./command.ts";
import { actOnWorkflow, DECISION_ENDINGS } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "ask for changes: the agent revises the specification with your words",
  examples: [{ line: 'reject 12 -m "Say what happens offline"', does: "the agent revises with these words" }],
  output: ["workflow"],
  endings: DECISION_ENDINGS,
  maxWords: 1,
  changes: true,
  options: {
    message: {
      type: "string",
      short: "m",
      value: "<reason>",
      required: true,
      help: "what is to be different, in your words",
    },
  },
  run(call) {
    const reason = textFlag(call, "message")?.trim() ?? "";
    if (reason === "") throw new UsageError("the reason is missing (-m)", "reject");
    return actOnWorkflow(call, "reject", (session, { id }) => session.intents.requestChanges(id, reason));
  },
};
