import type { AgentEvent, EndEvent, FailureCause } from "../events.ts";
import { type Fields, fieldsOf, number, text } from "../fields.ts";
import { causeOfStatus } from "./service-failure.ts";

/** What the lines hold that decide something. */
export const OPENCODE_MARKERS = [
  '"type":"step_start"',
  '"type":"step_finish"',
  '"type":"error"',
  '"status":"error"',
];

/** The events of one line of `opencode run --format json`. */
export function opencodeEvents(fields: Fields): AgentEvent[] {
  const part = fieldsOf(fields.part);
  switch (fields.type) {
    case "step_start":
      // Every line names the session; it is told where work begins, or does not come to its beginning.
      return sessionEvents(text(fields.sessionID));
    case "text":
      return [{ type: "text", text: text(part?.text) ?? "" }];
    case "tool_use":
      return toolEvents(part ?? {});
    case "step_finish":
      return [...figures(part ?? {}), ...endEvents(text(part?.reason))];
    case "error":
      return [...sessionEvents(text(fields.sessionID)), failure(fieldsOf(fields.error))];
    default:
      return [];
  }
}

function sessionEvents(sessionId: string | null): AgentEvent[] {
  return sessionId === null ? [] : [{ type: "session", sessionId }];
}

/** Which part of a tool's input says it all. */
const TELLING: Readonly<Record<string, string>> = {
  bash: "command",
  read: "filePath",
  write: "filePath",
  edit: "filePath",
  glob: "pattern",
  grep: "pattern",
  task: "description",
  webfetch: "url",
  websearch: "query",
  skill: "name",
};

/** A tool is told of when it has been used, in one line with what came of it. */
function toolEvents(part: Fields): AgentEvent[] {
  const callId = text(part.callID) ?? "";
  const tool = text(part.tool) ?? "";
  const state = fieldsOf(part.state);
  const input = text(fieldsOf(state?.input)?.[TELLING[tool] ?? ""]) ?? JSON.stringify(state?.input) ?? "";
  const call: AgentEvent = { type: "tool_call", callId, tool, input };
  if (state?.status !== "error")
    return [call, { type: "tool_result", callId, ok: true, output: text(state?.output) ?? "" }];
  const message = text(state.error) ?? "";
  return [
    call,
    DENIAL.test(message)
      ? { type: "denied", tool, message: message.replace(RULES, "") }
      : { type: "tool_result", callId, ok: false, output: message },
  ];
}

/** A denied use of a tool differs from a failed one in its words alone. */
const DENIAL = /^The user (?:rejected permission|has specified a rule)/;
/** All the rules that there are, as JSON. */
const RULES = / Here are some of the relevant rules .*$/s;

function figures({ tokens, cost }: Fields): AgentEvent[] {
  const counts = fieldsOf(tokens);
  const cache = fieldsOf(counts?.cache);
  const sum = (...values: unknown[]) =>
    values.reduce<number>((total, each) => total + (number(each) ?? 0), 0);
  return [
    {
      type: "usage",
      inputTokens: sum(counts?.input, cache?.read, cache?.write),
      outputTokens: sum(counts?.output, counts?.reasoning),
      scope: "step",
    },
    { type: "cost", costUsd: number(cost) ?? 0, scope: "step" },
  ];
}

/** After a step that ends with tools, another follows; where none does, the agent was cut off. */
function endEvents(reason: string | null): EndEvent[] {
  switch (reason) {
    case null:
    case "tool-calls":
      return [];
    case "stop":
      return [{ type: "end", outcome: "success", reason: null }];
    case "length":
      return [end("The model's answer was cut off: it had reached its greatest length")];
    case "content-filter":
      return [end("The model's service withheld the answer", "refused")];
    default:
      return [end(`The model ended its answer with "${reason}"`)];
  }
}

/** Work may go on after an error, and then ends anew. */
function failure(error: Fields | null): EndEvent {
  const data = fieldsOf(error?.data);
  const status = number(data?.statusCode);
  const cause = causeOfName(text(error?.name)) ?? (status === null ? null : causeOfStatus(status));
  return end(text(data?.message) ?? text(error?.name), cause);
}

function causeOfName(name: string | null): FailureCause | null {
  switch (name) {
    case "ProviderAuthError":
      return "login";
    case "ContentFilterError":
      return "refused";
    case "ContextOverflowError":
      return "prompt";
    case "MessageAbortedError":
      return "aborted";
    default:
      return null;
  }
}

function end(reason: string | null, cause: FailureCause | null = null): EndEvent {
  return { type: "end", outcome: "failure", reason, ...(cause === null ? {} : { cause }) };
}
