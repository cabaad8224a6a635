import type { Options } from "./command.ts";

/** What every command takes (spec section 11). */
export const GLOBAL_OPTIONS = {
  json: { type: "boolean", help: "machine-readable results" },
  cwd: { type: "string", value: "<folder>", help: "act as if started there" },
  remote: { type: "string", value: "<name>", help: "the git remote (origin, or the only one)" },
  repo: { type: "string", value: "<owner/name>", help: "the repository on the tracker" },
  "no-color": { type: "boolean", help: "no colours" },
  "screen-reader": { type: "boolean", help: "the dashboard in words, for a screen reader" },
  debug: {
    type: "boolean",
    help: "write more into .plans/log, and show where an unexpected error comes from",
  },
  help: { type: "boolean", short: "h", help: "this help, also for each command" },
  version: { type: "boolean", help: "the version" },
} as const satisfies Options;
