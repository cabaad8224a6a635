import { type Command, textFlag, UsageError } from "./command.ts";
import { actOnWorkflow } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "ask for changes: the agent revises the specification with your words",
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
