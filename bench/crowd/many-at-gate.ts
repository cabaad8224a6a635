import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { plansLayout } from "../../source/store/layout.ts";
import { openPlansDisk } from "../../source/store/plans-disk.ts";
import { openWorkflowStore } from "../../source/store/workflow-store.ts";
import { type StoredIssue, writeIssueFile } from "../../source/tracker/local/issue-file.ts";
import { type IssueDesk, waitAtGate } from "../at-gate.ts";

/** Every so many-th has been cancelled: the archive is to be large as well. */
const CANCELLED_EVERY = 5;

/** Fills a `.plans` folder with workflows of the local tracker, each by the events that lead there. */
export async function manyAtGate(plans: string, workflows: number): Promise<number> {
  const now = () => new Date();
  const store = await openWorkflowStore(openPlansDisk(plansLayout(plans), { now }), now);
  const desk = localDesk(join(plans, "tracker"));
  for (let number = 1; number <= workflows; number += 1) {
    const workflow = waitAtGate(store, desk, `Feature ${number} of very many, with a title of some length`);
    if (number % CANCELLED_EVERY !== 0) continue;
    store.dispatch(workflow.id, { type: "cancelled", reason: "" }, "cli:bench");
  }
  return workflows;
}

/** The files of the local tracker, written as it writes them; itself it looks through all of them for each new one. */
function localDesk(folder: string): IssueDesk {
  mkdirSync(folder, { recursive: true });
  const issues = new Map<number, Omit<StoredIssue, "version">>();
  const author = { login: "bench", isBot: false };
  const write = (issue: Omit<StoredIssue, "version">) => {
    issues.set(issue.number, issue);
    writeIssueFile(join(folder, `${issue.number}.json`), issue);
  };
  return {
    addIssue(issue) {
      const number = issues.size + 1;
      const createdAt = new Date().toISOString();
      write({ ...issue, number, author, url: null, createdAt, updatedAt: createdAt, comments: [] });
      return number;
    },
    comment(number, body) {
      const issue = issues.get(number);
      if (issue === undefined) throw new RangeError(`there is no issue ${number}`);
      const createdAt = new Date().toISOString();
      const id = `local-${number}-${issue.comments.length + 1}`;
      const said = { editedAt: null, isMinimized: false, viaEmail: false, url: null };
      const comments = [...issue.comments, { id, author, body, createdAt, ...said }];
      write({ ...issue, updatedAt: createdAt, comments });
      return { id, createdAt };
    },
  };
}
