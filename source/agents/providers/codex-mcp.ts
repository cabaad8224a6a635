import { join } from "node:path";
import { fieldsOf, text, textMap, texts } from "../fields.ts";
import type { Availability } from "./provider.ts";

type Servers = Readonly<Record<string, unknown>>;

/**
 * Codex takes servers from its own configuration or from its arguments, which every user of the machine can read.
 * So it is told to start a script, and the server's arguments and variables stay in that file.
 */
export function mcpServerSettings(
  servers: Servers,
  runFolder: string,
): { settings: string[]; files: Record<string, string> } {
  const settings: string[] = [];
  const files: Record<string, string> = {};
  for (const [name, server] of Object.entries(servers)) {
    const script = `mcp-${name}.sh`;
    files[script] = scriptOf(server);
    const starts = `command="/bin/sh",args=[${JSON.stringify(join(runFolder, script))}]`;
    // Nobody is there to approve a use of it: whoever gave the agent a server wants it used.
    settings.push(`mcp_servers.${name}={${starts},default_tools_approval_mode="approve"}`);
  }
  return { settings, files };
}

/** What of these servers cannot be had. */
export function mcpObstacle(servers: Servers): Availability {
  const odd = Object.entries(servers).find(([name, server]) => !isPossible(name, server));
  if (odd === undefined) return null;
  return {
    problem: `Codex cannot be given the MCP server "${odd[0]}"`,
    remedy:
      "It needs a command, a name of letters, digits, _ and -, and plain names of variables; add any other with `codex mcp add`.",
  };
}

function isPossible(name: string, server: unknown): boolean {
  const fields = fieldsOf(server);
  const variables = Object.keys(textMap(fields?.env));
  return (
    /^[\w-]+$/.test(name) &&
    text(fields?.command) !== null &&
    variables.every((variable) => /^[A-Za-z_]\w*$/.test(variable))
  );
}

function scriptOf(server: unknown): string {
  const fields = fieldsOf(server);
  const variables = Object.entries(textMap(fields?.env)).map(
    ([name, value]) => `export ${name}=${quoted(value)}`,
  );
  const words = [text(fields?.command) ?? "", ...texts(fields?.args)].map(quoted);
  return ["#!/bin/sh", ...variables, `exec ${words.join(" ")}`, ""].join("\n");
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
