import { join } from "node:path";
import { writeFileAtomic } from "../files/atomic.ts";
import { commitPaths, headOfBranch } from "./commit.ts";
import {
  committedPaths,
  DOCUMENT_FOLDERS,
  listDocuments,
  PLACEHOLDER,
  plansFolder,
  README,
  refuseLinks,
} from "./documents.ts";
import type { StepOptions } from "./options.ts";
import { kindOf } from "./paths.ts";
import { type PlanFacts, readmeText } from "./readme.ts";
import { objectAt } from "./tree.ts";

export { listDocuments } from "./documents.ts";

/**
 * Makes `.plans/<issue>/` with its README and folders in the worktree and commits exactly these (spec
 * section 4, step 4). Leaves what is there already, and commits nothing when HEAD holds it all.
 *
 * @returns the branch's commit; `created` says whether it is a new one
 * @throws {WrongBranchError} the worktree is not on the branch
 * @throws {UnsafePathError} a symbolic link is in the way
 */
export async function initializePlans(
  worktree: string,
  options: StepOptions & PlanFacts,
): Promise<{ commit: string; created: boolean }> {
  const { issue, branch, log, signal, checkpoint } = options;
  const head = await headOfBranch(worktree, branch, signal);
  const files = initialFiles(options);
  const missing = await Promise.all(
    files.map(async ({ path }) => (await objectAt(worktree, head, path, signal)) === null),
  );
  if (!missing.includes(true)) return { commit: head, created: false };

  refuseLinks(worktree, issue);
  for (const { path, text } of files) writeMissing(join(worktree, path), text);
  checkpoint?.("plans:written");
  const result = await commitPaths(worktree, {
    branch,
    paths: files.map(({ path }) => path),
    message: `chore(${issue}): initialize plans`,
    name: "plans",
    signal,
    checkpoint,
  });
  log?.(`Committed ${plansFolder(issue)} (${result.commit.slice(0, 10)}).`);
  return result;
}

function initialFiles(facts: PlanFacts): Array<{ path: string; text: string }> {
  const folder = plansFolder(facts.issue);
  const placeholders = DOCUMENT_FOLDERS.map((name) => ({
    path: `${folder}/${name}/${PLACEHOLDER}`,
    text: "",
  }));
  return [{ path: `${folder}/${README}`, text: readmeText(facts) }, ...placeholders];
}

function writeMissing(path: string, text: string): void {
  if (kindOf(path) === null) writeFileAtomic(path, text);
}

/**
 * Commits the documents of a plan: README, specs, plans and reviews below `.plans/<issue>`, ignored or not,
 * and nothing else that the agent changed or staged.
 *
 * @returns the branch's commit, also when there was nothing to commit, and the documents it holds
 * @throws {WrongBranchError} the agent switched the branch or detached HEAD
 * @throws {UnsafePathError} a symbolic link leads out of the worktree
 */
export async function commitDocuments(
  worktree: string,
  options: StepOptions & { issue: number; branch: string; message: string },
): Promise<{ revision: string; documents: string[] }> {
  const { issue, branch, message, signal, checkpoint, log } = options;
  refuseLinks(worktree, issue);
  const documents = await listDocuments(worktree, issue);
  const paths = committedPaths(issue);
  const { commit, created } = await commitPaths(worktree, {
    branch,
    paths,
    message,
    name: "documents",
    signal,
    checkpoint,
  });
  if (created) log?.(`Committed the documents of #${issue} (${commit.slice(0, 10)}).`);
  return { revision: commit, documents };
}
