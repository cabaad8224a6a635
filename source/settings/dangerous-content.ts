import { createHash } from "node:crypto";
import { isObject } from "./config-file.ts";
import type { DangerousItem } from "./errors.ts";
import type { AgentSettings, Settings } from "./settings.ts";

/** Permission modes in which an agent still asks or only reads; any other must be trusted. */
const CAUTIOUS_MODES: ReadonlySet<string> = new Set([
  ...["plan", "default", "manual", "dontAsk", "acceptEdits"],
  ...["read-only", "workspace-write", "auto_edit", "edit", "write"],
]);

/** Control and format characters, separators of lines, halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Everything that the project's own file would run or allow to run, in a fixed order. Values from the
 * user, the environment or a flag are the user's own words and are not among them.
 */
export function dangerousContent({ values, origins, agentOrigins }: Settings): DangerousItem[] {
  const setup = origins.setup === "project" ? values.setup : [];
  const names = Object.keys(values.agents).filter((name) => agentOrigins[name] === "project");
  return [
    ...setup.map((line) => ({ what: "setup", text: visibleLine(line) })),
    ...names.sort().flatMap((name) => agentContent(name, values.agents[name])),
  ];
}

/** Identifies the content: any change of what would run, or of its order, is another digest. */
export function trustDigest(items: readonly DangerousItem[]): string {
  const canonical = JSON.stringify(items.map((item) => [item.what, item.text]));
  return createHash("sha256").update(canonical).digest("hex");
}

function agentContent(name: string, agent: AgentSettings | undefined): DangerousItem[] {
  if (agent === undefined) return [];
  const { command, mcpServers, plugins, env, allowedTools, permissionMode } = agent;
  const mode =
    permissionMode !== undefined && !CAUTIOUS_MODES.has(permissionMode) ? permissionMode : undefined;
  // A tool that is allowed without asking, and a prompt from the same file, are a command as well.
  const parts = { command, mcpServers, plugins, env, allowedTools, permissionMode: mode };
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined && Object.keys(value).length > 0)
    .map(([key, value]) => ({ what: `agents.${name}.${key}`, text: visibleJson(value) }));
}

/** The line as it is, or as JSON where that would hide a part of it. The two cannot be taken for each other. */
function visibleLine(line: string): string {
  return line.startsWith('"') || line.search(UNSEEN) >= 0 ? visibleJson(line) : line;
}

/** JSON with sorted keys and every character that the eye cannot see written as an escape. */
function visibleJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) => (isObject(part) ? sorted(part) : part));
  return text.replace(UNSEEN, (character) => character.split("").map(escaped).join(""));
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
