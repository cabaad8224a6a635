import { screenLine } from "../text/screen.ts";
import { isObject } from "./config-file.ts";
import type { SettingProblem } from "./errors.ts";
import {
  AGENT_KEYS,
  type AgentEntry,
  BUILT_IN_AGENTS,
  type PartialSettings,
  SETTING_NAMES,
  settingsSchema,
} from "./schema.ts";

/** Where a value comes from, the strongest first (spec section 13). */
export type Origin = "flag" | "environment" | "project" | "user" | "default";

/** One source of settings, validated. */
export interface Layer {
  readonly origin: Origin;
  /** The file, variable or flag that a top-level key was read from. */
  readonly nameOf: (key: string) => string;
  readonly values: PartialSettings;
  readonly warnings: readonly string[];
  readonly problems: readonly SettingProblem[];
}

/**
 * Validates what one source says. Unknown keys are warnings: a newer orc-tui may have written them.
 */
export function makeLayer(
  origin: Origin,
  content: Readonly<Record<string, unknown>>,
  nameOf: (key: string) => string,
): Layer {
  const result = settingsSchema.safeParse(content);
  const values = result.success ? result.data : {};
  const invalid = (result.error?.issues ?? []).map((issue) => {
    const source = nameOf(String(issue.path[0] ?? ""));
    const path = issue.path.map(String);
    // Here the name of the key is at fault, not what it holds.
    if (issue.code === "invalid_key")
      return problem(source, path, issue.issues[0]?.message ?? issue.message, {});
    return problem(source, path, issue.message, content);
  });
  const warnings = unknownKeys(content).map((key) => `${nameOf(key)}: unknown key ${shown(key)} is ignored`);
  return { origin, nameOf, values, warnings, problems: [...invalid, ...incompleteAgents(values, nameOf)] };
}

/** The rules between the keys of an agent. */
function incompleteAgents(
  { agents = {} }: PartialSettings,
  nameOf: (key: string) => string,
): SettingProblem[] {
  return Object.entries(agents).flatMap(([name, agent]) => {
    const missing = missingKey(name, agent);
    return missing === null
      ? []
      : [problem(nameOf("agents"), ["agents", name, missing.key], missing.message, {})];
  });
}

function missingKey(name: string, agent: AgentEntry): { key: string; message: string } | null {
  if (agent.provider === undefined && !Object.hasOwn(BUILT_IN_AGENTS, name))
    return { key: "provider", message: "is missing: it says which program does the work" };
  if (agent.provider === "command" && !agent.command?.[0])
    return {
      key: "command",
      message: 'must be a list with a program and its arguments, such as ["./tools/spec-agent"]',
    };
  return null;
}

function unknownKeys(content: Readonly<Record<string, unknown>>): string[] {
  const known: readonly string[] = [...SETTING_NAMES, "$schema"];
  const agents = isObject(content.agents) ? Object.entries(content.agents) : [];
  return [
    ...Object.keys(content).filter((key) => !known.includes(key)),
    ...agents.flatMap(([name, agent]) =>
      Object.keys(isObject(agent) ? agent : {})
        .filter((key) => !AGENT_KEYS.includes(key))
        .map((key) => `agents.${name}.${key}`),
    ),
  ];
}

function problem(source: string, path: readonly string[], message: string, content: unknown): SettingProblem {
  const given = path.reduce<unknown>(
    (value, key) => (isObject(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined),
    content,
  );
  const is = given === undefined ? "" : `, not ${shown(JSON.stringify(given))}`;
  return { source, key: screenLine(path.join(".")), message: `${message}${is}`, line: null, column: null };
}

/** Text of the source's author, made fit for a message. */
function shown(value: string): string {
  const line = screenLine(value);
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
