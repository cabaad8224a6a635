import { type SettingProblem, SettingsError } from "./errors.ts";
import type { Layer, Origin } from "./layer.ts";
import { type AgentEntry, BUILT_IN_AGENTS, type SettingName } from "./schema.ts";
import { environmentLayer, flagLayer, projectLayer, type SettingFlags, userLayer } from "./sources.ts";
import { type Environment, userConfigPath } from "./user-folder.ts";

/** An agent with all that every agent has. */
export type AgentSettings = AgentEntry & Required<Pick<AgentEntry, "provider" | "role">>;

/** Every setting, complete (spec section 13). */
export interface SettingsValues {
  /** `null`: GitHub where the repository has a GitHub remote, else local. */
  readonly tracker: "github" | "local" | null;
  /** `owner/name` or `host/owner/name`; `null`: from the git remote. */
  readonly repo: string | null;
  /** `null`: `origin`, or the only one. */
  readonly remote: string | null;
  /** A GitHub App to act as, instead of a person's token: all three or none. */
  readonly githubAppId: string | null;
  readonly githubAppInstallationId: string | null;
  readonly githubAppKeyFile: string | null;
  readonly pollSeconds: number;
  readonly pollTimeoutSeconds: number;
  readonly approvers: readonly string[];
  readonly maxRevisions: number;
  readonly maxAgents: number;
  /** Where worktrees go, relative to the main checkout. */
  readonly worktreeRoot: string;
  readonly setup: readonly string[];
  readonly defaultAgent: string;
  /** Of the dashboard. `auto`: by the terminal's background. */
  readonly theme: "auto" | "dark" | "light";
  readonly notify: boolean;
  /** The keys that the user gave to commands of the dashboard, by the command's id. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly agents: Readonly<Record<string, AgentSettings>>;
}

export interface Settings {
  readonly values: SettingsValues;
  /** Where each value comes from; for `agents` the strongest source that names any. */
  readonly origins: Readonly<Record<SettingName, Origin>>;
  readonly agentOrigins: Readonly<Record<string, Origin>>;
  /** What was ignored, in sentences. */
  readonly warnings: readonly string[];
  /** SHA-256 of the project's file; `null` without one. Another hash: load again. */
  readonly projectHash: string | null;
}

export interface SettingsRequest {
  /** `null` outside of any repository: no project says anything. */
  readonly plansDir: string | null;
  readonly env: Environment;
  readonly flags: SettingFlags;
  /** The user's file, where it is not in its usual place. */
  readonly userPath?: string;
}

export const DEFAULTS: SettingsValues = {
  tracker: null,
  repo: null,
  remote: null,
  githubAppId: null,
  githubAppInstallationId: null,
  githubAppKeyFile: null,
  pollSeconds: 30,
  pollTimeoutSeconds: 3600,
  approvers: [],
  maxRevisions: 5,
  maxAgents: 4,
  worktreeRoot: "..",
  setup: [],
  defaultAgent: "duc",
  theme: "auto",
  notify: true,
  keys: {},
  agents: BUILT_IN_AGENTS,
};

/**
 * Reads all sources and lays the stronger over the weaker. An agent comes whole from the strongest source
 * that names it: a project never borrows parts of a user's agent of the same name.
 * @throws SettingsError with everything that is wrong, in all sources
 */
export async function loadSettings(request: SettingsRequest): Promise<Settings> {
  const { layers, projectHash } = readLayers(request);
  const problems = problemsOf(layers);
  if (problems.length > 0) throw new SettingsError(problems);
  const { values, agentOrigins } = merge(layers);
  const names = Object.keys(DEFAULTS) as SettingName[];
  return {
    values,
    origins: Object.fromEntries(names.map((name) => [name, originOf(name, layers)])) as Settings["origins"],
    agentOrigins,
    warnings: layers.flatMap((layer) => layer.warnings),
    projectHash,
  };
}

/** What each source says, the strongest first. */
export function readLayers({ plansDir, env, flags, userPath }: SettingsRequest) {
  const project = projectLayer(plansDir);
  const user = userLayer(userPath ?? userConfigPath(env));
  return {
    layers: [flagLayer(flags), environmentLayer(env), project.layer, user],
    projectHash: project.hash,
  };
}

/** Everything that is wrong, in each source and in all of them together. */
export function problemsOf(layers: readonly Layer[]): SettingProblem[] {
  const problems = layers.flatMap((layer) => layer.problems);
  return problems.length > 0 ? problems : unknownDefaultAgent(merge(layers).values, layers);
}

function merge(layers: readonly Layer[]) {
  const { agents, agentOrigins } = mergeAgents(layers);
  const given = layers.toReversed().map((layer) => layer.values);
  const values: SettingsValues = { ...DEFAULTS, ...Object.assign({}, ...given), agents };
  return { values, agentOrigins };
}

function originOf(name: SettingName, layers: readonly Layer[]): Origin {
  return layers.find((layer) => Object.hasOwn(layer.values, name))?.origin ?? "default";
}

function mergeAgents(layers: readonly Layer[]) {
  const agents: Record<string, AgentSettings> = { ...BUILT_IN_AGENTS };
  const agentOrigins: Record<string, Origin> = { duc: "default", demo: "default" };
  for (const layer of layers.toReversed())
    for (const [name, entry] of Object.entries(layer.values.agents ?? {})) {
      // Any other agent names its own provider: a layer without it does not get here.
      const base = name === "demo" ? BUILT_IN_AGENTS.demo : BUILT_IN_AGENTS.duc;
      agents[name] = { ...base, ...entry };
      agentOrigins[name] = layer.origin;
    }
  return { agents, agentOrigins };
}

/** The one rule that needs all sources at once. */
function unknownDefaultAgent(
  { defaultAgent, agents }: SettingsValues,
  layers: readonly Layer[],
): SettingProblem[] {
  if (Object.hasOwn(agents, defaultAgent)) return [];
  const key = "defaultAgent";
  const source = layers.find((layer) => Object.hasOwn(layer.values, key))?.nameOf(key) ?? key;
  const message = `must be one of ${Object.keys(agents).join(", ")}, not ${JSON.stringify(defaultAgent)}`;
  return [{ source, key, message, line: null, column: null }];
}
