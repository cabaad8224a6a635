import type { AgentEvent, FailureCause } from "../events.ts";
import { type Fields, fieldsOf, number, text } from "../fields.ts";
import { causeOfStatus, saidIn } from "./service-failure.ts";

/** The events of one line of `gemini --output-format=stream-json`. */
export function readEvent(fields: Fields): AgentEvent[] {
  switch (fields.type) {
    case "init":
      return [sessionOf(fields)];
    case "message":
      return fields.role === "assistant" ? [saying(fields)] : [];
    case "tool_use":
      return [
        {
          type: "tool_call",
          callId: text(fields.tool_id) ?? "",
          tool: text(fields.tool_name) ?? "",
          input: inputOf(fields.parameters),
        },
      ];
    case "tool_result":
      return [resultOf(fields)];
    case "error": {
      const message = text(fields.message) ?? "";
      return fields.severity === "warning" ? [{ type: "note", text: message }] : [{ type: "error", message }];
    }
    case "result":
      return [usageOf(fieldsOf(fields.stats)), endOf(fields)];
    default:
      return [];
  }
}

function sessionOf(fields: Fields): AgentEvent {
  const model = text(fields.model);
  const about = model === null ? {} : { about: `Model ${model}` };
  return { type: "session", sessionId: text(fields.session_id) ?? "", ...about };
}

/** Pieces are all that is said: the whole never follows. */
function saying(fields: Fields): AgentEvent {
  const said = text(fields.content) ?? "";
  return { type: fields.delta === true ? "fragment" : "text", text: said };
}

/** What of a tool's input says it all, where there is such a part. */
const TELLING = ["command", "file_path", "dir_path", "pattern", "query"];

function inputOf(parameters: unknown): string {
  const telling = TELLING.map((name) => text(fieldsOf(parameters)?.[name])).find((part) => part !== null);
  return telling ?? JSON.stringify(parameters) ?? "";
}

function resultOf(fields: Fields): AgentEvent {
  const error = fieldsOf(fields.error);
  const callId = text(fields.tool_id) ?? "";
  const output = text(fields.output) ?? text(error?.message) ?? "";
  if (error?.type === "policy_violation") return { type: "denied", tool: toolOf(callId), message: output };
  return { type: "tool_result", callId, ok: fields.status === "success", output };
}

/** A call's id begins with the name of its tool. */
function toolOf(callId: string): string {
  return callId.split("__")[0] || "A tool";
}

/** The tokens of the run, also of one that goes on with a session. */
function usageOf(stats: Fields | null): AgentEvent {
  return {
    type: "usage",
    inputTokens: number(stats?.input_tokens) ?? 0,
    outputTokens: number(stats?.output_tokens) ?? 0,
    scope: "run",
  };
}

function endOf(fields: Fields): AgentEvent {
  if (fields.status === "success") return { type: "end", outcome: "success", reason: null };
  const message = text(fieldsOf(fields.error)?.message);
  const cause = causeOfFailure(message ?? "");
  return {
    type: "end",
    outcome: "failure",
    reason: message === null ? null : saidIn(message),
    ...(cause === null ? {} : { cause }),
  };
}

function causeOfFailure(message: string): FailureCause | null {
  const status = /"code":\s*(\d{3})\b/.exec(message)?.[1];
  if (status !== undefined) return causeOfStatus(Number(status));
  return WORDS.find(([words]) => words.test(message))?.[1] ?? null;
}

const WORDS: readonly (readonly [RegExp, FailureCause])[] = [
  [/turn limit|session turns/i, "turns"],
  [/quota|rate limit|exhausted/i, "rate_limit"],
  [/auth|log ?in|api key/i, "login"],
  [/fetch failed|network|timed? ?out|unavailable|overloaded|ECONN/i, "service"],
  [/token count|context window|too long/i, "prompt"],
];
