import type { AgentConfig } from "../config.ts";
import { AgentUnavailableError } from "../errors.ts";
import { findExecutable, isRelativePath } from "./executable.ts";
import { neverTakenOver } from "./never-taken-over.ts";
import type { Availability, Provider } from "./provider.ts";

/**
 * Any program: the configured array is run as it is, without a shell, in the worktree. What it prints is
 * text, and its exit code is all that it says about its end.
 */
export const command: Provider = {
  name: "command",
  title: "a command",
  capabilities: { resume: false, takeOver: false, usage: false, cost: false, tools: false },
  options: ["command"],
  permissionModes: [],
  requiresEndEvent: false,
  markers: [],
  fragments: {},
  loginRemedy: "",
  loggedIn: async () => null,
  version: async () => null,
  takeOver: neverTakenOver,
  explainExit: () => null,

  installed(config) {
    const program = config.command?.[0];
    if (program === undefined || program === "") return NOTHING_TO_RUN;
    // A path in the worktree can be looked at only when there is a worktree.
    if (isRelativePath(program) || locate(config, program, "/") !== null) return null;
    return missing(program, "Install it, or name it by its absolute path in the agent's command.");
  },

  command(config, context) {
    const [program, ...args] = config.command ?? [];
    if (program === undefined || program === "") throw unavailable(NOTHING_TO_RUN);
    const file = locate(config, program, context.worktree);
    if (file === null) {
      const remedy = isRelativePath(program)
        ? `Commit ${program} as an executable file, so that every worktree has it; it is not in ${context.worktree}.`
        : "Install it, or name it by its absolute path in the agent's command.";
      throw unavailable(missing(program, remedy));
    }
    return { file, args, env: {}, stdin: context.prompt };
  },

  readLine(line) {
    return [{ type: "text", text: line }];
  },
};

type Unavailable = NonNullable<Availability>;

const NOTHING_TO_RUN: Unavailable = {
  problem: "The agent's command is empty",
  remedy:
    'Set the agent\'s "command" to a program and its arguments, as in ["./tools/spec-agent", "--fast"].',
};

function missing(program: string, remedy: string): Unavailable {
  return { problem: `The agent's program ${program} was not found, or is not executable`, remedy };
}

function unavailable({ problem, remedy }: Unavailable): AgentUnavailableError {
  return new AgentUnavailableError(problem, remedy);
}

function locate(config: AgentConfig, program: string, folder: string): string | null {
  return findExecutable(program, folder, config.env?.PATH ?? process.env.PATH);
}
