import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Command, type Ending, USUAL_ENDINGS } from "../../../source/commands/command.ts";
import { COMMANDS } from "../../../source/commands/registry.ts";
import type { Project } from "../project.ts";

/** One way to call a command, and how that must end. */
export interface Try {
  /** Behind the command's name. */
  readonly args: readonly string[];
  readonly ends: Ending;
  /** What it says then, on either stream; of a failure, as JSON. */
  readonly says?: RegExp;
  /** What has to be so before; all tries begin on a fresh stage. */
  readonly given?: (project: Project) => unknown;
  /** Words that are known only then. */
  readonly more?: (project: Project) => readonly string[];
  /** With a workflow at the gate on GitHub instead. */
  readonly onGitHub?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** With this, orc-tui is interrupted as soon as it listens for that. */
export const INTERRUPTED_AT_ONCE = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../../fixtures/interrupted-at-once.mjs")).href}`,
};

/** What shows that a command does what it says: at least one try for each of its endings. */
export interface Proof {
  readonly tries: readonly Try[];
  /** How it ends where there is no repository; most fail. */
  readonly outside?: Ending;
  /** How it ends where the settings are damaged; most fail. */
  readonly unset?: Ending;
}

/** A command with its proof, which is the file of its name. */
export interface Proven {
  readonly name: string;
  readonly command: Command;
  readonly endings: readonly Ending[];
  readonly proof: Proof;
}

/** Every command there is. One without a proof fails the tests. */
export async function provenCommands(): Promise<Proven[]> {
  return Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) => {
      const { command } = await load();
      const { proof } = (await import(`./proofs/${name}.ts`)) as { proof: Proof };
      return { name, command, endings: command.endings ?? USUAL_ENDINGS, proof };
    }),
  );
}
