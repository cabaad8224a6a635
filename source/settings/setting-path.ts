import { OrcError } from "../workflow/errors.ts";
import { isObject } from "./config-file.ts";
import { AGENT_KEYS, SETTING_NAMES, type SettingName } from "./schema.ts";

/** The way to a value in the settings: `["agents", "duc", "model"]`. */
export type SettingPath = readonly [SettingName, ...string[]];

/** There is no such setting. Nothing was read or written. */
export class UnknownSettingError extends OrcError {
  constructor(key: string, known: readonly string[]) {
    super("UNKNOWN_SETTING", `there is no setting ${JSON.stringify(key)}`, `Known: ${known.join(", ")}.`);
  }
}

/**
 * Reads `pollSeconds`, `agents.duc.model`, `keys.workflow.approve`. Names of agents, commands and servers may have
 * dots themselves.
 * @throws UnknownSettingError
 */
export function parseSettingPath(key: string): SettingPath {
  const [first = "", ...rest] = key.split(".");
  const name = SETTING_NAMES.find((each) => each === first);
  if (name === undefined || rest.includes("")) throw new UnknownSettingError(key, SETTING_NAMES);
  if (rest.length === 0) return [name];
  if (name === "keys") return [name, rest.join(".")];
  if (name !== "agents") throw new UnknownSettingError(key, SETTING_NAMES);
  // The first part names the agent, whatever it is called.
  const at = rest.findIndex((part, index) => index > 0 && AGENT_KEYS.includes(part));
  if (at > 0) {
    const [field = "", ...below] = rest.slice(at);
    const path = [rest.slice(0, at).join("."), field];
    return [name, ...path, ...(below.length > 0 ? [below.join(".")] : [])];
  }
  return [name, rest.join(".")];
}

/** What stands at `path`; `undefined` where nothing does. */
export function valueAt(content: object, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    content,
  );
}

/** The same content with another value at `path`; `undefined` takes it out. Everything else keeps its place. */
export function withValueAt(content: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const entries = Object.entries(isObject(content) ? content : {});
  const at = entries.findIndex(([name]) => name === key);
  const changed = withValueAt(entries[at]?.[1], rest, value);
  if (changed === undefined) return Object.fromEntries(entries.filter(([name]) => name !== key));
  const entry: [string, unknown] = [key, changed];
  return Object.fromEntries(at < 0 ? [...entries, entry] : entries.with(at, entry));
}
