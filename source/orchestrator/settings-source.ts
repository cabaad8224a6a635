import { statSync } from "node:fs";
import { loadSettings, type SettingsRequest } from "../settings/settings.ts";
import { projectConfigPath } from "../settings/sources.ts";
import type { SettingsSource } from "./workspace.ts";

/** Reads the settings, and again whenever the project's file is another one than last time. */
export async function openSettings(
  request: SettingsRequest & { readonly plansDir: string },
): Promise<SettingsSource> {
  const path = projectConfigPath(request.plansDir);
  let seen = stampOf(path);
  let last = await loadSettings(request);
  return {
    get last() {
      return last;
    },
    async fresh() {
      const stamp = stampOf(path);
      if (stamp === seen) return last;
      last = await loadSettings(request);
      seen = stamp;
      return last;
    },
  };
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
}
