import { findWorkflow } from "../store/workflow-store.ts";
import { OrcError } from "../workflow/errors.ts";
import type { Workflow } from "../workflow/state.ts";
import { type Command, EXIT } from "./command.ts";

/** There is nothing on the web to be opened. */
class NoPageError extends OrcError {
  constructor(message: string, remedy: string) {
    super("NO_PAGE", message, remedy);
  }
}

export const command: Command = {
  usage: "<issue>",
  summary:
    "open the workflow's issue in the browser; where there is none, its address is printed all the same",
  examples: [
    { line: "open 12", does: "issue 12 in the browser" },
    { line: "open 12 --pull-request", does: "its pull request" },
  ],
  output: ["page"],
  maxWords: 1,
  changes: false,
  options: {
    "pull-request": { type: "boolean", help: "open the pull request instead" },
  },
  async run({ words, flags, openSession, print, json }) {
    const session = await openSession(false);
    try {
      const workflow = findWorkflow(Object.values(session.store.getState().workflows), words[0]);
      const url = flags["pull-request"] === true ? pullRequestPage(workflow) : issuePage(workflow);
      const opened = await session.programs.browse(url);
      if (json) print.json({ url, opened });
      else print.result(url);
      if (!opened)
        print.note("There is no browser here: open the address where you have one, or set BROWSER.");
      return EXIT.done;
    } finally {
      await session.close();
    }
  },
};

function issuePage({ issueNumber, issueUrl }: Workflow): string {
  if (issueUrl !== null) return issueUrl;
  if (issueNumber === null)
    throw new NoPageError("the workflow has no issue yet", "Wait until phase 1 has made it.");
  throw new NoPageError(
    "issues of the local tracker have no page on the web",
    `Read it in .plans/tracker/${issueNumber}.json.`,
  );
}

function pullRequestPage({ pullRequest }: Workflow): string {
  if (pullRequest === null)
    throw new NoPageError("the workflow has no pull request yet", "orc-tui pr opens one.");
  return pullRequest.url;
}
