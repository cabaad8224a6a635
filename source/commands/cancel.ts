import { type Command, textFlag } from "./command.ts";
import { actOnWorkflow, DECISION_ENDINGS } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "end a workflow for good; its branch and worktree stay",
  examples: [{ line: 'cancel 12 -m "not needed any more"', does: "end it; its agent is stopped" }],
  output: ["workflow"],
  endings: DECISION_ENDINGS,
  maxWords: 1,
  changes: true,
  options: {
    message: { type: "string", short: "m", value: "<reason>", help: "why; it stands in the history" },
  },
  run: (call) =>
    actOnWorkflow(call, "cancel", (session, { id }) =>
      session.intents.cancel(id, textFlag(call, "message") ?? ""),
    ),
};
