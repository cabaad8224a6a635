import { dirname } from "node:path";
import { describeError, OrcError } from "../workflow/errors.ts";

/** One thing wrong in one source of settings. */
export interface SettingProblem {
  /** The file, the environment variable or the flag. */
  readonly source: string;
  /** `agents.duc.model`; empty where the whole source is at fault. */
  readonly key: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
  /** Where in the file, both from 1; `null` where the content parses. */
  readonly line: number | null;
  readonly column: number | null;
}

/** Settings that cannot be used. Nothing has been changed or overwritten. */
export class SettingsError extends OrcError {
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[], options: { cause?: unknown; remedy?: string } = {}) {
    const sources = [...new Set(problems.map((problem) => problem.source))].join(", ");
    super(
      "INVALID_SETTINGS",
      problems.map(describe).join("\n"),
      options.remedy ?? `Correct ${sources}, then try again.`,
      { cause: options.cause },
    );
    this.problems = problems;
  }
}

function describe({ source, key, message, line, column }: SettingProblem): string {
  const place = line === null ? source : `${source}:${line}:${column}`;
  return key === "" ? `${place}: ${message}` : `${place}: ${key} ${message}`;
}

/** A file of settings or agreements that the disk refuses to take. Nothing has been changed. */
export function unwritable(path: string, cause: unknown, owner: "user" | "project"): SettingsError {
  const message = `cannot be written: ${describeError(cause).message}`;
  const elsewhere = owner === "user" ? ", or name another folder in ORC_TUI_CONFIG_DIR" : "";
  return new SettingsError([{ source: path, key: "", message, line: null, column: null }], {
    cause,
    remedy: `Make ${dirname(path)} writable for you${elsewhere}, then try again.`,
  });
}

/** An agent that neither the settings nor the program knows. */
export class UnknownAgentError extends OrcError {
  readonly agent: string;
  readonly known: readonly string[];

  constructor(agent: string, known: readonly string[]) {
    super(
      "UNKNOWN_AGENT",
      `There is no agent named ${JSON.stringify(agent)}`,
      `Use one of ${known.join(", ")}, or add it under "agents" in .plans/config.json.`,
    );
    this.agent = agent;
    this.known = known;
  }
}

/** Something that a project's settings would run. */
export interface DangerousItem {
  /** Where it stands: `setup`, `agents.script.command`. */
  readonly what: string;
  /** What would run, exactly, in printable characters. */
  readonly text: string;
}

/** The project's settings would run what the user has not agreed to. Nothing has run. */
export class UntrustedSettingsError extends OrcError {
  readonly items: readonly DangerousItem[];

  constructor(items: readonly DangerousItem[]) {
    const list = items.map((item) => `  ${item.what}: ${item.text}`).join("\n");
    super(
      "UNTRUSTED_SETTINGS",
      `This project's .plans/config.json would run, and you have not agreed to it yet:\n${list}`,
      "Read it, then run `orc-tui trust` to agree to exactly this.",
    );
    this.items = items;
  }
}
