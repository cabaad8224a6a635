import { activeRun } from "../workflow/state.ts";
import type { Command } from "./command.ts";
import { actOnWorkflow, DECISION_ENDINGS } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "stop the agent that is at work, with everything it started",
  examples: [{ line: "stop 12", does: "end the agent of issue 12" }],
  output: ["workflow"],
  endings: DECISION_ENDINGS,
  maxWords: 1,
  changes: true,
  run: (call) =>
    actOnWorkflow(
      call,
      "stop",
      (session, { id }) => session.intents.stop(id),
      (workflow) => activeRun(workflow) === null,
    ),
};
