import { type Fields, fieldsOf, text } from "../../../source/agents/fields.ts";
import { type ModelService, type Step, sendEvents, sendJson, serve, stepAfter } from "./plan.ts";

/** Stands in for Anthropic's Messages API. */
export async function startAnthropic(plan: readonly Step[]): Promise<ModelService> {
  const requests: unknown[] = [];
  return await serve(requests, (path, body, response) => {
    if (path.includes("/count_tokens")) return sendJson(response, 200, { input_tokens: 42 });
    if (!new URL(path, "http://localhost").pathname.endsWith("/messages"))
      return sendJson(response, 404, refusal("not_found_error"));
    const step = stepAfter(resultsIn(body), plan);
    if ("refuse" in step) return sendJson(response, step.refuse, refusal("invalid_request_error"));
    // An agent that lost its stream asks for the answer as a whole.
    if (fieldsOf(body)?.stream !== true) return sendJson(response, 200, messageOf(step));
    sendEvents(response, eventsOf(step));
  });
}

/** The results of tools since the last thing that the user said. */
function resultsIn(body: unknown): number {
  const turns = objects(fieldsOf(body)?.messages).filter(({ role }) => role === "user");
  const said = turns.findLastIndex((turn) => !blocksOf(turn).some(isResult) && blocksOf(turn).some(isSaid));
  return turns
    .slice(said + 1)
    .flatMap(blocksOf)
    .filter(isResult).length;
}

function isResult({ type }: Fields): boolean {
  return type === "tool_result";
}

/** A program adds reminders of its own in the name of the user. */
function isSaid(block: Fields): boolean {
  const words = text(block.text)?.trim() ?? "";
  return words !== "" && !words.startsWith("<system-reminder>");
}

function blocksOf({ content }: Fields): Fields[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : objects(content);
}

function objects(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== null) : [];
}

type Answer = Exclude<Step, { refuse: number }>;

const USAGE = { input_tokens: 100, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
const OUTPUT_TOKENS = 20;

let answers = 0;

function messageOf(step: Answer) {
  answers += 1;
  const usage = { ...USAGE, output_tokens: OUTPUT_TOKENS };
  const content = [
    "say" in step
      ? { type: "text", text: step.say }
      : { type: "tool_use", id: `toolu_${answers}`, name: step.tool, input: step.input },
  ];
  const stop_reason = "say" in step ? "end_turn" : "tool_use";
  const head = { id: `msg_${answers}`, type: "message", role: "assistant", model: "stand-in" };
  return { ...head, content, stop_reason, stop_sequence: null, usage };
}

/** The same message in pieces. */
function eventsOf(step: Answer): object[] {
  const message = messageOf(step);
  const { content, stop_reason } = message;
  const begin = { ...message, content: [], stop_reason: null, usage: { ...USAGE, output_tokens: 1 } };
  const [block] = content;
  const empty = "say" in step ? { type: "text", text: "" } : { ...block, input: {} };
  return [
    { type: "message_start", message: begin },
    { type: "content_block_start", index: 0, content_block: empty },
    ...deltasOf(step).map((delta) => ({ type: "content_block_delta", index: 0, delta })),
    { type: "content_block_stop", index: 0 },
    {
      type: "message_delta",
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens: OUTPUT_TOKENS },
    },
    { type: "message_stop" },
  ];
}

function deltasOf(step: Answer): object[] {
  if ("say" in step)
    return (step.say.match(/\s*\S+/g) ?? []).map((word) => ({ type: "text_delta", text: word }));
  return [{ type: "input_json_delta", partial_json: JSON.stringify(step.input) }];
}

function refusal(type: string) {
  return { type: "error", error: { type, message: "refused by plan" } };
}
