import { existsSync } from "node:fs";
import type { StepOptions } from "../git/options.ts";
import { ensureWorktree } from "../git/worktree.ts";
import type { Workflow } from "../workflow/state.ts";
import { branchOf, worktreeOf } from "./step-results.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The workflow's worktree, made again where somebody has removed it: everything that was committed is on the
 * branch, so nothing but a folder is missing.
 */
export async function presentWorktree(
  { repository }: Workspace,
  workflow: Workflow,
  options: Pick<StepOptions, "signal" | "progress"> = {},
): Promise<string> {
  const path = worktreeOf(workflow);
  if (!existsSync(path)) await ensureWorktree(repository, { branch: branchOf(workflow), path, ...options });
  return path;
}
