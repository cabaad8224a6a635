/** The variable that marks every process of a run, by which the ones that left its group are found. */
export const RUN_TAG = "ORC_RUN_ID";
/** Where the run's files are; every process of the run has it as well. */
export const RUN_FOLDER = "ORC_RUN_DIR";

/** The agent gets the least it needs: no access to the tracker (spec sections 6 and 10). */
const TRACKER_TOKENS = ["GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];

const NOT_INHERITED = new Set([
  ...TRACKER_TOKENS,
  // Belongs to our own runtime, and would change the agent's.
  "NODE_OPTIONS",
  "NODE_COMPILE_CACHE",
  "NODE_DISABLE_COMPILE_CACHE",
  "NODE_ENV",
  "NODE_CHANNEL_FD",
  // Set where orc-tui is started by a git hook: they would point the agent's git away from its worktree.
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_COMMON_DIR",
  "GIT_PREFIX",
  // Set inside a Claude Code session: its nested agents would refuse to start or report to the outer one.
  "CLAUDECODE",
  "CLAUDE_PID",
  "CLAUDE_EFFORT",
  "CLAUDE_CODE_ENTRYPOINT",
  "CLAUDE_CODE_EXECPATH",
  "CLAUDE_CODE_SSE_PORT",
]);
/** Only what describes the outer session: `CLAUDE_CODE_OAUTH_TOKEN` and `CLAUDE_CODE_USE_BEDROCK` are a login. */
const NOT_INHERITED_PREFIXES = [
  "ORC_TUI_",
  "CLAUDE_CODE_SESSION_",
  "CLAUDE_CODE_CHILD_",
  "CLAUDE_CODE_MESSAGING_",
];

/** Logins at the tracker's own service that one provider cannot do without, and no other is to have. */
const OF_ONE_PROVIDER: Readonly<Record<string, string>> = { COPILOT_GITHUB_TOKEN: "copilot" };

/** What the program of a provider, and its supervisor, may inherit from the process that starts them. */
export function agentEnvironment(source: NodeJS.ProcessEnv, provider: string): Record<string, string> {
  const entries = Object.entries(source).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && isInherited(entry[0]) && (OF_ONE_PROVIDER[entry[0]] ?? provider) === provider,
  );
  return Object.fromEntries(entries);
}

function isInherited(name: string): boolean {
  return !NOT_INHERITED.has(name) && !NOT_INHERITED_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/**
 * What a run adds to the inherited environment. The run's own variables win over the configured ones,
 * and no configuration can hand the agent a tracker token.
 */
export function runEnvironment(
  configured: Readonly<Record<string, string>>,
  run: Readonly<Record<string, string>>,
): Record<string, string> {
  const allowed = Object.entries(configured).filter(([name]) => !TRACKER_TOKENS.includes(name));
  return { ...Object.fromEntries(allowed), ...run };
}
