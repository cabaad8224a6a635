import type { AgentEvent, EndEvent, WaitingEvent } from "../events.ts";
import { type Fields, fieldsOf, number, text, texts } from "../fields.ts";
import { claudeCause } from "./claude-causes.ts";
import { claudeFigures } from "./claude-figures.ts";

/** What the lines hold that decide something. The order of their keys is not fixed. */
export const CLAUDE_MARKERS = [
  '"type":"result"',
  '"type":"rate_limit_event"',
  '"subtype":"init"',
  '"subtype":"permission_denied"',
  '"subtype":"api_retry"',
  '"subtype":"background_tasks_changed"',
];

/** The events of one object that Claude Code printed. */
export function claudeEvents(fields: Fields): AgentEvent[] {
  switch (fields.type) {
    case "system":
      return systemEvents(fields);
    case "stream_event":
      return fragmentEvents(fields);
    case "assistant":
      return assistantEvents(fields);
    case "user":
      return resultsOfTools(fields);
    case "rate_limit_event":
      return limitEvents(fieldsOf(fields.rate_limit_info));
    case "result":
      return endEvents(fields);
    default:
      return [];
  }
}

function systemEvents(fields: Fields): AgentEvent[] {
  switch (fields.subtype) {
    case "init":
      return beginEvents(fields);
    case "permission_denied": {
      const tool = text(fields.tool_name) ?? "A tool";
      return [{ type: "denied", tool, message: text(fields.message) ?? "", ...speaker(fields) }];
    }
    case "api_retry":
      return [retryEvent(fields)];
    case "background_tasks_changed":
      return Array.isArray(fields.tasks) ? [{ type: "background", running: fields.tasks.length }] : [];
    default:
      return [];
  }
}

/** Comes again with every turn. What could not be loaded is told here alone: Claude Code works on without it. */
function beginEvents(fields: Fields): AgentEvent[] {
  const sessionId = text(fields.session_id);
  if (sessionId === null) return [];
  const model = text(fields.model);
  const payer = text(fields.apiKeySource);
  const about = model === null || payer === null || payer === "none" ? model : `${model}, paid by ${payer}`;
  return [
    { type: "session", sessionId, ...(about === null ? {} : { about }) },
    ...objects(fields.plugin_errors).map(
      (problem): AgentEvent => note(`A plugin was not loaded: ${text(problem.message) ?? "unknown reason"}`),
    ),
    ...objects(fields.mcp_servers)
      .filter((server) => server.status === "failed")
      .map((server): AgentEvent => note(`The MCP server ${text(server.name) ?? ""} did not start.`)),
  ];
}

function retryEvent(fields: Fields): WaitingEvent {
  const status = number(fields.error_status);
  const kind = text(fields.error);
  const answer =
    status === null ? "The model's service cannot be reached" : `The model's service answered ${status}`;
  const attempt = number(fields.attempt);
  const attempts = number(fields.max_retries);
  const count = attempt === null || attempts === null ? "" : `; retry ${attempt} of ${attempts}`;
  const delay = number(fields.retry_delay_ms);
  return {
    type: "waiting",
    reason: `${answer}${kind === null ? "" : ` (${kind})`}${count}`,
    seconds: delay === null ? null : delay / 1000,
  };
}

const FULL = 100;

/** Told to those who pay by subscription. */
function limitEvents(info: Fields | null): AgentEvent[] {
  if (info === null) return [];
  const name = (text(info.rateLimitType) ?? "usage").replaceAll("_", " ");
  const resetsAt = number(info.resetsAt);
  if (info.status === "rejected") {
    const seconds = resetsAt === null ? null : Math.max(0, resetsAt - Date.now() / 1000);
    const until = resetsAt === null ? "" : ` until ${inUtc(resetsAt)}`;
    return [{ type: "waiting", reason: `The account's ${name} limit is used up${until}`, seconds }];
  }
  const used = number(info.utilization);
  if (info.status !== "allowed_warning" || used === null) return [];
  const renewal = resetsAt === null ? "" : `; it is renewed at ${inUtc(resetsAt)}`;
  return [note(`${Math.round(used * FULL)} % of the account's ${name} limit is used${renewal}`)];
}

