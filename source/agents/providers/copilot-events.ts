import type { AgentEvent, EndEvent, FailureCause } from "../events.ts";
import { type Fields, fieldsOf, number, text } from "../fields.ts";
import { causeOfStatus } from "./service-failure.ts";

/** What the lines hold that decide something. */
export const COPILOT_MARKERS = [
  '"type":"result"',
  '"type":"session.error"',
  '"type":"assistant.turn_retry"',
  '"aborted":true',
  '"code":"denied"',
];

/** The events of one line of `copilot --output-format json`. */
export function copilotEvents(fields: Fields): AgentEvent[] {
  const data = fieldsOf(fields.data) ?? {};
  const from = speaker(fields, data);
  switch (fields.type) {
    case "assistant.message_delta":
      return [{ type: "fragment", text: text(data.deltaContent) ?? "", ...from }];
    case "assistant.message":
      return messageEvents(data, from);
    case "tool.execution_start":
      return [{ type: "tool_call", ...toolOf(data), ...from }];
    case "tool.execution_complete":
      return [resultOfTool(data, from)];
    case "assistant.turn_retry":
      return [{ type: "waiting", reason: reasonOfRetry(text(data.reason)), seconds: null }];
    case "session.error":
      return [failure(data)];
    case "assistant.idle":
      return data.aborted === true
        ? [{ type: "end", outcome: "failure", reason: "It was interrupted", cause: "aborted" }]
        : [];
    case "result":
      return resultEvents(fields);
    default:
      return [];
  }
}

type Speaker = { readonly parent?: string };

/** A sub-agent is known by the use of a tool that started it, or by an id of its own. */
function speaker(fields: Fields, data: Fields): Speaker {
  const parent = text(data.parentToolCallId) ?? text(fields.agentId);
  return parent === null ? {} : { parent };
}

function messageEvents(data: Fields, from: Speaker): AgentEvent[] {
  const thoughts = text(data.reasoningText) ?? "";
  const words = text(data.content) ?? "";
  return [
    ...(thoughts.trim() === "" ? [] : [{ type: "note", text: thoughts } as const]),
    ...(words.trim() === "" ? [] : [{ type: "text", text: words, ...from } as const]),
  ];
}

/** Which part of a tool's input says it all. */
const TELLING: Readonly<Record<string, string>> = {
  bash: "command",
  create: "path",
  edit: "path",
  view: "path",
  glob: "pattern",
  grep: "pattern",
  task: "description",
  web_fetch: "url",
  skill: "skill",
};

function toolOf(data: Fields) {
  const tool = text(data.toolName) ?? "";
  const telling = text(fieldsOf(data.arguments)?.[TELLING[tool] ?? ""]);
  return {
    callId: text(data.toolCallId) ?? "",
    tool,
    input: telling ?? JSON.stringify(data.arguments) ?? "",
  };
}

function resultOfTool(data: Fields, from: Speaker): AgentEvent {
  const callId = text(data.toolCallId) ?? "";
  const error = fieldsOf(data.error);
  const message = text(error?.message) ?? "";
  // Which tool it was, the line before says.
  if (error?.code === "denied") return { type: "denied", tool: "This tool", message, ...from };
  if (error !== null || data.success === false)
    return { type: "tool_result", callId, ok: false, output: message, ...from };
  const output = text(fieldsOf(data.result)?.content) ?? "";
  return { type: "tool_result", callId, ok: true, output, ...from };
}

function reasonOfRetry(reason: string | null): string {
  const kind = reason === null ? "" : ` (${reason.replaceAll("_", " ")})`;
  return `The model's service did not answer as it should${kind}`;
}

/** It is said before the result, which tells no more than that it failed. */
function failure(data: Fields): EndEvent {
  const reason = text(data.message);
  const cause = causeOf(data, reason ?? "");
  return { type: "end", outcome: "failure", reason, ...(cause === null ? {} : { cause }) };
}

function causeOf(data: Fields, message: string): FailureCause | null {
  if (data.errorType === "authentication") return "login";
  if (data.errorType === "rate_limit") return "rate_limit";
  const status = number(data.statusCode);
  if (status !== null) return causeOfStatus(status);
  return WORDS.find(([words]) => words.test(message))?.[1] ?? null;
}

/** What has no status. */
const WORDS: readonly (readonly [RegExp, FailureCause])[] = [
  [/prompt as too long|context limit/i, "prompt"],
  [/could not connect|failed to get response/i, "service"],
];

function resultEvents({ sessionId, exitCode }: Fields): AgentEvent[] {
  const id = text(sessionId);
  return [
    ...(id === null ? [] : [{ type: "session", sessionId: id } as const]),
    ...(exitCode === 0 ? [{ type: "end", outcome: "success", reason: null } as const] : []),
  ];
}
