import { byUrgency } from "../workflow/actions.ts";
import { type Command, EXIT } from "./command.ts";
import { workflowTable } from "./listing.ts";

export const command: Command = {
  usage: "",
  summary: "show all workflows, those that need you first",
  examples: [
    { line: "list", does: "who needs you first" },
    { line: "list --json", does: "for scripts" },
  ],
  output: ["workflows"],
  maxWords: 0,
  changes: false,
  async run({ openSession, print, json }) {
    const session = await openSession(false);
    const { workflows, warnings } = session.store.getState();
    await session.close();
    for (const warning of warnings) print.note(`warning: ${warning}`);
    const sorted = Object.values(workflows).sort(byUrgency);
    if (json) print.json(sorted);
    else if (sorted.length > 0) print.result(workflowTable(sorted));
    else print.note('No workflows yet. Start one: orc-tui new "<description>"');
    return EXIT.done;
  },
};
