import { fieldsOf, text } from "../../../source/agents/fields.ts";
import { type ModelService, type Step, sendEvents, sendJson, serve, stepAfter } from "./plan.ts";

/** Stands in for OpenAI's Responses API, as far as the Codex CLI uses it. */
export async function startOpenAi(plan: readonly Step[]): Promise<ModelService> {
  return await serve([], (path, body, response) => {
    if (!path.endsWith("/responses")) return sendJson(response, 404, { error: { message: "no such path" } });
    const step = stepAfter(resultsIn(body), plan);
    if ("refuse" in step) return sendJson(response, step.refuse, { error: { message: "refused by plan" } });
    sendEvents(response, answerTo(step));
  });
}

/** The results of tools since the last thing that the user said. */
function resultsIn(body: unknown): number {
  const input = fieldsOf(body)?.input;
  const items = (Array.isArray(input) ? input : []).map(fieldsOf);
  const said = items.findLastIndex((item) => item?.type === "message" && item.role === "user");
  return items.slice(said + 1).filter((item) => text(item?.type)?.endsWith("_call_output")).length;
}

function answerTo(step: Exclude<Step, { refuse: number }>) {
  const item = itemOf(step);
  const response = { id: "resp_1", object: "response", status: "in_progress", output: [] };
  const usage = {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 20,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 120,
  };
  return [
    { type: "response.created", response },
    { type: "response.output_item.done", output_index: 0, item },
    { type: "response.completed", response: { ...response, status: "completed", output: [item], usage } },
  ];
}

function itemOf(step: Exclude<Step, { refuse: number }>) {
  if ("say" in step) {
    const content = [{ type: "output_text", text: step.say, annotations: [] }];
    return { type: "message", id: "msg_1", role: "assistant", status: "completed", content };
  }
  const call = { id: "fc_1", call_id: "call_1", name: step.tool, status: "completed" };
  return typeof step.input === "string"
    ? { type: "custom_tool_call", ...call, input: step.input }
    : { type: "function_call", ...call, arguments: JSON.stringify(step.input) };
}
