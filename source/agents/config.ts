/** What of an agent's settings only some providers can honour. */
export const AGENT_OPTIONS = [
  "model",
  "skills",
  "plugins",
  "mcpServers",
  "permissionMode",
  "allowedTools",
  "maxBudgetUsd",
  "maxTurns",
  "command",
] as const satisfies readonly (keyof AgentConfig)[];
export type AgentOption = (typeof AGENT_OPTIONS)[number];

/** One agent of the settings, with the defaults filled in (spec section 10). */
export interface AgentConfig {
  /** Normally a `ProviderName`; anything else is refused with the names that are known. */
  readonly provider: string;
  /** How the provider is driven. */
  readonly mode?: "cli" | undefined;
  readonly model?: string | undefined;
  readonly role: string;
  /** The role's instructions; they are part of the prompt that a run is given. */
  readonly prompt?: string | undefined;
  readonly skills?: readonly string[] | undefined;
  readonly plugins?: readonly string[] | undefined;
  readonly mcpServers?: Readonly<Record<string, unknown>> | undefined;
  /** The longest that a run may take, in seconds. */
  readonly timeoutSeconds: number;
  /** The longest that a run may say nothing, in seconds. */
  readonly stallSeconds: number;
  /** What is kept of a run's output, in MiB; the rest is dropped, with a mark in the log. */
  readonly maxOutputMegabytes?: number | undefined;
  readonly permissionMode?: string | undefined;
  readonly allowedTools?: readonly string[] | undefined;
  readonly maxBudgetUsd?: number | undefined;
  readonly maxTurns?: number | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** What the `command` provider runs: the program and its arguments, never a line for a shell. */
  readonly command?: readonly string[] | undefined;
  /** The tracker account that this agent comments with. */
  readonly account?: string | undefined;
}
