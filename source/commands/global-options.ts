import type { ParseArgsOptionsConfig } from "node:util";

/** What every command takes (spec section 11). */
export const GLOBAL_OPTIONS = {
  json: { type: "boolean" },
  repo: { type: "string" },
  remote: { type: "string" },
  cwd: { type: "string" },
  "no-color": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export const GLOBAL_OPTION_HELP = [
  ["--json", "machine-readable results"],
  ["--cwd <folder>", "act as if started there"],
  ["--remote <name>", "the git remote (origin, or the only one)"],
  ["--repo <owner/name>", "the repository on the tracker"],
  ["--no-color", "no colours"],
  ["-h, --help", "help, also for each command"],
] as const;
