import { AGENT_OPTIONS, type AgentConfig, type AgentOption } from "./config.ts";
import type { Availability, Provider } from "./providers/provider.ts";

/**
 * What of an agent's settings its provider cannot honour. It is refused, not passed over in silence: whoever set a
 * budget must not find out afterwards that there was none (spec section 10).
 * @param known the providers that could be chosen instead
 */
export function checkConfig(
  config: AgentConfig,
  provider: Pick<Provider, "name" | "options" | "permissionModes">,
  known: readonly Pick<Provider, "name" | "options">[],
): Availability {
  const unknown = AGENT_OPTIONS.find((option) => isSet(config[option]) && !provider.options.includes(option));
  if (unknown !== undefined) return unsupported(unknown, provider.name, known);
  const { permissionMode } = config;
  if (permissionMode === undefined || provider.permissionModes.includes(permissionMode)) return null;
  return {
    problem: `The provider "${provider.name}" has no permission mode "${permissionMode}"`,
    remedy: `Set the agent's permissionMode to one of: ${provider.permissionModes.join(", ")}.`,
  };
}

/** An empty list or object asks for nothing. */
function isSet(value: AgentConfig[AgentOption]): boolean {
  if (value === undefined) return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

function unsupported(
  option: AgentOption,
  provider: string,
  known: readonly Pick<Provider, "name" | "options">[],
): Availability {
  const able = known.filter((each) => each.options.includes(option)).map((each) => each.name);
  const instead = able.length === 0 ? "" : `, or choose a provider that has it: ${able.join(", ")}`;
  return {
    problem: `The provider "${provider}" cannot honour the agent's ${option}`,
    remedy: `Remove ${option} from the agent's settings${instead}.`,
  };
}
