import type { Origin } from "./layer.ts";
import type { SettingName } from "./schema.ts";
import { parseSettingPath, UnknownSettingError, valueAt } from "./setting-path.ts";
import type { Settings } from "./settings.ts";

/** A value in force, and where it comes from. */
export interface DescribedSetting {
  readonly key: string;
  /** `null` where nothing says anything about it. */
  readonly value: unknown;
  readonly origin: Origin;
  /** The file, variable or flag; `null` for a default. */
  readonly source: string | null;
}

type NameOf = (origin: Origin, name: SettingName) => string | null;

/** Every setting, agents one by one. */
export function describeAll(settings: Settings, nameOf: NameOf): DescribedSetting[] {
  const names = (Object.keys(settings.values) as SettingName[]).filter((name) => name !== "agents");
  const agents = Object.keys(settings.values.agents).map((name) => `agents.${name}`);
  return [...names, ...agents].map((key) => describeSetting(settings, key, nameOf));
}

/** @throws UnknownSettingError also for an agent that there is not */
export function describeSetting(settings: Settings, key: string, nameOf: NameOf): DescribedSetting {
  const path = parseSettingPath(key);
  const [name, part] = path;
  const { agents } = settings.values;
  if (name === "agents" && part !== undefined && !Object.hasOwn(agents, part))
    throw new UnknownSettingError(
      key,
      Object.keys(agents).map((agent) => `agents.${agent}`),
    );
  const value = valueAt(settings.values, path) ?? null;
  // An agent comes whole from one source, and all its parts with it.
  const own = name === "agents" && part !== undefined ? settings.agentOrigins[part] : settings.origins[name];
  const origin = own ?? "default";
  return { key, value, origin, source: nameOf(origin, name) };
}
