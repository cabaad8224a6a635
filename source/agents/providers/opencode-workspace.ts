import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What a worktree brings along that opencode would run at its start. Of a project's own configuration it leaves out
 * the rest when it is told to (`OPENCODE_DISABLE_PROJECT_CONFIG`), but not its plugins (anomalyco/opencode#49836), so
 * whoever starts it there has to look first.
 */
export function ownPlugins(worktree: string): string[] {
  const files = FOLDERS.flatMap((folder) =>
    namesIn(join(worktree, folder))
      .filter((name) => /\.[jt]s$/i.test(name))
      .map((name) => `${folder}/${name}`),
  );
  return [...files, ...CONFIGURATIONS.filter((file) => mayNamePlugins(join(worktree, file)))];
}

const FOLDERS = [".opencode/plugin", ".opencode/plugins"];

const CONFIGURATIONS = [
  "opencode.json",
  "opencode.jsonc",
  ".opencode/opencode.json",
  ".opencode/opencode.jsonc",
];

/**
 * The file may have comments, and names in escapes or from elsewhere. Whatever could be read as naming a plugin is
 * taken for it.
 */
const MAY_NAME_PLUGINS = /plugin|\\u|\{(?:env|file):[^}]*\}[^"]*"\s*:/i;

function mayNamePlugins(path: string): boolean {
  try {
    return MAY_NAME_PLUGINS.test(readFileSync(path, "utf8"));
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
