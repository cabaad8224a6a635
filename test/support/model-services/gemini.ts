import { fieldsOf } from "../../../source/agents/fields.ts";
import { type ModelService, type Step, sendEvents, sendJson, serve, stepAfter } from "./plan.ts";

/** Stands in for the Gemini API, as far as the Gemini CLI uses it. */
export async function startGemini(plan: readonly Step[]): Promise<ModelService> {
  return await serve([], (path, body, response) => {
    if (path.includes(":countTokens")) return sendJson(response, 200, { totalTokens: 42 });
    if (!path.includes("enerateContent")) return sendJson(response, 404, refusal(404));
    const step = stepAfter(resultsIn(body), plan);
    if ("refuse" in step) return sendJson(response, step.refuse, refusal(step.refuse));
    if (path.includes(":generateContent")) return sendJson(response, 200, answer([{ text: ROUTING }]));
    sendEvents(response, "say" in step ? words(step.say) : [answer([callOf(step)])]);
  });
}

/** The CLI asks first which model shall answer. */
const ROUTING = JSON.stringify({ complexity_reasoning: "simple", complexity_score: 10 });

/** The results of tools since the last thing that the user said. */
function resultsIn(body: unknown): number {
  const contents = fieldsOf(body)?.contents;
  const turns = (Array.isArray(contents) ? contents : []).map((turn) => partsOf(turn));
  const said = turns.findLastIndex((parts) => parts.some(({ role, text }) => role === "user" && text));
  return turns
    .slice(said + 1)
    .flat()
    .filter(({ result }) => result).length;
}

function partsOf(turn: unknown) {
  const { role, parts } = fieldsOf(turn) ?? {};
  return (Array.isArray(parts) ? parts : []).map((part) => {
    const { text, functionResponse } = fieldsOf(part) ?? {};
    return { role, text: text !== undefined, result: functionResponse !== undefined };
  });
}

function callOf(step: Extract<Step, { tool: string }>) {
  return { functionCall: { name: step.tool, args: step.input } };
}

/** Word by word: the CLI prints every piece as an event of its own. */
function words(said: string) {
  return (said.match(/\s*\S+/g) ?? []).map((text) => answer([{ text }]));
}

function answer(parts: readonly unknown[]) {
  return {
    candidates: [{ index: 0, finishReason: "STOP", content: { role: "model", parts } }],
    usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 20, totalTokenCount: 120 },
  };
}

function refusal(code: number) {
  return { error: { code, message: "refused by plan", status: "REFUSED" } };
}
