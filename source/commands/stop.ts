import { activeRun } from "../workflow/state.ts";
import type { Command } from "./command.ts";
import { actOnWorkflow } from "./decision-command.ts";
import { waitUntil } from "./waiting.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "stop the agent that is at work, with everything it started",
  maxWords: 1,
  changes: true,
  run: (call) =>
    actOnWorkflow(call, "stop", async (session, { id }) => {
      await session.intents.stop(id);
      await waitUntil(session, call.signal, (workflows) => {
        const workflow = workflows.find((each) => each.id === id);
        return workflow === undefined || activeRun(workflow) === null || null;
      });
    }),
};
