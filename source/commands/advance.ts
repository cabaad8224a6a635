import type { Command } from "./command.ts";
import { actOnWorkflow } from "./decision-command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "begin phase 1, go on after a failure, or open the gate without the agent's completion",
  maxWords: 1,
  changes: true,
  run: (call) => actOnWorkflow(call, "advance", (session, { id }) => session.intents.advance(id)),
};
