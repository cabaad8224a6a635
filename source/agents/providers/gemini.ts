import { AgentUnavailableError } from "../errors.ts";
import type { AgentEvent } from "../events.ts";
import { fieldsOfLine } from "../fields.ts";
import { readEvent } from "./gemini-events.ts";
import { explainGeminiExit } from "./gemini-exits.ts";
import { hasGeminiLogin } from "./gemini-login.ts";
import { ownConfiguration } from "./gemini-workspace.ts";
import {
  environmentFor,
  isOfPackage,
  type Program,
  programAvailability,
  programVersion,
  requireProgram,
} from "./program.ts";
import type { Provider } from "./provider.ts";

const program: Program = {
  name: "gemini",
  install:
    "Install the Gemini CLI with `npm install -g @google/gemini-cli`, then run `gemini` once to log in.",
};

const LOGIN = "Log in by running `gemini` once, or set GEMINI_API_KEY.";

/**
 * Google's Gemini CLI, without a terminal. It takes MCP servers only from its own settings files, none of which can be
 * given for one run.
 */
export const gemini: Provider = {
  name: "gemini",
  title: "Gemini CLI",
  capabilities: { resume: true, takeOver: true, usage: true, cost: false, tools: true },
  options: ["model", "permissionMode", "allowedTools"],
  permissionModes: ["auto_edit", "default", "plan", "yolo"],
  requiresEndEvent: true,
  markers: ['"type":"init"', '"type":"result"', '"type":"error"', '"type":"policy_violation"'],
  fragments: { suffixes: ['"delta":true}'] },
  loginRemedy: LOGIN,
  installed: (config) => programAvailability(program, config),
  version: (config) => programVersion(program, config),
  explainExit: explainGeminiExit,

  async loggedIn(config) {
    if (hasGeminiLogin(environmentFor(config)) || !isOfPackage(program, "@google/gemini-cli", config))
      return null;
    return { problem: "The Gemini CLI is not logged in", remedy: LOGIN };
  },

  command(config, { worktree, runId, prompt, sessionId }) {
    const file = requireProgram(program, config);
    const obeyed = ownConfiguration(worktree);
    if (obeyed.length > 0) throw untrusted(obeyed);
    const { model, allowedTools = [], permissionMode = "auto_edit" } = config;
    const args = [
      "--output-format=stream-json",
      `--approval-mode=${permissionMode}`,
      sessionId === null ? `--session-id=${runId}` : `--resume=${sessionId}`,
      ...(model === undefined ? [] : [`--model=${model}`]),
      ...(allowedTools.length === 0 ? [] : [`--allowed-tools=${allowedTools.join(",")}`]),
    ];
    return { file, args, env: ENVIRONMENT, stdin: prompt };
  },

  takeOver(config, { sessionId }) {
    return { file: requireProgram(program, config), args: [`--resume=${sessionId}`], env: {} };
  },

  readLine(line): AgentEvent[] {
    const fields = fieldsOfLine(line);
    if (fields !== null) return readEvent(fields);
    return line.trim() === "" ? [] : [{ type: "text", text: line }];
  },
};

const ENVIRONMENT = {
  // It would start itself again as a child, and pass no signal on to it.
  GEMINI_CLI_NO_RELAUNCH: "true",
  // Without a terminal it works only in folders that it trusts. What trust would let in was looked for before.
  GEMINI_CLI_TRUST_WORKSPACE: "true",
};

function untrusted(obeyed: readonly string[]): AgentUnavailableError {
  return new AgentUnavailableError(
    `The Gemini CLI would follow what this branch says in ${obeyed.join(", ")}, which may run commands`,
    "Remove it from the branch, or choose an agent of another provider.",
  );
}
