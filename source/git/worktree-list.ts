import { existsSync } from "node:fs";
import { join } from "node:path";
import type { StepOptions } from "./options.ts";
import type { Repository } from "./repository.ts";
import { readGit } from "./run.ts";

/** One checkout of a repository, as git has it registered. */
export interface Worktree {
  readonly path: string;
  /** `null` for a detached HEAD, and while git has not got as far as setting it. */
  readonly branch: string | null;
  /** The commit; all zeros while there is none. */
  readonly head: string;
  /** Its folder is gone, or the `.git` link in it. */
  readonly prunable: boolean;
  /** Why it is locked, which may be the empty string; `null` when it is not. */
  readonly lockReason: string | null;
  /** The main checkout, which is not a linked worktree. */
  readonly main: boolean;
}

const USAGE_ERROR = 129;

/** Every worktree of the repository, the main checkout first. */
export async function listWorktrees(
  repo: Repository,
  { signal }: Pick<StepOptions, "signal"> = {},
): Promise<Worktree[]> {
  const command = ["worktree", "list", "--porcelain"];
  const answer = await readGit(repo.root, [...command, "-z"], { accept: [USAGE_ERROR], signal });
  // `-z` is younger (2.36) than everything else we need.
  if (answer.exitCode === USAGE_ERROR)
    return parse((await readGit(repo.root, command, { signal })).stdout, "\n");
  return parse(answer.stdout, "\0");
}

/** A block of attributes for each worktree, blocks parted by an empty record. */
function parse(stdout: string, end: string): Worktree[] {
  const blocks = stdout.split(end + end).filter((block) => block.trim() !== "");
  return blocks.map((block, index) => {
    const attributes = new Map(block.split(end).map(splitAtSpace));
    const path = attributes.get("worktree") ?? "";
    return {
      path,
      branch: attributes.get("branch")?.replace(/^refs\/heads\//, "") ?? null,
      head: attributes.get("HEAD") ?? "",
      // git's own attribute is missing on one that is locked as well as gone.
      prunable: !existsSync(join(path, ".git")),
      lockReason: attributes.get("locked") ?? null,
      main: index === 0,
    };
  });
}

function splitAtSpace(record: string): [string, string] {
  const space = record.indexOf(" ");
  return space < 0 ? [record, ""] : [record.slice(0, space), record.slice(space + 1)];
}
