import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { AgentConfig } from "../config.ts";
import { AgentUnavailableError } from "../errors.ts";

/**
 * The agent's plugins, absolute.
 * @throws AgentUnavailableError for one that is not there: the programs pass over it in silence
 */
export function pluginFolders({ plugins = [] }: AgentConfig, worktree: string): string[] {
  return plugins.map((plugin) => {
    const folder = resolve(worktree, plugin);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
    throw new AgentUnavailableError(
      `The agent's plugin ${plugin} was not found: there is no folder ${folder}`,
      "Commit it, so that every worktree has it, name it by its absolute path, or remove it from the agent's plugins.",
    );
  });
}
