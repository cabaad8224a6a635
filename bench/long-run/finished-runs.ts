import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Stage } from "../stage.ts";
import type { Output } from "./outputs.ts";

const DOCUMENT = `mkdir -p "$ORC_PLANS_DIR/specs" && echo '# Requirements' > "$ORC_PLANS_DIR/specs/requirements.md"`;
/** What Claude Code says at least. */
const CLAUDE_LINES = [
  { type: "system", subtype: "init", session_id: "e3562c6e-ed5c-4701-8bf1-8548c0bef5ef", model: "stand-in" },
  { type: "result", subtype: "success", is_error: false, result: "It is written." },
];

export const SHORT_TITLE = "A short run";
export const LONG_TITLE = "A long run";

export interface FinishedRuns {
  readonly repository: string;
  /** The file with the long one. */
  readonly output: string;
}

/**
 * A repository with two workflows at the gate, of which the second has a long run: the program itself has made them,
 * with an agent of few words, and then the long output was put in the place of its own.
 */
export async function finishedRuns(
  stage: Stage,
  provider: "command" | "claude",
  { write }: Output,
): Promise<FinishedRuns> {
  const name = `long-${provider}`;
  const programs = join(stage.folder, `${name}-programs`);
  mkdirSync(programs);
  writeScript(join(programs, "claude"), [
    DOCUMENT,
    ...CLAUDE_LINES.map((line) => `echo '${JSON.stringify(line)}'`),
  ]);
  const agent =
    provider === "command"
      ? { command: ["/bin/sh", "-c", DOCUMENT] }
      : { env: { PATH: [programs, stage.environment.PATH].join(delimiter), ANTHROPIC_API_KEY: "none" } };
  const agents = { writer: { role: "@duc", provider, ...agent } };
  const repository = stage.createRepository(name, "write", { agents });
  await stage.orcTui(repository, "trust");
  for (const title of [SHORT_TITLE, LONG_TITLE])
    await stage.orcTui(repository, "new", title, "--wait", "gate");
  const output = join(repository, ".plans/2/runs/1/output.ndjson");
  write(output);
  return { repository, output };
}

function writeScript(path: string, lines: readonly string[]): void {
  writeFileSync(path, `#!/bin/sh\n${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
}
