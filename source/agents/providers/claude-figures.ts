import type { AgentEvent } from "../events.ts";
import { type Fields, fieldsOf, number } from "../fields.ts";

/**
 * The tokens and the cost that a `result` object tells of.
 *
 * Its totals count a session from its beginning: in a run that goes on with one, what an earlier run took is in them
 * again. Versions that do not tell what is new tell only those.
 */
export function claudeFigures(result: Fields): AgentEvent[] {
  const news = fieldsOf(result.model_usage_since_last_result);
  if (news !== null) {
    const models = modelsOf(news);
    return [tokens(models, "step"), { type: "cost", costUsd: sumOf(models, "costUSD"), scope: "step" }];
  }
  const models = modelsOf(fieldsOf(result.modelUsage) ?? {});
  const costUsd = number(result.total_cost_usd);
  return [
    models.length > 0 ? tokens(models, "run") : tokensOfTurn(fieldsOf(result.usage) ?? {}),
    ...(costUsd === null ? [] : [{ type: "cost", costUsd, scope: "run" } as const]),
  ];
}

function modelsOf(usage: Fields): Fields[] {
  return Object.values(usage)
    .map(fieldsOf)
    .filter((model) => model !== null);
}

function tokens(models: readonly Fields[], scope: "step" | "run"): AgentEvent {
  const inputTokens = sumOf(models, "inputTokens", "cacheReadInputTokens", "cacheCreationInputTokens");
  return { type: "usage", inputTokens, outputTokens: sumOf(models, "outputTokens"), scope };
}

function tokensOfTurn(usage: Fields): AgentEvent {
  const names = ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"];
  const inputTokens = sumOf([usage], ...names);
  return { type: "usage", inputTokens, outputTokens: sumOf([usage], "output_tokens"), scope: "step" };
}

function sumOf(objects: readonly Fields[], ...names: string[]): number {
  const numbers = objects.flatMap((each) => names.map((name) => number(each[name]) ?? 0));
  return numbers.reduce((total, each) => total + each, 0);
}
