import { findWorkflow } from "../store/workflow-store.ts";
import { whyNot } from "../workflow/actions.ts";
import { type Command, EXIT } from "./command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "open a draft pull request for the workflow's branch, or find the one there is",
  examples: [{ line: "pr 12", does: "a draft pull request for its branch" }],
  output: ["pull-request"],
  endings: ["done", "failed", "usage", "impossible"],
  maxWords: 1,
  changes: true,
  async run({ words, openSession, print, json }) {
    const session = await openSession(false);
    try {
      const workflows = Object.values(session.store.getState().workflows);
      const { id } = findWorkflow(workflows, words[0], (each) => whyNot("pull_request", each) === null);
      const pullRequest = await session.intents.openPullRequest(id);
      if (json) print.json(pullRequest);
      else print.result(`#${pullRequest.number}  ${pullRequest.url}`);
      return EXIT.done;
    } finally {
      await session.close();
    }
  },
};
