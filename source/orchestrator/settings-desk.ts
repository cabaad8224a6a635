import { join } from "node:path";
import { openRepository } from "../git/repository.ts";
import { type DescribedSetting, describeAll, describeSetting } from "../settings/described.ts";
import type { Origin } from "../settings/layer.ts";
import type { SettingName } from "../settings/schema.ts";
import { loadSettings, readLayers, type SettingsRequest } from "../settings/settings.ts";
import { flagOf, projectConfigPath, variableOf } from "../settings/sources.ts";
import { userConfigPath } from "../settings/user-folder.ts";
import { writeSetting } from "../settings/write-setting.ts";
import { OrcError } from "../workflow/errors.ts";
import type { PlaceRequest } from "./open-place.ts";

export type { DescribedSetting } from "../settings/described.ts";

/** The settings without a session: they can be looked at and mended also where nothing else opens. */
export interface SettingsDesk {
  readonly userPath: string;
  /** `null` outside of any repository. */
  readonly projectPath: string | null;
  all(): Promise<DescribedSetting[]>;
  /** @throws UnknownSettingError */
  one(key: string): Promise<DescribedSetting>;
  /** What is ignored in the sources, in sentences. */
  warnings(): Promise<readonly string[]>;
  /** @throws SettingsError, UnknownSettingError; nothing was written. Returns the value as it was understood. */
  set(
    origin: "user" | "project",
    key: string,
    text: string,
  ): { readonly path: string; readonly value: unknown };
}

export async function openSettingsDesk({ cwd, env, flags }: PlaceRequest): Promise<SettingsDesk> {
  const plansDir = await plansOf(cwd);
  const request: SettingsRequest = { plansDir, env, flags };
  const userPath = userConfigPath(env);
  const projectPath = plansDir === null ? null : projectConfigPath(plansDir);

  function nameOf(origin: Origin, name: SettingName): string | null {
    switch (origin) {
      case "flag":
        return flagOf(name);
      case "environment":
        return variableOf(name);
      case "project":
        return projectPath;
      case "user":
        return userPath;
      case "default":
        return null;
    }
  }

  return {
    userPath,
    projectPath,
    all: async () => describeAll(await loadSettings(request), nameOf),
    one: async (key) => describeSetting(await loadSettings(request), key, nameOf),
    warnings: async () => (await loadSettings(request)).warnings,
    set(origin, key, text) {
      const path = origin === "user" ? userPath : projectPath;
      if (path === null) throw new NoProjectError();
      const { layers } = readLayers(request);
      return { path, value: writeSetting({ origin, path, layers }, key, text) };
    },
  };
}

/** Outside of a repository there are no project's settings. */
class NoProjectError extends OrcError {
  constructor() {
    super(
      "NO_PROJECT",
      "this is no repository with a commit, so there are no project's settings to change",
      "Go to your project's folder, or leave --project out to change your own settings.",
    );
  }
}

async function plansOf(cwd: string): Promise<string | null> {
  try {
    const { root } = await openRepository(cwd);
    return join(root, ".plans");
  } catch (error) {
    const code = error instanceof OrcError ? error.code : null;
    if (code === "NOT_A_REPOSITORY" || code === "EMPTY_REPOSITORY") return null;
    throw error;
  }
}
