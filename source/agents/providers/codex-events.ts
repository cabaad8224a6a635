import type { AgentEvent, FailureCause } from "../events.ts";
import { type Fields, fieldsOf, number, text } from "../fields.ts";
import { causeOfStatus, saidIn } from "./service-failure.ts";

/** The events of one line of `codex exec --json`. */
export function readEvent(fields: Fields): AgentEvent[] {
  switch (fields.type) {
    case "thread.started":
      return [{ type: "session", sessionId: text(fields.thread_id) ?? "" }];
    case "item.started":
    case "item.updated":
    case "item.completed":
      return readItem(fieldsOf(fields.item) ?? {}, fields.type);
    case "error":
      return [readError(text(fields.message) ?? "")];
    case "turn.completed":
      return [usageOf(fieldsOf(fields.usage)), { type: "end", outcome: "success", reason: null }];
    case "turn.failed":
      return [failure(text(fieldsOf(fields.error)?.message))];
    default:
      return [];
  }
}

/** The tokens of the whole session so far: a run that goes on with one reports those of the earlier runs too. */
function usageOf(usage: Fields | null): AgentEvent {
  return {
    type: "usage",
    inputTokens: number(usage?.input_tokens) ?? 0,
    outputTokens: number(usage?.output_tokens) ?? 0,
    scope: "session",
  };
}

/** What is said of a connection that is tried again is no failure: that comes as `turn.failed`. */
function readError(message: string): AgentEvent {
  return message.startsWith("Reconnecting")
    ? { type: "waiting", reason: message, seconds: null }
    : { type: "error", message: saidIn(message) };
}

function failure(message: string | null): AgentEvent {
  const cause = causeOfFailure(message ?? "");
  return {
    type: "end",
    outcome: "failure",
    reason: message === null ? null : saidIn(message),
    ...(cause === null ? {} : { cause }),
  };
}

/** Codex says why it failed in words only; a status is among them where the service gave one. */
export function causeOfFailure(message: string): FailureCause | null {
  const status = /\bstatus:? (\d{3})\b/.exec(message)?.[1];
  if (status !== undefined) return causeOfStatus(Number(status));
  return WORDS.find(([words]) => words.test(message))?.[1] ?? null;
}

const WORDS: readonly (readonly [RegExp, FailureCause])[] = [
  [/no rollout found|thread not found/i, "session"],
  [/missing environment variable|not logged in|log ?in again|refresh token/i, "login"],
  [/context window|context length|too long/i, "prompt"],
  [/usage limit|rate limit|quota/i, "rate_limit"],
  [
    /high demand|overloaded|at capacity|disconnected|connection|error sending request|timed? ?out/i,
    "service",
  ],
  [/^\{.*"error"/s, "refused"],
];

/** What is said of a use of an MCP server that a person would have to approve. */
export const NOT_APPROVED = "requires approval";

type Moment = "item.started" | "item.updated" | "item.completed";

function readItem(item: Fields, moment: Moment): AgentEvent[] {
  const said = text(item.text) ?? "";
  const isOver = moment === "item.completed";
  switch (item.type) {
    case "agent_message":
      return isOver ? [{ type: "text", text: said }] : [];
    case "reasoning":
      return isOver ? [{ type: "note", text: said }] : [];
    case "error":
      return isOver ? [{ type: "note", text: text(item.message) ?? "" }] : [];
    case "todo_list":
      return [{ type: "note", text: todoList(item.items) }];
    case "command_execution":
      return readTool(item, moment, "shell", text(item.command) ?? "", text(item.aggregated_output) ?? "");
    case "file_change":
      return readTool(item, moment, "edit", changes(item.changes), text(item.status) ?? "");
    case "mcp_tool_call": {
      const tool = [text(item.server), text(item.tool)].filter((part) => part !== null).join(".");
      return readTool(item, moment, tool, json(item.arguments), mcpOutput(item));
    }
    case "web_search":
      return readTool(item, moment, "web_search", text(item.query) ?? "", "done");
    default:
      return [];
  }
}

function readTool(item: Fields, moment: Moment, tool: string, input: string, output: string): AgentEvent[] {
  const callId = text(item.id) ?? "";
  if (moment === "item.started") return [{ type: "tool_call", callId, tool, input }];
  if (moment === "item.updated") return [];
  const isDenied = item.status === "declined" || (item.status === "failed" && output.includes(NOT_APPROVED));
  if (isDenied) return [{ type: "denied", tool, message: output === "" ? input : output }];
  const exitCode = number(item.exit_code) ?? 0;
  const ok = item.status !== "failed" && exitCode === 0;
  return [
    { type: "tool_result", callId, ok, output: ok || output !== "" ? output : `exit code ${exitCode}` },
  ];
}

function todoList(items: unknown): string {
  const lines = list(items).map(
    (item) => `${item.completed === true ? "[x]" : "[ ]"} ${text(item.text) ?? ""}`,
  );
  return lines.join("\n");
}

function changes(value: unknown): string {
  return list(value)
    .map((change) => `${text(change.kind) ?? "change"} ${text(change.path) ?? ""}`)
    .join("\n");
}

function mcpOutput(item: Fields): string {
  const message = text(fieldsOf(item.error)?.message);
  if (message !== null) return message;
  const content = list(fieldsOf(item.result)?.content);
  return content.map((part) => text(part.text) ?? `(${text(part.type) ?? "something"})`).join("\n");
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== null) : [];
}

function json(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}
