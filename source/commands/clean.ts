import { findWorkflow } from "../store/workflow-store.ts";
import { screenLine } from "../text/screen.ts";
import { whyNot } from "../workflow/actions.ts";
import { type Command, EXIT } from "./command.ts";

export const command: Command = {
  usage: "<issue>",
  summary: "remove the worktree of an ended workflow; never work that is nowhere else, unless forced",
  maxWords: 1,
  changes: true,
  options: {
    force: { type: "boolean", help: "also where uncommitted or unpushed work is lost" },
    "delete-branch": { type: "boolean", help: "remove the branch as well" },
  },
  async run({ words, flags, openSession, print, json }) {
    const session = await openSession(false);
    try {
      const workflows = Object.values(session.store.getState().workflows);
      const { id } = findWorkflow(workflows, words[0], (workflow) => whyNot("clean", workflow) === null);
      const options = { force: flags.force === true, deleteBranch: flags["delete-branch"] === true };
      const cleaned = await session.intents.clean(id, options);
      if (json) print.json(cleaned);
      else print.result(describe(cleaned));
      return EXIT.done;
    } finally {
      await session.close();
    }
  },
};

function describe({ worktree, branch }: { worktree: string | null; branch: string | null }): string {
  const removed = [
    worktree && `worktree ${screenLine(worktree)}`,
    branch && `branch ${screenLine(branch)}`,
  ].filter(Boolean);
  return removed.length > 0 ? `Removed ${removed.join(" and ")}` : "There was nothing to remove";
}