function inUtc(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  // A number that is no time must not throw.
  return Number.isNaN(date.getTime()) ? "?" : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function fragmentEvents(fields: Fields): AgentEvent[] {
  const event = fieldsOf(fields.event);
  const delta = event?.type === "content_block_delta" ? fieldsOf(event.delta) : null;
  const piece = delta?.type === "text_delta" ? text(delta.text) : null;
  return piece === null ? [] : [{ type: "fragment", text: piece, ...speaker(fields) }];
}

function assistantEvents(fields: Fields): AgentEvent[] {
  // An error of the service in the words of the agent; the result says it again.
  if (fields.is_api_error_message === true) return [];
  const from = speaker(fields);
  return objects(fieldsOf(fields.message)?.content).flatMap((block): AgentEvent[] => {
    switch (block.type) {
      case "text":
        return isBlank(block.text) ? [] : [{ type: "text", text: text(block.text) ?? "", ...from }];
      case "thinking":
        return isBlank(block.thinking) ? [] : [note(text(block.thinking) ?? "")];
      case "tool_use":
      case "server_tool_use":
        return [
          {
            type: "tool_call",
            callId: text(block.id) ?? "",
            tool: text(block.name) ?? "",
            input: inputOf(text(block.name) ?? "", block.input),
            ...from,
          },
        ];
      default:
        return [];
    }
  });
}

/** Which part of a tool's input says it all. */
const TELLING: Readonly<Record<string, string>> = {
  Bash: "command",
  Read: "file_path",
  Write: "file_path",
  Edit: "file_path",
  NotebookEdit: "notebook_path",
  Glob: "pattern",
  Grep: "pattern",
  Skill: "skill",
  Agent: "description",
  Task: "description",
  WebFetch: "url",
  WebSearch: "query",
};

function inputOf(tool: string, input: unknown): string {
  const telling = text(fieldsOf(input)?.[TELLING[tool] ?? ""]);
  return telling ?? JSON.stringify(input) ?? "";
}

function resultsOfTools(fields: Fields): AgentEvent[] {
  const rejected = new Set(
    objects(fields.tool_result_meta)
      .filter((meta) => meta.non_execution_kind === "user-rejected")
      .map((meta) => meta.id),
  );
  // What the agent itself is told of a sub-agent that has only begun is long, and for nobody else.
  const goesOn = fieldsOf(fields.tool_use_result)?.isAsync === true;
  return objects(fieldsOf(fields.message)?.content).flatMap((block): AgentEvent[] => {
    // That it was denied has been said, in the same words.
    if (block.type !== "tool_result" || rejected.has(block.tool_use_id)) return [];
    return [
      {
        type: "tool_result",
        callId: text(block.tool_use_id) ?? "",
        ok: block.is_error !== true,
        output: goesOn ? "(it goes on in the background)" : outputOf(block.content),
        ...speaker(fields),
      },
    ];
  });
}

function outputOf(content: unknown): string {
  if (!Array.isArray(content)) return text(content) ?? "";
  return objects(content)
    .map((part) => text(part.text) ?? `(${text(part.type) ?? "something"})`)
    .join("\n");
}

function endEvents(fields: Fields): AgentEvent[] {
  return [...claudeFigures(fields), endEvent(fields)];
}

/** An error of the service is a "success" by its subtype. */
function endEvent(fields: Fields): EndEvent {
  const isSuccess = fields.subtype === "success" && fields.is_error !== true;
  const denials = Array.isArray(fields.permission_denials) ? fields.permission_denials.length : 0;
  const common = {
    type: "end",
    denials,
    ...(fieldsOf(fields.origin)?.kind === "task-notification" ? { isFollowUp: true } : {}),
  } as const;
  // What it says in the end, it has said before.
  if (isSuccess) return { ...common, outcome: "success", reason: null };
  const reason = text(fields.result) ?? (texts(fields.errors).join(" ") || null);
  const cause = claudeCause(fields, reason ?? "");
  return { ...common, outcome: "failure", reason, ...(cause === null ? {} : { cause }) };
}

function note(words: string): AgentEvent {
  return { type: "note", text: words };
}

function speaker(fields: Fields): { readonly parent?: string } {
  const parent = text(fields.parent_tool_use_id);
  return parent === null ? {} : { parent };
}

function isBlank(value: unknown): boolean {
  return (text(value) ?? "").trim() === "";
}

function objects(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== null) : [];
}
