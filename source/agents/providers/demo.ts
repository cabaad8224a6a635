import type { AgentEvent } from "../events.ts";
import { type Fields, fieldsOfLine, number, oneOf, text } from "../fields.ts";
import { neverTakenOver } from "./never-taken-over.ts";
import type { Provider } from "./provider.ts";

/** The built-in agent: a real program with no model behind it, for first steps, trials and tests. */
export const demo: Provider = {
  name: "demo",
  title: "the demo agent",
  capabilities: { resume: false, takeOver: false, usage: true, cost: false, tools: true },
  options: ["model"],
  permissionModes: [],
  requiresEndEvent: true,
  markers: ['"type":"session"', '"type":"usage"', '"type":"error"', '"type":"end"'],
  fragments: {},
  loginRemedy: "",
  installed: () => null,
  loggedIn: async () => null,
  version: async () => null,
  takeOver: neverTakenOver,
  explainExit: () => null,

  command(config, context) {
    return {
      file: process.execPath,
      args: [context.demoEntry],
      env: config.model === undefined ? {} : { ORC_DEMO_BEHAVIOUR: config.model },
      stdin: context.prompt,
    };
  },

  readLine(line) {
    const fields = fieldsOfLine(line);
    if (fields === null) return line.trim() === "" ? [] : [{ type: "text", text: line }];
    const event = toEvent(fields);
    return event === null ? [] : [event];
  },
};

function toEvent(fields: Fields): AgentEvent | null {
  switch (fields.type) {
    case "text":
      return { type: "text", text: text(fields.text) ?? "" };
    case "tool_call":
      return {
        type: "tool_call",
        callId: text(fields.id) ?? "",
        tool: text(fields.name) ?? "",
        input: text(fields.input) ?? "",
      };
    case "tool_result":
      return {
        type: "tool_result",
        callId: text(fields.id) ?? "",
        ok: fields.ok === true,
        output: text(fields.output) ?? "",
      };
    case "usage":
      return {
        type: "usage",
        inputTokens: number(fields.input_tokens) ?? 0,
        outputTokens: number(fields.output_tokens) ?? 0,
        scope: "step",
      };
    case "session":
      return { type: "session", sessionId: text(fields.session_id) ?? "" };
    case "error":
      return { type: "error", message: text(fields.message) ?? "" };
    case "end":
      return {
        type: "end",
        outcome: oneOf(fields.outcome, ["success", "failure"]) ?? "failure",
        reason: text(fields.reason),
      };
    default:
      return null;
  }
}
