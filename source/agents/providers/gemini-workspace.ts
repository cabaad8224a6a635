import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Fields, fieldsOf } from "../fields.ts";

/**
 * What a worktree brings along that the Gemini CLI obeys in a folder it trusts: hooks, MCP servers, commands for tools,
 * permissions, another address of its service. It takes all or none of it, and without trust it does not work, so
 * whoever starts it there has to look first.
 */
export function ownConfiguration(worktree: string): string[] {
  const folders = OBEYED.filter((path) => existsSync(join(worktree, path)));
  return [...folders, ...settings(worktree), ...variables(worktree)];
}

const OBEYED = [".gemini/.env", ".gemini/policies", ".gemini/extensions", ".gemini/agents", ".gemini/hooks"];

/** The parts of its settings that say how it looks and what it is told, and neither start nor open anything. */
const HARMLESS = ["$schema", "context.fileName", "model", "output", "ui"];

function settings(worktree: string): string[] {
  const file = ".gemini/settings.json";
  const content = read(join(worktree, file));
  if (content === null) return [];
  const obeyed = partsOf(parsed(content) ?? { unreadable: true }).filter((part) => !HARMLESS.includes(part));
  return obeyed.length === 0 ? [] : [`${file} (${obeyed.join(", ")})`];
}

/** Those of the context one by one: some of them open folders outside the worktree. */
function partsOf({ context, ...others }: Fields): string[] {
  return [...Object.keys(others), ...Object.keys(fieldsOf(context) ?? {}).map((name) => `context.${name}`)];
}

/** Anything that is not plain JSON is refused rather than guessed at. */
function parsed(content: string) {
  try {
    return fieldsOf(JSON.parse(content));
  } catch {
    return null;
  }
}

/** Variables that change where it sends what it reads, with whose account, or how programs run. */
const STEERING =
  /^\s*(?:export\s+)?((?:GEMINI|GOOGLE|CODE_ASSIST|NODE|LD|DYLD|GIT)_\w+|\w*PROXY|PATH|SANDBOX\w*)\s*[=:]/gim;

function variables(worktree: string): string[] {
  const content = read(join(worktree, ".env")) ?? "";
  const names = [...content.matchAll(STEERING)].map((match) => match[1]);
  return names.length === 0 ? [] : [`.env (${names.join(", ")})`];
}

/** A branch may bring a link to a device, which would never be read to its end. */
function read(path: string): string | null {
  try {
    return statSync(path).isFile() ? readFileSync(path, "utf8") : null;
  } catch {
    return null;
  }
}
