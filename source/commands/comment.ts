import { findWorkflow } from "../store/workflow-store.ts";
import type { Workflow } from "../workflow/state.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { workflowLine } from "./listing.ts";

export const command: Command = {
  usage: "<issue> <text>",
  summary: "write a comment on the workflow's issue, as you",
  examples: [{ line: 'comment 12 "See also issue 7"', does: "write on the issue, as you" }],
  output: ["workflow"],
  maxWords: 2,
  changes: true,
  async run({ words, openSession, print, json }) {
    const reference = words.length > 1 ? words[0] : undefined;
    const text = words.at(-1);
    if (text === undefined) throw new UsageError("the text is missing", "comment");
    const session = await openSession(false);
    try {
      const workflows = Object.values(session.store.getState().workflows);
      if (reference === undefined && isReference(text, workflows))
        throw new UsageError("the text is missing", "comment");
      const workflow = findWorkflow(workflows, reference);
      await session.intents.comment(workflow.id, text);
      if (json) print.json(workflow);
      else print.result(workflowLine(workflow));
      return EXIT.done;
    } finally {
      await session.close();
    }
  },
};

/** A lone number or id is the name of a workflow, and not what somebody wants to say. */
function isReference(word: string, workflows: readonly Workflow[]): boolean {
  return /^#?\d+$/.test(word) || workflows.some(({ id }) => id === word);
}
