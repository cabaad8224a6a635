import { homedir } from "node:os";
import { join, resolve } from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

const NAME = "orc-tui";

/**
 * The folder of the user's own settings: `ORC_TUI_CONFIG_DIR`, else where `conf` keeps them. Not asked of
 * `conf` itself, which creates the folder as soon as it is asked, fails where it cannot, and takes longer
 * to load than everything else here.
 */
export function userFolder(env: Environment): string {
  const chosen = env.ORC_TUI_CONFIG_DIR;
  return chosen ? resolve(chosen) : systemFolder(env);
}

/** The file with the user's settings. */
export function userConfigPath(env: Environment): string {
  return join(userFolder(env), "config.json");
}

function systemFolder(env: Environment): string {
  if (process.platform === "darwin") return join(homedir(), "Library", "Preferences", NAME);
  if (process.platform === "win32")
    return join(env.APPDATA || join(homedir(), "AppData", "Roaming"), NAME, "Config");
  return join(env.XDG_CONFIG_HOME || join(homedir(), ".config"), NAME);
}
