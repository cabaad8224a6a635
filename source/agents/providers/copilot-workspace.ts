import { existsSync, readFileSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { fieldsOf, texts } from "../fields.ts";

/**
 * What a worktree brings along that Copilot would run: only where its user has trusted the folder, or one that the
 * folder lies in. But that trust was given to the repository as it was, and here is a branch that nobody has seen.
 * @param home Copilot's own folder
 */
export function ownConfiguration(worktree: string, home: string): string[] {
  if (!isTrusted(worktree, home)) return [];
  return OBEYED.filter((path) => existsSync(join(worktree, path)));
}

const OBEYED = [
  ".mcp.json",
  ".github/mcp.json",
  ".github/hooks",
  ".github/extensions",
  ".github/copilot/config.json",
  ".github/copilot/settings.json",
  ".github/copilot/settings.local.json",
  ".github/lsp.json",
  ".copilot",
  ".vscode/mcp.json",
  ".claude/settings.json",
  ".claude/settings.local.json",
];

function isTrusted(worktree: string, home: string): boolean {
  const here = realPath(worktree);
  return trustedFolders(home).some((folder) => {
    const path = relative(realPath(folder), here);
    return path === "" || (path !== ".." && !path.startsWith("../") && !isAbsolute(path));
  });
}

/** Its configuration begins with lines of comment. */
function trustedFolders(home: string): string[] {
  try {
    const content = readFileSync(join(home, "config.json"), "utf8").replace(/^\s*\/\/.*$/gm, "");
    const fields = fieldsOf(JSON.parse(content));
    return [...texts(fields?.trustedFolders), ...texts(fields?.trusted_folders)];
  } catch {
    return [];
  }
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
