import { UnknownAgentError } from "./errors.ts";
import type { AgentSettings, Settings } from "./settings.ts";

/** An agent's settings with the defaults that every provider shares filled in. */
export type ChosenConfig = AgentSettings &
  Required<Pick<AgentSettings, "mode" | "timeoutSeconds" | "stallSeconds">>;

export interface ChosenAgent {
  readonly name: string;
  readonly config: ChosenConfig;
}

const SHARED = { mode: "cli", timeoutSeconds: 3600, stallSeconds: 600 } as const;

/**
 * The agent of that name, or the default one (`null`).
 * @throws UnknownAgentError that lists the names there are
 */
export function chooseAgent({ values }: Settings, name: string | null): ChosenAgent {
  const chosen = name ?? values.defaultAgent;
  const agent = Object.hasOwn(values.agents, chosen) ? values.agents[chosen] : undefined;
  if (agent === undefined) throw new UnknownAgentError(chosen, Object.keys(values.agents));
  return { name: chosen, config: { ...SHARED, ...agent } };
}
