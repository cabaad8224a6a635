import { join } from "node:path";
import { readConfigFile } from "./config-file.ts";
import { type Layer, makeLayer } from "./layer.ts";
import { SETTING_NAMES, type SettingName } from "./schema.ts";
import type { Environment } from "./user-folder.ts";

/** Values from the command line; what is `undefined` was not given. Text is read as in the environment. */
export type SettingFlags = Readonly<Partial<Record<SettingName, unknown>>>;

/** How the text of a variable becomes a value. What does not convert stays text, for the schema to refuse. */
const READERS: Readonly<Partial<Record<SettingName, (text: string) => unknown>>> = {
  pollSeconds: number,
  pollTimeoutSeconds: number,
  maxRevisions: number,
  maxAgents: number,
  notify: boolean,
  approvers: (text) => list(text, ","),
  setup: (text) => list(text, "\n"),
};

/**
 * The project's file, `.plans/config.json`, with the hash of its content. It cannot say what a person's keys do:
 * whoever writes it could put an approval where somebody expects a step down.
 */
export function projectLayer(plansDir: string | null): { layer: Layer; hash: string | null } {
  if (plansDir === null) return { layer: makeLayer("project", {}, () => ""), hash: null };
  const path = projectConfigPath(plansDir);
  const file = readConfigFile(path);
  const { keys, ...content } = file?.content ?? {};
  const layer = makeLayer("project", content, () => path);
  const warnings =
    keys === undefined ? [] : [`${path}: keys is ignored here, only your own settings have it`];
  return { layer: { ...layer, warnings: [...layer.warnings, ...warnings] }, hash: file?.hash ?? null };
}

/** The file with the project's settings. */
export function projectConfigPath(plansDir: string): string {
  return join(plansDir, "config.json");
}

export function userLayer(path: string): Layer {
  return makeLayer("user", readConfigFile(path)?.content ?? {}, () => path);
}

/** `ORC_TUI_POLL_SECONDS=10` and so on. Agents and keys are too much for a variable; an empty variable says nothing. */
export function environmentLayer(env: Environment): Layer {
  const names = SETTING_NAMES.filter(
    (name) => name !== "agents" && name !== "keys" && (env[variableOf(name)] ?? "") !== "",
  );
  const content = names.map((name) => [name, fromText(name, env[variableOf(name)])]);
  return makeLayer("environment", Object.fromEntries(content), variableOf);
}

export function flagLayer(flags: SettingFlags): Layer {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  const content = given.map(([name, value]) => [name, fromText(name as SettingName, value)]);
  return makeLayer("flag", Object.fromEntries(content), flagOf);
}

/** `pollSeconds` → `--poll-seconds`. */
export function flagOf(key: string): string {
  return `--${words(key).join("-")}`;
}

/** `pollSeconds` → `ORC_TUI_POLL_SECONDS`. */
export function variableOf(key: string): string {
  return `ORC_TUI_${words(key).join("_").toUpperCase()}`;
}

function words(key: string): string[] {
  return key.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}

/** What the text of a variable or a flag says; lists and numbers are read, all else stays text. */
export function fromText(name: SettingName, value: unknown): unknown {
  return typeof value === "string" ? (READERS[name]?.(value) ?? value) : value;
}

function number(text: string): unknown {
  return /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}

function boolean(text: string): unknown {
  if (/^(?:true|1|yes|on)$/i.test(text)) return true;
  return /^(?:false|0|no|off)$/i.test(text) ? false : text;
}

function list(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
