import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AgentConfig } from "../../../source/agents/config.ts";
import type { ProviderName } from "../../../source/workflow/provider-names.ts";
import type { AgentSandbox } from "../sandbox.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/agents/", import.meta.url));
export const replayEntry = join(fixtures, "replay.ts");

export function fixture(file: string): string {
  return join(fixtures, file);
}

/** What a stand-in was given. */
export interface Given {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** A program of the test's own in the place of an agent's, on a PATH and in a home where nothing else is. */
export class StandIn {
  readonly #home: string;
  readonly #bin: string;
  readonly #record: string;

  constructor(sandbox: AgentSandbox) {
    this.#home = join(sandbox.root, "home");
    this.#bin = join(sandbox.root, "bin");
    this.#record = join(sandbox.root, "given.json");
    mkdirSync(this.#home, { recursive: true });
    mkdirSync(this.#bin, { recursive: true });
  }

  /** Settings of an agent that finds this PATH and this home. */
  config(provider: ProviderName, more: Partial<AgentConfig> = {}): AgentConfig {
    const env = {
      PATH: `${this.#bin}:/usr/bin:/bin`,
      HOME: this.#home,
      XDG_CONFIG_HOME: join(this.#home, ".config"),
      XDG_DATA_HOME: join(this.#home, ".local/share"),
      ...more.env,
    };
    return { provider, role: "@duc", timeoutSeconds: 60, stallSeconds: 60, ...more, env };
  }

  /** Settings of an agent whose program prints a recording. */
  replaying(
    provider: ProviderName,
    recording: { file: string; exitCode: number; stderr?: string },
    more: Partial<AgentConfig> = {},
  ): AgentConfig {
    const env = {
      REPLAY_OUTPUT: fixture(recording.file),
      REPLAY_EXIT: String(recording.exitCode),
      REPLAY_STDERR: recording.stderr ?? "",
      REPLAY_RECORD: this.#record,
      ...more.env,
    };
    return this.config(provider, { ...more, env });
  }

  /** Puts a program there that replays a recording, or answers nonsense. */
  replay(program: string): void {
    this.script(program, `exec '${process.execPath}' '${replayEntry}' "$@"`);
  }

  /** Puts a shell script there. */
  script(program: string, script: string): void {
    writeFileSync(join(this.#bin, program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** A program that lies in this npm package, as it does where that is installed. */
  ofPackage(program: string, name: string): void {
    const folder = join(this.#home, "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, program), "", { mode: 0o755 });
    symlinkSync(join(folder, program), join(this.#bin, program));
  }

  /** What the replaying program was given. */
  given(): Given {
    return JSON.parse(readFileSync(this.#record, "utf8"));
  }

  /** A file in the home. */
  writeHome(path: string, content: string): void {
    const file = join(this.#home, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, content);
  }
}
