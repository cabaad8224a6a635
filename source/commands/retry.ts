import type { Command } from "./command.ts";
import { actOnWorkflow } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "try again what failed",
  maxWords: 1,
  changes: true,
  run: (call) => actOnWorkflow(call, "retry", (session, { id }) => session.intents.retry(id)),
};
